package org.oriel.export.mcap;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Point;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.FakeExportRecord;
import org.oriel.tck.Records;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Recall;
import org.oriel.trajectory.dataset.RecallList;

class McapExporterTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    @TempDir
    Path dir;

    private final Events events = new Events();

    @Test
    void everyMessageIsReadBackByTheReaderOfTheFormat() throws Exception {
        List<CaptureEvent> given = new ArrayList<>(events.everyKind(Events.HOSTILE_TEXT));
        given.add(events.of(new Key(Key.Phase.UP, Sensitive.of("KeyE"), Sensitive.of("é"), Set.of(), 1)));
        given.add(events.of(
                new Key(Key.Phase.REPEAT, Sensitive.of("ArrowDown"), Sensitive.of("ArrowDown"), Set.of(), 3)));
        given.add(events.of(new Scroll(0, 0.9, 0, 0, Point.at(1, 2))));
        given.add(events.of(new Scroll(0, 0.6, 0, 0, Point.at(1, 2))));
        List<ExportRecord> records = Records.of(1, given);
        deliver(records.subList(0, 9), records.subList(9, records.size()));

        List<JsonObject> lines = McapCore.read(onlyFile());

        assertThat(lines.get(0).getAsJsonObject("header").get("profile").getAsString())
                .isEqualTo("owa");
        assertThat(lines.get(0).getAsJsonObject("header").get("library").getAsString())
                .matches("mcap-owa-support [\\d.]+[a-zA-Z0-9-]*\\s*;\\s*mcap [\\d.]+[a-zA-Z0-9-]*.*");
        assertThat(lines.get(0).getAsJsonArray("channels")).hasSize(5);
        assertThat(lines.get(0).get("chunks").getAsInt()).isEqualTo(2);
        assertThat(lines.get(1)
                        .getAsJsonObject("metadata")
                        .getAsJsonObject("metadata")
                        .get("purpose")
                        .getAsString())
                .isEqualTo(Events.PURPOSE);
        List<JsonObject> messages = lines.stream().filter(l -> l.has("topic")).toList();
        assertThat(lines.get(0)
                        .getAsJsonObject("statistics")
                        .get("messageCount")
                        .getAsInt())
                .isEqualTo(messages.size());
        assertThat(lines.get(lines.size() - 1).get("streamed").getAsInt()).isEqualTo(messages.size());
        assertThat(json(messages, "oriel/event"))
                .isEqualTo(records.stream().map(r -> utf8(r.json())).toList());
        assertThat(json(messages, "keyboard"))
                .containsExactly(
                        "{\"event_type\":\"press\",\"vk\":69}",
                        "{\"event_type\":\"release\",\"vk\":69}",
                        "{\"event_type\":\"press\",\"vk\":40}",
                        "{\"event_type\":\"press\",\"vk\":40}",
                        "{\"event_type\":\"press\",\"vk\":40}");
        assertThat(json(messages, "mouse"))
                .containsExactlyInAnyOrder(
                        "{\"event_type\":\"move\",\"x\":-5,\"y\":7}",
                        "{\"event_type\":\"move\",\"x\":8,\"y\":9}",
                        "{\"event_type\":\"click\",\"x\":100,\"y\":200,\"button\":\"left\",\"pressed\":true}",
                        "{\"event_type\":\"scroll\",\"x\":100,\"y\":200,\"dx\":0,\"dy\":1}",
                        "{\"event_type\":\"scroll\",\"x\":1,\"y\":2,\"dx\":0,\"dy\":-1}");
        JsonObject window =
                JsonParser.parseString(json(messages, "window").get(0)).getAsJsonObject();
        assertThat(window.get("rect").toString()).isEqualTo("[10,20,310,60]");
        assertThat(window.get("hWnd").getAsInt()).isEqualTo(1);
        // Without a picture the profile has nothing to say about a frame.
        assertThat(json(messages, "screen")).isEmpty();
    }

    @Test
    void aFlippedByteIsFound() throws Exception {
        List<ExportRecord> records = Records.of(1, events.everyKind());
        deliver(records);
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Quarterly");
        bytes[at] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> McapCore.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("CRC");
    }

    @Test
    void picturesAreBesideAndFramesNameThem() throws Exception {
        CaptureEvent frame = events.of(new Frame("abc123", 640, 480, List.of()));
        ExportRecord plain = Records.of(1, List.of(frame)).get(0);
        deliver(List.of(new WithPicture(plain)));

        String name = "images/" + Events.SESSION + "/abc123.png";
        JsonObject screen = JsonParser.parseString(
                        json(McapCore.read(onlyFile()), "screen").get(0))
                .getAsJsonObject();
        assertThat(screen.getAsJsonObject("media_ref").get("uri").getAsString()).isEqualTo(name);
        assertThat(screen.get("shape").toString()).isEqualTo("[640,480]");
        assertThat(dir.resolve("out").resolve(name)).hasBinaryContent(PNG);
    }

    @Test
    void eachSessionHasAFileAndEndsWithItsMark() throws Exception {
        List<CaptureEvent> given = new ArrayList<>(events.some(3));
        given.add(events.of(new Mark(Mark.Kind.SESSION_END, "stopped", Map.of())));
        given.addAll(events.some(2));
        McapExporter exporter = new McapExporter(dir.resolve("out"), 1, true, McapExporterContractTest.BY);
        exporter.deliver(Records.batch(1, given));

        assertThat(McapExporterContractTest.files(dir.resolve("out"))).hasSize(1);
        exporter.close();
        assertThat(McapExporterContractTest.files(dir.resolve("out"))).hasSize(2);
    }

    @Test
    void aFileThatACrashCutShortIsGoneOnWith() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        McapExporter killed = new McapExporter(dir.resolve("out"), 1, true, McapExporterContractTest.BY);
        killed.deliver(new Batch(Events.PURPOSE, records.subList(0, 10)));
        killed.deliver(new Batch(Events.PURPOSE, records.subList(10, 20)));
        byte[] whole = Files.readAllBytes(dir.resolve("out/.oriel/open.mcap"));
        int first = new String(whole, StandardCharsets.ISO_8859_1)
                .indexOf(records.get(10).id());
        for (int cut : List.of(whole.length, whole.length - 1, whole.length - 40, first, first - 60, 200, 4, 0)) {
            Path again = dir.resolve("again" + cut);
            copy(dir.resolve("out"), again);
            Files.write(again.resolve(".oriel/open.mcap"), java.util.Arrays.copyOf(whole, cut));
            Files.write(again.resolve(".oriel/open.mcap"), new byte[50], StandardOpenOption.APPEND);
            McapExporter next = new McapExporter(again, 1, true, McapExporterContractTest.BY);
            next.deliver(new Batch(Events.PURPOSE, records));
            next.close();

            Path file = McapExporterContractTest.files(again).get(0);
            List<JsonObject> lines = McapCore.read(file);
            assertThat(json(lines, "oriel/event"))
                    .as("cut at " + cut)
                    .isEqualTo(records.stream().map(ExportRecord::json).toList());
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
    void theFolderIsADataSetThatVerifies() throws Exception {
        List<ExportRecord> records = new ArrayList<>(Records.of(1, events.some(30)));
        records.add(new WithPicture(FakeExportRecord.of(31, events.of(new Frame("abc123", 640, 480, List.of())))));
        McapExporter first = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        first.deliver(new Batch(Events.PURPOSE, records.subList(0, 20)));
        // While events wait for their file to be finished as well.
        assertThat(DatasetCheck.verify(out())).isEmpty();
        first.deliver(new Batch(Events.PURPOSE, records.subList(20, 31)));
        first.close();

        assertThat(DatasetCheck.verify(out())).isEmpty();
        Manifest manifest = DatasetCheck.report(out(), List.of()).manifest();
        assertThat(manifest).isNotNull();
        assertThat(manifest.counts()).containsEntry("events", 31L).containsEntry("event_messages", 31L);
        assertThat(manifest.lastPosition()).isEqualTo(31);
        assertThat(manifest.files().stream().map(FileEntry::file))
                .containsExactly(
                        "000000000001-" + Events.SESSION + ".mcap", "images/" + Events.SESSION + "/abc123.png");
        assertThat(manifest.sessions()).hasSize(1);
        assertThat(manifest.sessions().get(0).events()).isEqualTo(31);
        assertThat(manifest.provenance().get(0).by()).isEqualTo(McapExporterContractTest.BY);
        assertThat(Files.readString(out().resolve("data-card.md"))).contains("event_messages", "research@1");
        assertThat(out().resolve(".oriel/open.mcap")).doesNotExist();
        assertThat(out().resolve(".oriel/pictures")).doesNotExist();

        // Asked again for the same, and then for more.
        McapExporter second = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        second.deliver(new Batch(Events.PURPOSE, records));
        second.deliver(Records.batch(32, events.some(2)));
        second.close();
        assertThat(DatasetCheck.verify(out())).isEmpty();
        assertThat(DatasetCheck.report(out(), List.of()).manifest().counts()).containsEntry("events", 33L);
    }

    @Test
    void whatIsTakenBackIsGoneAlsoFromTheFileThatIsBeingWritten() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        McapExporter finished = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        finished.deliver(new Batch(Events.PURPOSE, records.subList(0, 10)));
        finished.close();
        McapExporter writing = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        writing.deliver(new Batch(Events.PURPOSE, records.subList(10, 20)));

        long until = records.get(12).event().time().wallMillis();
        RecallList list =
                new RecallList(List.of(new RecallList.Span(Events.SESSION.toString(), 0, until, "withdrawn", 1)));
        // Ten events in a stretch of the index are ten records.
        assertThat(Recall.apply(out(), list).removedRecords()).isEqualTo(10);
        assertThat(McapExporterContractTest.files(out())).isEmpty();
        writing.deliver(new Batch(Events.PURPOSE, records.subList(20, 30)));
        writing.close();

        assertThat(DatasetCheck.report(out(), List.of(list)).problems()).isEmpty();
        assertThat(json(McapCore.read(onlyFile()), "oriel/event"))
                .isEqualTo(
                        records.subList(13, 30).stream().map(ExportRecord::json).toList());
    }

    @Test
    void aProcessThatEndsBetweenTheDataSetAndItsOwnFileDoesNotWriteTwice() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(20));
        McapExporter first = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        first.deliver(new Batch(Events.PURPOSE, records.subList(0, 10)));
        first.close();
        // Published by a link: what resumes must not cut it.
        Files.createLink(out().resolve(".oriel/open.mcap"), onlyFile());

        McapExporter second = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        second.deliver(new Batch(Events.PURPOSE, records));
        second.close();
        assertThat(DatasetCheck.verify(out())).isEmpty();
        List<String> all = new ArrayList<>();
        for (Path file : McapExporterContractTest.files(out())) {
            all.addAll(json(McapCore.read(file), "oriel/event"));
        }
        assertThat(all).isEqualTo(records.stream().map(ExportRecord::json).toList());
    }

    @Test
    void aDataSetOfAnotherPurposeIsRefused() throws Exception {
        deliver(Records.of(1, events.some(5)));
        McapExporter exporter = new McapExporter(out(), 1, true, McapExporterContractTest.BY);
        List<ExportRecord> other = Records.of(6, new Events("quality").some(2));
        assertThatThrownBy(() -> exporter.deliver(new Batch("quality", other)))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("with the purpose " + Events.PURPOSE);
    }

    private Path out() {
        return dir.resolve("out");
    }

    @Test
    void anotherStoreIsRefused() throws Exception {
        deliver(Records.of(1, events.some(5)));
        McapExporter exporter = new McapExporter(dir.resolve("out"), 1, true, McapExporterContractTest.BY);
        assertThatThrownBy(() -> exporter.deliver(Records.batch(1, events.some(5))))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("belong to another store");
    }

    @Test
    void filesOfOthersAreNotMixedWithOurs() throws Exception {
        Files.createDirectories(dir.resolve("out"));
        Files.writeString(dir.resolve("out/thesis.txt"), "precious");
        McapExporter exporter = new McapExporter(dir.resolve("out"), 1, true, McapExporterContractTest.BY);
        assertThatThrownBy(() -> exporter.deliver(Records.batch(1, events.some(5))))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("holds thesis.txt");
    }

    @Test
    void wrongSettingsSayWhatIsAllowed() {
        assertThatThrownBy(() -> new McapExporter(Path.of("out"), 1, true, McapExporterContractTest.BY))
                .hasMessageContaining("directory=out, allowed");
        assertThatThrownBy(() -> new McapExporter(dir, 0, true, McapExporterContractTest.BY))
                .hasMessageContaining("maxFileMegabytes=0, allowed");
    }

    @SafeVarargs
    private void deliver(List<ExportRecord>... batches) throws Exception {
        McapExporter exporter = new McapExporter(dir.resolve("out"), 1, true, McapExporterContractTest.BY);
        for (List<ExportRecord> batch : batches) {
            exporter.deliver(new Batch(Events.PURPOSE, batch));
        }
        exporter.close();
    }

    private Path onlyFile() throws IOException {
        List<Path> files = McapExporterContractTest.files(dir.resolve("out"));
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static List<String> json(List<JsonObject> lines, String topic) {
        return lines.stream()
                .filter(l -> l.has("topic") && l.get("topic").getAsString().equals(topic))
                .map(l -> l.get("json").getAsString())
                .toList();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
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
