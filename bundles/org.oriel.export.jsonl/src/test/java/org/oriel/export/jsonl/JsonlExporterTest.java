package org.oriel.export.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.tck.Records;

class JsonlExporterTest {
    @TempDir
    Path temp;

    private final Events events = new Events();
    private final List<ExportRecord> records = Records.of(1, events.some(100));
    private final List<JsonlExporter> made = new ArrayList<>();
    private final FailingChannel.Disk disk = new FailingChannel.Disk();

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
        JsonlExporter exporter = new JsonlExporter(dir(), maxFileBytes, disk);
        made.add(exporter);
        return exporter;
    }

    private Batch batch(long from, long to) {
        return Records.batch(records, from, to);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(dir())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
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
        for (String torn : List.of(
                "{\"id\":\"half",
                "\u0000\u0000\u0000\u0000",
                "{\"id\":1}x\n{\"a\":2}\n",
                "{\"a\"\n",
                "\n",
                "{" + "x".repeat(100_000))) {
            exporter().deliver(batch(1, 10));
            Path file = dir().resolve("events-000000000001.jsonl");
            Files.writeString(file, torn, StandardOpenOption.APPEND);
            exporter().deliver(batch(8, 15));
            assertHolds(1, 15);
            assertThat(names()).hasSize(1);
            Files.delete(file);
        }
    }

    @Test
    void goesOnInAFileThatACrashLeftEmpty() throws Exception {
        exporter().deliver(batch(1, 5));
        Files.createFile(dir().resolve("events-000000000006.jsonl"));
        exporter().deliver(batch(3, 8));
        assertHolds(1, 8);
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
        List<ExportRecord> others = Records.of(1, new Events("x").some(30).subList(10, 30));
        assertThatThrownBy(() -> exporter().deliver(new Batch(Events.PURPOSE, others)))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("belong to another store");
        assertHolds(1, 10);
        Files.move(dir(), temp.resolve("old"));
        exporter().deliver(new Batch(Events.PURPOSE, others));
        assertThat(JsonlExporterContractTest.lines(dir())).hasSize(20);
    }

    @Test
    void noticesAFileThatWasMovedAwayMeanwhile() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 10));
        Files.move(dir().resolve("events-000000000001.jsonl"), temp.resolve("taken"));
        exporter.deliver(batch(11, 20));
        assertHolds(11, 20);
        Files.delete(dir().resolve("events-000000000011.jsonl"));
        Files.delete(dir());
        exporter.deliver(batch(21, 30));
        assertHolds(21, 30);
    }

    @Test
    void aFullDiskLosesNothingAndRepeatsNothing() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 10));
        for (int room : List.of(0, 1, 100, 1500)) {
            disk.room = room;
            assertThatThrownBy(() -> exporter.deliver(batch(11, 30)))
                    .isInstanceOf(RetryableException.class)
                    .hasMessage(dir() + ": no space left on the device");
            assertHolds(1, 10);
        }
        disk.room = Long.MAX_VALUE;
        exporter.deliver(batch(11, 30));
        exporter.deliver(batch(31, 40));
        assertHolds(1, 40);
        assertThat(names()).hasSize(1);
    }

    @Test
    void afterAFailedForceTheLinesAreWrittenAnew() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 10));
        disk.forceFails = true;
        assertThatThrownBy(() -> exporter.deliver(batch(11, 20))).isInstanceOf(RetryableException.class);
        disk.forceFails = false;
        assertHolds(1, 10);
        long before = disk.written;
        exporter.deliver(batch(11, 20));
        assertHolds(1, 20);
        assertThat(disk.written - before)
                .isEqualTo(records.subList(10, 20).stream()
                        .mapToLong(record -> record.json().length() + 1)
                        .sum());
    }

    @Test
    void forcesBeforeItReturns() throws Exception {
        JsonlExporter exporter = exporter();
        exporter.deliver(batch(1, 10));
        assertThat(disk.unforced).isZero();
        exporter.deliver(batch(11, 12));
        assertThat(disk.unforced).isZero();
        assertThat(disk.forces).isEqualTo(2);
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
        assertThatThrownBy(() -> new JsonlExporter(Path.of("out"), 4096, disk))
                .hasMessage("directory=out, allowed: an absolute path");
        assertThatThrownBy(() -> new JsonlExporter(dir(), 10, disk))
                .hasMessage("maxFileBytes=10, allowed: 4096 to 1099511627776");
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> new JsonlExporter(file, 4096, disk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> new JsonlExporter(file.resolve("below"), 4096, disk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void theFakeDiskFails() throws IOException {
        disk.room = 3;
        try (FileChannel channel =
                disk.open(temp.resolve("x"), java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            assertThatThrownBy(() -> {
                        ByteBuffer bytes = ByteBuffer.wrap(new byte[9]);
                        while (bytes.hasRemaining()) {
                            channel.write(bytes);
                        }
                    })
                    .hasMessage("No space left on device");
            assertThat(channel.size()).isEqualTo(3);
        }
    }
}
