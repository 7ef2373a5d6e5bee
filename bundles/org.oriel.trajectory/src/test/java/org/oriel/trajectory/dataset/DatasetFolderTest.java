package org.oriel.trajectory.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Events;
import org.oriel.tck.Records;

class DatasetFolderTest {
    static final FolderKind KIND = new FolderKind("steps", 1, "test", Events.PURPOSE);
    static final Provenance BY =
            new Provenance("org.example.test/1.0.0", "strict@3", List.of("b/1.0.0", "a/2.0.0"), "f".repeat(64));
    static final String STEPS = "steps.jsonl";

    @TempDir
    Path temp;

    private final Events events = new Events();

    private Path dir() {
        return temp.resolve("out");
    }

    private DatasetFolder open() throws IOException {
        return DatasetFolder.open(dir(), KIND, BY);
    }

    static Scope scope(ExportRecord record, String... images) {
        long millis = record.event().time().wallMillis();
        return new Scope(record.event().session().toString(), millis, millis, List.of(record.id()), List.of(images))
                .counting("steps", 1);
    }

    /** A step for each event. */
    static void add(Commit commit, List<ExportRecord> records) throws IOException {
        FileOut out = commit.append(STEPS, FileEntry.Kind.LINES);
        for (ExportRecord record : records) {
            commit.event(record);
            out.line("{\"step\":\"" + record.id() + "\"}", scope(record));
        }
    }

    static void add(DatasetFolder folder, List<ExportRecord> records) throws IOException {
        try (Commit commit = folder.begin()) {
            add(commit, records);
            commit.commit();
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(dir().resolve(STEPS));
    }

    @Test
    void growsOverCommitsAndOpenings() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        try (DatasetFolder folder = open()) {
            assertThat(folder.lastPosition()).isZero();
            add(folder, records.subList(0, 10));
            add(folder, records.subList(10, 20));
        }
        try (DatasetFolder folder = open()) {
            assertThat(folder.lastPosition()).isEqualTo(20);
            add(folder, records.subList(20, 30));
        }
        assertThat(lines()).hasSize(30).doesNotHaveDuplicates();
        assertThat(DatasetCheck.verify(dir())).isEmpty();
        Manifest manifest = Manifest.of(Files.readString(dir().resolve("manifest.json")));
        assertThat(manifest.counts()).isEqualTo(Map.of("events", 30L, "steps", 30L));
        assertThat(manifest.sessions()).hasSize(1);
        assertThat(manifest.sessions().get(0).events()).isEqualTo(30);
        assertThat(manifest.sessions().get(0).firstPosition()).isEqualTo(1);
        assertThat(manifest.sessions().get(0).lastPosition()).isEqualTo(30);
        assertThat(manifest.sessions().get(0).grants()).containsExactly("grant-1");
        assertThat(manifest.provenance()).containsExactly(new Manifest.Written(BY, 1, 30));
        assertThat(Files.readString(dir().resolve("data-card.md")))
                .contains(Events.PURPOSE, "strict@3", "grant-1", "sessions | 1")
                .doesNotContain(Events.DEVICE.toString());
        assertThat(Files.readString(dir().resolve("manifest.json"))).doesNotContain(Events.DEVICE.toString());
    }

    @Test
    void theManifestIsReadAsItWasWritten() throws Exception {
        CaptureEvent gap = events.of(new Mark(Mark.Kind.GAP, "queue-full", Map.of("records", 57L)));
        List<ExportRecord> records = Records.of(7, List.of(events.everyKind().get(6), gap));
        List<ExportRecord> later = Records.of(12, events.some(1));
        try (DatasetFolder folder = open();
                Commit commit = folder.begin()) {
            add(commit, records);
            add(commit, later);
            commit.loss(new Loss("s-1", "agentnet", "quote-in-text"), scope(records.get(0)));
            commit.commit();
        }
        String text = Files.readString(dir().resolve("manifest.json"));
        Manifest manifest = Manifest.of(text);
        assertThat(manifest.json()).isEqualTo(text);
        assertThat(manifest.screens()).containsExactly(new Manifest.Display(1920, 1080, 1.25));
        assertThat(manifest.gaps())
                .contains(new Manifest.Gap(Events.SESSION.toString(), 8, 8, "queue-full", Map.of("records", 57L)))
                .contains(new Manifest.Gap("", 9, 11, "absent", Map.of()));
        assertThat(manifest.losses()).containsExactly(new Manifest.LossCount("agentnet", "quote-in-text", 1));
        assertThat(Files.readString(dir().resolve("losses.jsonl")))
                .isEqualTo("{\"step\":\"s-1\",\"dialect\":\"agentnet\",\"reason\":\"quote-in-text\"}\n");
        assertThatThrownBy(() -> Manifest.of(text.replace("\"commit\": 1", "\"commit\": 1.5")))
                .hasMessage("field commit is missing or wrong, allowed: a whole number");
        assertThatThrownBy(() -> Manifest.of(text.replace("losses.jsonl", "../losses.jsonl")))
                .hasMessageStartingWith("file name ../losses.jsonl is not allowed");
        assertThatThrownBy(() -> Manifest.of("{")).hasMessage("manifest.json is not one JSON object");
    }

    @Test
    void whatWasNotCommittedIsNotThere() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        try (DatasetFolder folder = open()) {
            add(folder, records.subList(0, 10));
            try (Commit commit = folder.begin()) {
                add(commit, records.subList(10, 20));
                commit.create("images/a.png", FileEntry.Kind.IMAGE).write(new byte[100_000]);
                commit.state(new byte[] {1});
            }
            assertThat(folder.state()).isEmpty();
            assertThat(folder.lastPosition()).isEqualTo(10);
            add(folder, records.subList(10, 12));
        }
        assertThat(lines()).hasSize(12);
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void whicheverStepTheProcessEndsAtTheFolderHoldsWholeCommits() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        int end = 0;
        boolean crashed = true;
        for (; crashed; end++) {
            Path dir = temp.resolve("crash-" + end);
            int[] left = {end};
            Disk dying = new Disk(step -> {
                if (left[0]-- <= 0) {
                    throw new IOException("the process ended here");
                }
            });
            long[] told = {0};
            crashed = false;
            try (DatasetFolder folder = new DatasetFolder(dir, KIND, BY, List.of(), dying)) {
                threeCommits(folder, records, told);
            } catch (IOException e) {
                assertThat(e).hasMessage("the process ended here");
                crashed = true;
            }
            try (DatasetFolder folder = DatasetFolder.open(dir, KIND, BY)) {
                long has = folder.lastPosition() / 10;
                assertThat(folder.lastPosition() % 10).isZero();
                assertThat(has).as("end at step " + end).isGreaterThanOrEqualTo(told[0]);
                assertThat(folder.state().map(s -> (long) s[0]).orElse(0L)).isEqualTo(has);
                assertThat(DatasetCheck.verify(dir)).as("end at step " + end).isEmpty();
                threeCommits(folder, records, new long[] {has});
            }
            assertThat(DatasetCheck.verify(dir)).isEmpty();
            assertThat(Files.readAllLines(dir.resolve(STEPS))).hasSize(30);
            assertThat(Files.readString(dir.resolve("same.txt"))).isEqualTo("3");
            assertThat(dir.resolve("image-1.png")).doesNotExist();
        }
        assertThat(end).isGreaterThan(60);
    }

    @Test
    void whicheverStepFailsOnceNothingIsLostOrThereTwice() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        int failAt = 0;
        boolean failed = true;
        for (; failed; failAt++) {
            Path dir = temp.resolve("full-" + failAt);
            int[] left = {failAt};
            Disk full = new Disk(step -> {
                if (left[0]-- == 0) {
                    throw new IOException("No space left on device");
                }
            });
            failed = false;
            // As an exporter does: after an error it opens the folder again, and the batch comes again.
            for (int attempt = 0; attempt < 3; attempt++) {
                try (DatasetFolder folder = new DatasetFolder(dir, KIND, BY, List.of(), full)) {
                    threeCommits(folder, records, new long[] {folder.lastPosition() / 10});
                } catch (IOException e) {
                    assertThat(e).hasMessage("No space left on device");
                    failed = true;
                }
            }
            assertThat(DatasetCheck.verify(dir)).as("failed at step " + failAt).isEmpty();
            assertThat(Files.readAllLines(dir.resolve(STEPS))).hasSize(30).doesNotHaveDuplicates();
        }
        assertThat(failAt).isGreaterThan(60);
    }

    @Test
    void forcesTheDataBeforeTheJournalAndTheJournalBeforeItReturns() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        List<String> steps = new java.util.ArrayList<>();
        try (DatasetFolder folder = new DatasetFolder(dir(), KIND, BY, List.of(), new Disk(steps::add))) {
            add(folder, records.subList(0, 10));
            steps.clear();
            add(folder, records.subList(10, 20));
            // The index, the file, the journal; then whatever the manifest takes.
            assertThat(steps)
                    .startsWith(
                            "grow steps.jsonl",
                            "grow steps.jsonl",
                            "write",
                            "force",
                            "write",
                            "force",
                            "write",
                            "force");
            int lastWrite = steps.lastIndexOf("write");
            assertThat(steps.subList(lastWrite, steps.size())).contains("force");
        }
    }

    private static void threeCommits(DatasetFolder folder, List<ExportRecord> records, long[] done) throws IOException {
        for (long i = done[0] + 1; i <= 3; i++) {
            try (Commit commit = folder.begin()) {
                add(commit, records.subList((int) i * 10 - 10, (int) i * 10));
                commit.create("same.txt", FileEntry.Kind.OTHER).write(("" + i).getBytes(StandardCharsets.UTF_8));
                commit.create("image-" + i + ".png", FileEntry.Kind.IMAGE).write((int) i);
                if (i == 3) {
                    commit.remove("image-1.png");
                }
                commit.state(new byte[] {(byte) i});
                commit.commit();
            }
            done[0] = i;
        }
    }

    @Test
    void refusesWhatIsNotItsOwn() throws Exception {
        Files.createDirectories(dir());
        Files.writeString(dir().resolve("thesis.txt"), "x");
        assertThatThrownBy(this::open)
                .hasMessage(dir() + " is not an export folder and not empty (it holds thesis.txt):"
                        + " choose a new or an empty folder");
        assertThat(dir().resolve(".oriel")).doesNotExist();
        Files.delete(dir().resolve("thesis.txt"));
        open().close();
        assertThatThrownBy(() -> DatasetFolder.open(dir(), new FolderKind("mcap", 1, "test", Events.PURPOSE), BY))
                .hasMessage(dir() + " is an export folder with the format steps, not mcap: choose another folder;"
                        + " data is never mixed");
        assertThatThrownBy(() -> DatasetFolder.open(dir(), new FolderKind("steps", 2, "test", Events.PURPOSE), BY))
                .hasMessageContaining("version of the format 1, not 2");
        assertThatThrownBy(() -> DatasetFolder.open(dir(), new FolderKind("steps", 1, "other", Events.PURPOSE), BY))
                .hasMessageContaining("exporter test, not other");
        assertThatThrownBy(() -> DatasetFolder.open(dir(), new FolderKind("steps", 1, "test", "support"), BY))
                .hasMessageContaining("purpose ai-training, not support");
        Files.createFile(dir().resolve("thesis.txt"));
        assertThatThrownBy(this::open).hasMessageContaining("holds what its manifest does not list (thesis.txt)");
        Files.delete(dir().resolve("thesis.txt"));
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> DatasetFolder.open(file, KIND, BY))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a folder");
    }

    @Test
    void refusesWhatWasChanged() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        try (DatasetFolder folder = open()) {
            add(folder, records.subList(0, 10));
        }
        Path steps = dir().resolve(STEPS);
        byte[] before = Files.readAllBytes(steps);
        byte[] other = before.clone();
        other[3] ^= 1;
        Files.write(steps, other);
        try (DatasetFolder folder = open()) {
            assertThatThrownBy(() -> add(folder, records.subList(10, 20)))
                    .hasMessageContaining("steps.jsonl was changed since it was written");
        }
        Files.write(steps, java.util.Arrays.copyOf(before, 20));
        assertThatThrownBy(this::open).hasMessageContaining("has 20 bytes and should have " + before.length);
        Files.delete(steps);
        assertThatThrownBy(this::open).hasMessageContaining("steps.jsonl is gone");
        Files.write(steps, before);
        Path manifest = dir().resolve("manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, 100));
        assertThatThrownBy(this::open).hasMessage(manifest + ": manifest.json is not one JSON object");
        Files.delete(manifest);
        assertThatThrownBy(this::open).hasMessageContaining("holds what its manifest does not list");
        Files.writeString(manifest, text);
        open().close();
    }

    @Test
    void oneAtATime() throws Exception {
        try (DatasetFolder folder = open()) {
            assertThatThrownBy(this::open)
                    .hasMessage(dir() + " is in use by another exporter or command: wait for it, or stop it");
            add(folder, Records.of(1, events.some(3)));
        }
        open().close();
    }

    @Test
    void neverMixesStoresOrPurposesOrRepeats() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(20));
        try (DatasetFolder folder = open()) {
            add(folder, records.subList(0, 10));
            assertThatThrownBy(() -> add(folder, records.subList(9, 12)))
                    .hasMessageContaining("position 10 is in the folder");
            assertThatThrownBy(() -> add(folder, Records.of(11, new Events("support").some(1))))
                    .hasMessage("the event at position 11 is of the purpose support, and this folder of ai-training");
            CaptureEvent event = records.get(10).event();
            CaptureEvent elsewhere = new CaptureEvent(
                    event.id(),
                    event.session(),
                    UUID.randomUUID(),
                    event.time(),
                    event.source(),
                    event.actor(),
                    event.subject(),
                    event.policyHash(),
                    event.grant(),
                    event.purpose(),
                    List.of(),
                    event.body());
            assertThatThrownBy(() -> add(folder, Records.of(11, List.of(elsewhere))))
                    .hasMessage("the folder was filled from another store: choose another folder");
            assertThat(folder.fresh(records)).isEqualTo(records.subList(10, 20));
            assertThat(folder.fresh(records.subList(0, 3))).isEmpty();
            assertThatThrownBy(() ->
                            folder.fresh(Records.of(10, List.of(records.get(10).event()))))
                    .hasMessage(dir() + " was filled from another store: choose another folder");
            assertThatThrownBy(() -> folder.fresh(Records.of(3, List.of(elsewhere))))
                    .hasMessage(dir() + " was filled from another store: choose another folder");
            add(folder, records.subList(10, 20));
        }
        assertThat(lines()).hasSize(20);
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void aBurstOfCommitsIsInTheManifestAtTheLatestWhenClosed() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(300));
        try (DatasetFolder folder = open()) {
            for (int i = 0; i < 300; i++) {
                add(folder, records.subList(i, i + 1));
            }
            DatasetCheck.Report report = DatasetCheck.report(dir(), List.of());
            assertThat(report.problems()).isEmpty();
            assertThat(report.manifest()).isEqualTo(folder.manifest());
        }
        assertThat(Disk.resolve(dir(), Names.JOURNAL)).isEmptyFile();
        assertThat(Manifest.of(Files.readString(dir().resolve("manifest.json"))).commit())
                .isEqualTo(300);
    }

    @Test
    void pagesOfTheExporterFollowTheManifest() throws Exception {
        Page page = new Page() {
            @Override
            public String name() {
                return "README.md";
            }

            @Override
            public String text(Manifest manifest) {
                return "steps: " + manifest.counts().getOrDefault("steps", 0L);
            }
        };
        try (DatasetFolder folder = DatasetFolder.open(dir(), KIND, BY, page)) {
            add(folder, Records.of(1, events.some(3)));
        }
        assertThat(dir().resolve("README.md")).hasContent("steps: 3");
        assertThat(DatasetCheck.verify(dir())).isEmpty();
        DatasetFolder.openAsIs(dir()).close();
        Files.delete(dir().resolve("README.md"));
        assertThat(DatasetCheck.verify(dir())).containsExactly("README.md is missing");
    }
}
