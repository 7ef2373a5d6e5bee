package org.oriel.export.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Records;
import org.oriel.trajectory.GoldenSession;

/** The session with every gesture, read back by the reader of the format: no event is refused, lost or changed. */
class GoldenSessionMcapTest {
    @TempDir
    Path dir;

    @Test
    void everyEventIsThere() throws Exception {
        List<CaptureEvent> events = GoldenSession.events();
        List<ExportRecord> records = Records.of(1, events);
        McapExporter exporter = new McapExporter(dir.resolve("out"), 64, true, McapExporterContractTest.BY);
        exporter.deliver(new Batch(events.get(0).purpose(), records));
        exporter.close();

        List<Path> files = McapExporterContractTest.files(dir.resolve("out"));
        assertThat(files).hasSize(1);
        List<JsonObject> lines = McapCore.read(files.get(0));
        List<JsonObject> messages = lines.stream().filter(l -> l.has("topic")).toList();
        assertThat(lines.get(lines.size() - 1).get("streamed").getAsInt()).isEqualTo(messages.size());
        assertThat(messages.stream()
                        .filter(l -> l.get("topic").getAsString().equals("oriel/event"))
                        .map(l -> l.get("json").getAsString())
                        .sorted()
                        .toList())
                .isEqualTo(records.stream().map(ExportRecord::json).sorted().toList());
        assertThat(messages.stream()
                        .map(l -> l.get("topic").getAsString())
                        .distinct()
                        .toList())
                .contains("keyboard", "mouse", "window", "oriel/event");
    }
}
