package org.oriel.trajectory.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Events;
import org.oriel.tck.Records;

class DatasetCheckTest {
    @TempDir
    Path temp;

    private Path dir;
    private final List<ExportRecord> records = Records.of(1, new Events().some(5));

    @BeforeEach
    void fill() throws IOException {
        dir = temp.resolve("out");
        try (DatasetFolder folder = DatasetFolder.open(dir, DatasetFolderTest.KIND, DatasetFolderTest.BY);
                Commit commit = folder.begin()) {
            DatasetFolderTest.add(commit, records);
            commit.create("images/a.png", FileEntry.Kind.IMAGE).write(new byte[] {1, 2, 3});
            commit.commit();
        }
        assertThat(DatasetCheck.verify(dir)).isEmpty();
    }

    @Test
    void findsAFlippedByteAMissingAndAnExtraFile() throws IOException {
        Files.write(dir.resolve("images/a.png"), new byte[] {1, 2, 4});
        Files.createFile(dir.resolve("images/b.png"));
        assertThat(DatasetCheck.verify(dir))
                .containsExactly(
                        "images/b.png is not in the manifest", "images/a.png has another hash than in the manifest");
        Files.write(dir.resolve("images/a.png"), new byte[] {1, 2});
        Files.delete(dir.resolve("images/b.png"));
        Files.delete(dir.resolve("steps.jsonl"));
        assertThat(DatasetCheck.verify(dir))
                .containsExactly("images/a.png has 2 bytes and should have 3", "steps.jsonl is missing");
    }

    @Test
    void findsLinesThatNobodyCommitted() throws IOException {
        Files.writeString(dir.resolve("steps.jsonl"), "{}\n", StandardOpenOption.APPEND);
        assertThat(DatasetCheck.verify(dir)).hasSize(1).allMatch(p -> p.startsWith("steps.jsonl has "));
    }

    @Test
    void findsCountsThatDoNotFit() throws IOException {
        Path manifest = dir.resolve("manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"steps\": 5", "\"steps\": 6"));
        assertThat(DatasetCheck.verify(dir))
                .contains(
                        "the files hold 5 steps, the manifest says 6", "data-card.md is not the card of this manifest");
        Files.writeString(manifest, text.replace("\"records\": 5", "\"records\": 6"));
        assertThat(DatasetCheck.verify(dir)).contains("steps.jsonl has 5 records and should have 6");
        Files.writeString(manifest, text.replace("\n", ""));
        assertThat(DatasetCheck.verify(dir)).containsExactly("manifest.json is not as it was written");
        Files.writeString(manifest, "[]");
        assertThat(DatasetCheck.verify(dir)).containsExactly(manifest + ": manifest.json is not one JSON object");
    }

    @Test
    void findsAChangedIndexAndAChangedCard() throws IOException {
        Path index = dir.resolve(".oriel/index/steps.jsonl");
        Files.writeString(index, Files.readString(index).replace("\"fromMillis\"", "\"from\""));
        Files.writeString(dir.resolve("data-card.md"), "All is well.");
        assertThat(DatasetCheck.verify(dir))
                .containsExactly(
                        "data-card.md is not the card of this manifest",
                        index + " line 1: field fromMillis is missing or wrong, allowed: a whole number");
    }

    @Test
    void saysWhatIsNoExportFolder() throws IOException {
        assertThat(DatasetCheck.verify(temp))
                .containsExactly(temp + " is not an export folder: it has no .oriel/marker.json");
        assertThat(DatasetCheck.isExportFolder(temp)).isFalse();
        assertThat(DatasetCheck.isExportFolder(dir)).isTrue();
    }

    @Test
    void looksAtAFolderThatIsBeingWritten() throws IOException {
        try (DatasetFolder folder = DatasetFolder.open(dir, DatasetFolderTest.KIND, DatasetFolderTest.BY);
                Commit commit = folder.begin()) {
            commit.append("steps.jsonl", FileEntry.Kind.LINES).line("{}", DatasetFolderTest.scope(records.get(0)));
            commit.append("steps.jsonl", FileEntry.Kind.LINES).flush();
            assertThat(DatasetCheck.verify(dir)).isEmpty();
        }
        assertThat(DatasetCheck.verify(dir))
                .as("and sees what its writer left when it was ended")
                .hasSize(1);
        DatasetFolder.open(dir, DatasetFolderTest.KIND, DatasetFolderTest.BY).close();
        assertThat(DatasetCheck.verify(dir)).isEmpty();
    }
}
