package org.oriel.export.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.tck.Records;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Provenance;
import org.oriel.trajectory.dataset.Recall;
import org.oriel.trajectory.dataset.RecallList;

class JsonlExporterTest {
    private static final Provenance BY = Provenance.unknown("test");

    @TempDir
    Path temp;

    private final Events events = new Events();
    private final List<ExportRecord> records = Records.of(1, events.some(100));
    private final List<JsonlExporter> made = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (JsonlExporter exporter : made) {
            exporter.close();
        }
    }

    private Path dir() {
        return temp.resolve("out");
    }

    private JsonlExporter exporter() throws IOException {
        return exporter(1 << 20);
    }

    private JsonlExporter exporter(long maxFileBytes) throws IOException {
        JsonlExporter exporter = new JsonlExporter(dir(), maxFileBytes, "none", BY);
        made.add(exporter);
        return exporter;
    }

    private Batch batch(long from, long to) {
        return Records.batch(records, from, to);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private void assertHolds(long from, long to) throws IOException {
        assertThat(JsonlExporterContractTest.lines(dir()))
                .isEqualTo(records.subList((int) from - 1, (int) to).stream()
                        .map(ExportRecord::json)
                        .toList());
    }

    @Test
    void namesAFileAfterItsFirstPositionAndKeepsItPrivate() throws Exception {
        JsonlExporter exporter = exporter();
        assertThat(names()).as("nothing is opened before the first delivery").isEmpty();
        exporter.deliver(batch(7, 9));
        assertThat(names()).containsExactly("events-000000000007.jsonl");
        assumeTrue(Files.getFileStore(dir()).supportsFileAttributeView("posix"), "no permissions on this file system");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir().resolve("events-000000000007.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void beginsAFileWhenOneIsFullOrPositionsJump() throws Exception {
        JsonlExporter exporter = exporter(4096);
        for (int i = 1; i <= 46; i += 5) {
            exporter.deliver(batch(i, i + 4));
        }
        List<String> full = names();
        assertThat(full).hasSizeGreaterThan(3).startsWith("events-000000000001.jsonl");
        for (String name : full) {
            assertThat(Files.size(dir().resolve(name))).isLessThanOrEqualTo(4096);
        }
        exporter.deliver(batch(80, 81));
        assertThat(names()).hasSize(full.size() + 1).endsWith("events-000000000080.jsonl");

        JsonlExporter later = exporter(4096);
        later.deliver(batch(81, 82));
        assertThat(names()).hasSize(full.size() + 1);
        assertThat(JsonlExporterContractTest.lines(dir())).hasSize(53).doesNotHaveDuplicates();
    }

    @Test
    void takesALineThatIsLargerThanAFile() throws Exception {
        List<ExportRecord> large = Records.of(1, List.of(events.titled("x".repeat(200_000)), events.titled("y")));
        exporter(4096).deliver(new Batch(Events.PURPOSE, large));
        assertThat(names()).containsExactly("events-000000000001.jsonl", "events-000000000002.jsonl");
    }

    @Test
    void cutsOffWhatACrashLeft() throws Exception {
        exporter().deliver(batch(1, 10));
        int has = 10;
        for (String torn : List.of("{\"id\":\"half", "\u0000\u0000", "{\"a\"\n", "{" + "x".repeat(100_000))) {
            Files.writeString(dir().resolve("events-000000000001.jsonl"), torn, StandardOpenOption.APPEND);
            Files.writeString(dir().resolve("events-000000000011.jsonl.9.part"), torn);
            exporter().deliver(batch(has - 2, has + 5));
            has += 5;
            assertHolds(1, has);
            assertThat(names()).hasSize(1);
        }
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    @Test
    void findsRepetitionsAcrossFiles() throws Exception {
        JsonlExporter exporter = exporter(4096);
        exporter.deliver(batch(1, 40));
        assertThat(names()).hasSizeGreaterThan(2);
        exporter.deliver(batch(1, 40));
        exporter(4096).deliver(batch(1, 60));
        assertHolds(1, 60);
    }

    @Test
    void doesNotTakeEventsOfAnotherStoreForRepetitions() throws Exception {
        exporter().deliver(batch(1, 10));
        List<ExportRecord> others = Records.of(1, new Events().some(30).subList(10, 30));
        assertThatThrownBy(() -> exporter().deliver(new Batch(Events.PURPOSE, others)))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("was filled from another store");
        assertHolds(1, 10);
        Files.move(dir(), temp.resolve("old"));
        exporter().deliver(new Batch(Events.PURPOSE, others));
        assertThat(JsonlExporterContractTest.lines(dir())).hasSize(20);
    }

    @Test
    void noticesThatTheFolderWasMovedAwayMeanwhile() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 10));
        Files.move(dir(), temp.resolve("taken"));
        exporter.deliver(batch(11, 20));
        assertHolds(11, 20);
        assertThat(DatasetCheck.verify(dir())).isEmpty();
        assertThat(DatasetCheck.verify(temp.resolve("taken"))).isEmpty();
    }

    @Test
    void saysWhichFileIsGone() throws Exception {
        exporter(4096).deliver(batch(1, 40));
        String first = names().get(0);
        Files.move(dir().resolve(first), temp.resolve(first));
        assertThatThrownBy(() -> exporter(4096).deliver(batch(41, 42)))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining(first + " is gone: bring it back");
        Files.move(temp.resolve(first), dir().resolve(first));
        exporter(4096).deliver(batch(41, 42));
        assertHolds(1, 42);
    }

    @Test
    void theManifestSaysWhatIsThere() throws Exception {
        JsonlExporter exporter = exporter(4096);
        exporter.deliver(batch(1, 40));
        exporter.deliver(batch(60, 70));
        exporter.close();
        Manifest manifest = Manifest.of(Files.readString(dir().resolve("manifest.json")));
        assertThat(manifest.counts()).containsEntry("events", 51L);
        assertThat(manifest.gaps()).containsExactly(new Manifest.Gap("", 41, 59, "absent", Map.of()));
        assertThat(manifest.files()).extracting(FileEntry::file).isEqualTo(names());
        assertThat(dir().resolve("data-card.md")).content().contains("events | 51");
    }

    @Test
    void keepsEachPictureOnceAndGivesItUpWithItsEvents() throws Exception {
        List<ExportRecord> frames = new ArrayList<>();
        Events some = new Events();
        for (int i = 1; i <= 4; i++) {
            CaptureEvent event = some.of(new Frame("abc" + i % 2, 4, 4, List.of()));
            frames.add(withPicture(i, event, new byte[] {(byte) i}));
        }
        JsonlExporter exporter = new JsonlExporter(dir(), 4096, "files", BY);
        exporter.deliver(new Batch(Events.PURPOSE, frames.subList(0, 3)));
        exporter.deliver(new Batch(Events.PURPOSE, frames));
        assertThat(Files.readAllBytes(dir().resolve("images/abc1.png"))).containsExactly(1);
        Recall.apply(
                dir(),
                new RecallList(List.of(new RecallList.Events(
                        "", List.of(frames.get(0).id(), frames.get(2).id()), "forgotten", 1))));
        assertThat(dir().resolve("images/abc1.png")).doesNotExist();
        assertThat(dir().resolve("images/abc0.png")).exists();
        assertThat(JsonlExporterContractTest.lines(dir())).hasSize(2);
        exporter.deliver(Records.batch(5, some.some(2)));
        exporter.close();
        assertThat(JsonlExporterContractTest.lines(dir())).hasSize(4);
        assertThat(DatasetCheck.verify(dir())).isEmpty();
    }

    private static ExportRecord withPicture(long position, CaptureEvent event, byte[] png) {
        String json = "{\"id\":\"" + event.id() + "\",\"session\":\"" + event.session()
                + "\",\"time\":{\"monotonicNanos\":1,\"wallMillis\":"
                + event.time().wallMillis()
                + "},\"body\":{\"image\":\"" + ((Frame) event.body()).image() + "\"}}";
        return new ExportRecord() {
            @Override
            public long position() {
                return position;
            }

            @Override
            public String id() {
                return event.id();
            }

            @Override
            public String json() {
                return json;
            }

            @Override
            public CaptureEvent event() {
                return event;
            }

            @Override
            public Optional<byte[]> picture() {
                return Optional.of(png);
            }
        };
    }

    @Test
    void refusesWhatIsNotOneLine() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 2));
        ExportRecord broken = new FakeExportRecord(3, "x", "{\"a\":\n1}", events.titled("x"));
        assertThatThrownBy(() -> exporter.deliver(new Batch(Events.PURPOSE, List.of(broken))))
                .isInstanceOf(PermanentException.class)
                .hasMessage("the event at position 3 is not one line of JSON");
        exporter.deliver(batch(4, 5));
        assertThat(JsonlExporterContractTest.lines(dir())).hasSize(4);
    }

    @Test
    void writesNothingAfterItWasStopped() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 2));
        exporter.close();
        assertThatThrownBy(() -> exporter.deliver(batch(3, 4))).isInstanceOf(RetryableException.class);
        assertHolds(1, 2);
    }

    @Test
    void wrongSettingsAreNamed() throws IOException {
        assertThatThrownBy(() -> new JsonlExporter(Path.of("out"), 4096, "none", BY))
                .hasMessage("directory=out, allowed: an absolute path");
        assertThatThrownBy(() -> new JsonlExporter(dir(), 10, "none", BY))
                .hasMessage("maxFileBytes=10, allowed: 4096 to 1099511627776");
        assertThatThrownBy(() -> new JsonlExporter(dir(), 4096, "all", BY))
                .hasMessage("pictures=all, allowed: none, files");
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> new JsonlExporter(file, 4096, "none", BY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> new JsonlExporter(file.resolve("below"), 4096, "none", BY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }
}
