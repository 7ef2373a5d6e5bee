package org.oriel.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.tck.Records;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Recall;
import org.oriel.trajectory.dataset.RecallList;

class ParquetExporterTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2};

    @TempDir
    Path dir;

    private final Events events = new Events();
    private final AtomicLong millis = new AtomicLong(1_000_000);

    private ParquetExporter exporter(Path folder, Settings.Images images, int rows) throws IOException {
        return new ParquetExporter(new Settings(folder, images, rows, 8, 256, 60, millis::get));
    }

    private Path out() {
        return dir.resolve("out");
    }

    @Test
    void aJournalThatACrashCutShortIsGoneOnWith() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        ParquetExporter killed = exporter(out(), Settings.Images.NONE, 1000);
        killed.deliver(new Batch(Events.PURPOSE, records.subList(0, 10)));
        killed.deliver(new Batch(Events.PURPOSE, records.subList(10, 20)));
        byte[] whole = Files.readAllBytes(out().resolve(".oriel/journal-00000.log"));
        int second = new String(whole, StandardCharsets.UTF_8).indexOf("E 11 ");
        for (int cut : List.of(whole.length, whole.length - 1, whole.length - 4, second + 700, second)) {
            Path again = dir.resolve("again" + cut);
            copy(out(), again);
            Files.write(again.resolve(".oriel/journal-00000.log"), Arrays.copyOf(whole, cut));
            Files.write(again.resolve(".oriel/journal-00000.log"), new byte[50], StandardOpenOption.APPEND);
            ParquetExporter next = exporter(again, Settings.Images.NONE, 1000);
            next.deliver(new Batch(Events.PURPOSE, records));
            next.close();

            assertThat(Stored.events(again))
                    .as("cut at " + cut)
                    .isEqualTo(records.stream().map(ExportRecord::id).toList());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void theFolderIsADataSetThatVerifiesAndIsRecalledFrom() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        ParquetExporter first = exporter(out(), Settings.Images.NONE, 10);
        first.deliver(new Batch(Events.PURPOSE, records.subList(0, 12)));
        first.deliver(new Batch(Events.PURPOSE, records.subList(12, 25)));
        // While events wait for the next file as well.
        assertThat(DatasetCheck.verify(out())).isEmpty();
        first.close();
        ParquetExporter second = exporter(out(), Settings.Images.NONE, 10);
        second.deliver(new Batch(Events.PURPOSE, records));
        second.close();
        assertThat(DatasetCheck.verify(out())).isEmpty();
        Manifest manifest = DatasetCheck.report(out(), List.of()).manifest();
        assertThat(manifest.counts()).containsEntry("events", 30L).containsEntry("event_rows", 30L);
        assertThat(manifest.lastPosition()).isEqualTo(30);
        assertThat(manifest.pages()).contains("README.md", "data-card.md");

        long until = records.get(29).event().time().wallMillis();
        List<ExportRecord> later = Records.of(31, events.some(12));
        // Some wait in the journal when the recall comes, which takes three of them.
        long reach = later.get(2).event().time().wallMillis();
        assertThat(reach).isGreaterThan(until);
        ParquetExporter waiting = exporter(out(), Settings.Images.NONE, 1000);
        waiting.deliver(new Batch(Events.PURPOSE, later.subList(0, 6)));
        RecallList list =
                new RecallList(List.of(new RecallList.Span(Events.SESSION.toString(), 0, reach, "withdrawn", 1)));
        Recall.apply(out(), list);
        assertThat(Stored.files(out().resolve("events"), ".parquet")).isEmpty();
        assertThat(DatasetCheck.report(out(), List.of(list)).problems()).isEmpty();
        // What comes later goes on behind it, under another number.
        ParquetExporter third = exporter(out(), Settings.Images.NONE, 10);
        third.deliver(new Batch(Events.PURPOSE, later));
        third.close();
        assertThat(Stored.events(out()))
                .isEqualTo(later.subList(3, 12).stream().map(ExportRecord::id).toList());
        assertThat(DatasetCheck.verify(out())).isEmpty();
    }

    @Test
    void anotherPurposeIsRefused() throws Exception {
        exporter(out(), Settings.Images.NONE, 10).deliver(Records.batch(1, events.some(3)));
        ParquetExporter next = exporter(out(), Settings.Images.NONE, 10);
        assertThatThrownBy(() -> next.deliver(new Batch("support", Records.of(4, events.some(3)))))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("never mixed");
    }

    @Test
    void aFileThatGotItsNameBeforeTheCrashIsNotWrittenTwice() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        ParquetExporter killed = exporter(out(), Settings.Images.NONE, 1000);
        killed.deliver(new Batch(Events.PURPOSE, records.subList(0, 20)));
        byte[] journal = Files.readAllBytes(out().resolve(".oriel/journal-00000.log"));
        killed.close();
        // As if it had ended after the file got its name and before the next journal was begun.
        Files.delete(out().resolve(".oriel/journal-00001.log"));
        Files.write(out().resolve(".oriel/journal-00000.log"), journal);

        ParquetExporter next = exporter(out(), Settings.Images.NONE, 1000);
        next.deliver(new Batch(Events.PURPOSE, records));
        next.close();

        assertThat(Stored.events(out()))
                .isEqualTo(records.stream().map(ExportRecord::id).toList());
    }

    @Test
    void damageBeforeTheLastDeliveryIsToldAndNothingIsCutOff() throws Exception {
        ParquetExporter killed = exporter(out(), Settings.Images.NONE, 1000);
        List<ExportRecord> records = Records.of(1, events.some(40));
        for (int i = 0; i < 30; i += 10) {
            killed.deliver(new Batch(Events.PURPOSE, records.subList(i, i + 10)));
        }
        Path journal = out().resolve(".oriel/journal-00000.log");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[200] = 0;
        Files.write(journal, bytes);

        ParquetExporter next = exporter(out(), Settings.Images.NONE, 1000);
        assertThatThrownBy(() -> next.deliver(new Batch(Events.PURPOSE, records.subList(30, 40))))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("damaged");
        assertThat(journal).hasBinaryContent(bytes);
    }

    @Test
    void filesAreWrittenByTheClockAsWell() throws Exception {
        ParquetExporter exporter = exporter(out(), Settings.Images.NONE, 1000);
        List<ExportRecord> records = Records.of(1, events.some(20));
        exporter.deliver(new Batch(Events.PURPOSE, records.subList(0, 10)));
        assertThat(Stored.files(out().resolve("events"), ".parquet")).isEmpty();
        millis.addAndGet(60 * 60_000);
        exporter.deliver(new Batch(Events.PURPOSE, records.subList(10, 20)));
        assertThat(Stored.files(out().resolve("events"), ".parquet")).hasSize(1);
    }

    @Test
    void anotherInstanceTakesOverAndTheFirstOneCutsNothingOff() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        ParquetExporter first = exporter(out(), Settings.Images.NONE, 1000);
        first.deliver(new Batch(Events.PURPOSE, records.subList(0, 10)));
        ParquetExporter second = exporter(out(), Settings.Images.NONE, 1000);
        second.deliver(new Batch(Events.PURPOSE, records.subList(10, 20)));
        first.close();
        second.deliver(new Batch(Events.PURPOSE, records.subList(20, 30)));
        second.close();
        assertThat(Stored.events(out()))
                .isEqualTo(records.stream().map(ExportRecord::id).toList());
    }

    @Test
    void anotherStoreIsRefusedAlsoWhereItsEventsAreInFiles() throws Exception {
        ParquetExporter exporter = exporter(out(), Settings.Images.NONE, 5);
        exporter.deliver(Records.batch(1, events.some(12)));
        exporter.deliver(Records.batch(13, events.some(2)));
        for (long position : new long[] {1, 13}) {
            assertThatThrownBy(() -> exporter.deliver(Records.batch(position, events.some(2))))
                    .isInstanceOf(RetryableException.class)
                    .hasMessageContaining("belong to another store");
        }
    }

    @Test
    void filesOfOthersAreNotMixedWithOurs() throws Exception {
        Files.createDirectories(out());
        Files.writeString(out().resolve("thesis.txt"), "precious");
        ParquetExporter exporter = exporter(out(), Settings.Images.NONE, 5);
        assertThatThrownBy(() -> exporter.deliver(Records.batch(1, events.some(5))))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("not an export folder and not empty");
    }

    @Test
    void whatIsNoEventIsSetAsideAndLeavesNothingBehind() throws Exception {
        ParquetExporter exporter = exporter(out(), Settings.Images.NONE, 1000);
        List<ExportRecord> records = Records.of(1, events.some(10));
        List<ExportRecord> bad = new ArrayList<>(records);
        bad.set(
                5,
                new FakeExportRecord(
                        6, "id", "{\"id\":\"secret\"}", records.get(5).event()));
        assertThatThrownBy(() -> exporter.deliver(new Batch(Events.PURPOSE, bad)))
                .isInstanceOf(PermanentException.class)
                .hasMessageNotContaining("secret");
        exporter.deliver(new Batch(Events.PURPOSE, Records.of(11, events.some(3))));
        assertThat(Stored.events(out())).hasSize(3);
    }

    @Test
    void picturesBesideAreNamedByEventsAndSteps() throws Exception {
        deliver(Settings.Images.BESIDE);

        String name = "images/" + Events.SESSION + "/abc123.png";
        assertThat(out().resolve(name)).hasBinaryContent(PNG);
        assertThat(Duck.rows(
                                "SELECT image_file FROM FILES WHERE type = 'frame'",
                                Stored.files(out().resolve("events"), ".parquet"))
                        .get(0))
                .containsEntry("image_file", name);
        Map<String, Object> step = Duck.rows("SELECT * FROM FILES", Stored.files(out().resolve("steps"), ".parquet"))
                .get(0);
        assertThat(step)
                .containsEntry("kind", "click")
                .containsEntry("x", 30)
                .containsEntry("button", 1)
                .containsEntry("frame_before", "f1")
                .containsEntry("image_file", name);
        Map<String, Object> episode = Duck.rows(
                        "SELECT * FROM FILES", Stored.files(out().resolve("episodes"), ".parquet"))
                .get(0);
        assertThat(episode).containsEntry("episode", step.get("episode")).containsEntry("steps", 1);
        assertThat(Files.readString(out().resolve("README.md")))
                .startsWith("---\n")
                .contains("load_dataset(", "`image_id` string");
    }

    @Test
    void picturesInsideAreImagesOfHuggingFace() throws Exception {
        deliver(Settings.Images.INSIDE);

        for (String table : List.of("events", "steps")) {
            Path file = Stored.files(out().resolve(table), ".parquet").get(0);
            List<JsonObject> lines = Hyparquet.read(file);
            JsonObject row = lines.stream()
                    .filter(line -> line.has("image") && line.get("image").isJsonObject())
                    .findFirst()
                    .orElseThrow();
            assertThat(Base64.getDecoder()
                            .decode(row.getAsJsonObject("image").get("bytes").getAsString()))
                    .isEqualTo(PNG);
            String feature = lines.get(0).getAsJsonArray("key_value_metadata").asList().stream()
                    .map(entry -> entry.getAsJsonObject())
                    .filter(entry -> entry.get("key").getAsString().equals("huggingface"))
                    .findFirst()
                    .orElseThrow()
                    .get("value")
                    .getAsString();
            assertThat(JsonParser.parseString(feature)
                            .getAsJsonObject()
                            .getAsJsonObject("info")
                            .getAsJsonObject("features")
                            .getAsJsonObject("image")
                            .get("_type")
                            .getAsString())
                    .isEqualTo("Image");
            assertThat(Duck.rows(
                            "SELECT octet_length(image.bytes) AS n FROM FILES WHERE image IS NOT NULL", List.of(file)))
                    .isNotEmpty()
                    .allSatisfy(r -> assertThat(r).containsEntry("n", (long) PNG.length));
        }
        assertThat(out().resolve("images")).doesNotExist();
    }

    private void deliver(Settings.Images images) throws Exception {
        List<CaptureEvent> given = new ArrayList<>();
        given.add(events.of(new Frame(
                "f1",
                "abc123",
                new org.oriel.api.event.Rect(0, 0, 640, 480),
                "start",
                List.of(),
                List.of(),
                List.of(),
                "")));
        Point at = Point.at(30, 40);
        given.add(events.of(new PointerButton(true, 1, at, Set.of())).withFrames("f1", "f2"));
        given.add(events.of(new PointerButton(false, 1, at, Set.of())).withFrames("f1", "f2"));
        ParquetExporter exporter = exporter(out(), images, 1000);
        List<ExportRecord> records = new ArrayList<>();
        Records.of(1, given).forEach(record -> records.add(new WithPicture(record)));
        exporter.deliver(new Batch(Events.PURPOSE, records));
        exporter.close();
    }

    @Test
    void wrongSettingsSayWhatIsAllowed() {
        assertThatThrownBy(() -> exporter(Path.of("out"), Settings.Images.NONE, 5))
                .hasMessageContaining("directory=out, allowed");
        assertThatThrownBy(() -> exporter(out(), Settings.Images.NONE, 0))
                .hasMessageContaining("rowsPerFile=0, allowed");
        assertThatThrownBy(() -> Settings.Images.of("outside"))
                .hasMessageContaining("images=outside, allowed: beside, inside, none");
    }

    /** A record whose frame has a picture. */
    private record WithPicture(ExportRecord plain) implements ExportRecord {
        @Override
        public long position() {
            return plain.position();
        }

        @Override
        public String id() {
            return plain.id();
        }

        @Override
        public String json() {
            return plain.json();
        }

        @Override
        public CaptureEvent event() {
            return plain.event();
        }

        @Override
        public Optional<byte[]> picture() {
            return Optional.of(PNG);
        }
    }
}
