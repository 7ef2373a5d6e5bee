package org.oriel.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerMove;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Events;
import org.oriel.tck.Records;

/** Files of the writer, read by two readers that share no code with it: every value of every event is there. */
class EventTableTest {
    @TempDir
    Path dir;

    private final Events events = new Events();

    @Test
    void everyValueIsReadBackByBothReaders() throws Exception {
        List<ExportRecord> records = Records.of(41, someOfAllKinds());
        Path file = write(records, 100);

        List<JsonObject> rows = Hyparquet.read(file);
        List<Map<String, Object>> duck =
                Duck.rows("SELECT * EXCLUDE wall_time, epoch_ms(wall_time) AS wall_time FROM FILES", List.of(file));

        assertThat(rows).hasSize(records.size() + 1);
        assertThat(duck).hasSize(records.size());
        for (int i = 0; i < records.size(); i++) {
            Map<String, Object> wanted = flat(records.get(i));
            assertThat(values(rows.get(i + 1))).as("hyparquet, row " + i).isEqualTo(wanted);
            Map<String, Object> found = new LinkedHashMap<>();
            duck.get(i).forEach((name, value) -> {
                if (value != null) {
                    found.put(name, value instanceof Integer n ? (Object) n.longValue() : normal(name, value));
                }
            });
            assertThat(found).as("DuckDB, row " + i).isEqualTo(wanted);
        }
    }

    private List<CaptureEvent> someOfAllKinds() {
        List<CaptureEvent> all = new ArrayList<>(events.everyKind());
        all.addAll(events.everyKind(Events.HOSTILE_TEXT));
        all.addAll(events.everyKind(""));
        all.addAll(events.typed("Grüße, 漢字"));
        all.addAll(events.some(300));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            all.add(events.of(new PointerMove(List.of(new Point(random.nextInt(), random.nextInt(), i)))));
            all.add(events.titled("title " + random.nextInt(50)));
        }
        all.add(events.of(new PointerMove(List.of(Point.at(Integer.MIN_VALUE, Integer.MAX_VALUE))))
                .withFrames("f1", "f2"));
        all.addAll(events.everyKind("x".repeat(2_000_000)).subList(5, 6));
        return all;
    }

    @Test
    void manyRowsMakeManyPagesAndRowGroups() throws Exception {
        List<ExportRecord> records = new ArrayList<>(Records.of(1, events.some(40_000)));
        records.addAll(Records.of(100_001, events.typed("a".repeat(500))));
        Path file = write(records, 35_000);

        List<Map<String, Object>> rows = Duck.rows("SELECT position, id, x, body FROM FILES", List.of(file));

        assertThat(rows).hasSize(records.size());
        for (int i = 0; i < records.size(); i++) {
            JsonObject json = JsonParser.parseString(records.get(i).json()).getAsJsonObject();
            assertThat(rows.get(i).get("position")).isEqualTo(records.get(i).position());
            assertThat(rows.get(i).get("id")).isEqualTo(records.get(i).id());
            assertThat(rows.get(i).get("x")).isEqualTo(i < 40_000 ? (Object) i : null);
            assertThat(rows.get(i).get("body")).isEqualTo(json.get("body").toString());
        }
        JsonObject metadata = Hyparquet.read(file).get(0);
        assertThat(metadata.getAsJsonArray("row_groups")).hasSize(2);
        assertThat(metadata.get("num_rows").getAsInt()).isEqualTo(records.size());
    }

    @Test
    void whatIsNoEventIsRefusedWithoutItsContent() throws Exception {
        EventTable table = new EventTable(new Pictures(dir, dir), false);
        String good = Records.of(1, events.everyKind("secret")).get(5).json();
        for (String bad : List.of(
                "",
                "{}",
                "[]",
                good.substring(0, good.length() - 1),
                good + "x",
                good.replace("\"type\":\"window\"", "\"type\":\"other\""),
                good.replace("\"type\":\"window\",", ""),
                good.replace("\"x\":10", "\"x\":10000000000"),
                good.replace("\"x\":10", "\"x\":1.5"),
                good.replace("\"x\":10", "\"x\":10,\"x\":11"),
                good.replaceFirst("\"id\":", "\"no\":"))) {
            assertThat(bad).isNotEqualTo(good);
            byte[] bytes = bad.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> table.check(bytes, 0, bytes.length))
                    .isInstanceOf(JsonCursor.FormatException.class)
                    .hasMessageNotContaining("secret");
        }
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        table.check(bytes, 0, bytes.length);
    }

    private Path write(List<ExportRecord> records, int rowsPerGroup) throws Exception {
        Path path = dir.resolve("events.parquet");
        EventTable table = new EventTable(new Pictures(dir, dir), false);
        try (ParquetFile file = new ParquetFile(path, table.columns())) {
            for (ExportRecord record : records) {
                byte[] json = record.json().getBytes(StandardCharsets.UTF_8);
                table.add(record.position(), json, 0, json.length);
                if (table.rows() == rowsPerGroup) {
                    table.writeTo(file);
                }
            }
            table.writeTo(file);
            file.finish(Map.of("oriel.schema", EventTable.SCHEMA));
        }
        return path;
    }

    /** Values that are there; numbers as long or double, times as milliseconds. */
    private static Map<String, Object> values(JsonObject row) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.entrySet().forEach(entry -> {
            if (!entry.getValue().isJsonNull()) {
                values.put(entry.getKey(), normal(entry.getKey(), value(entry.getKey(), entry.getValue())));
            }
        });
        return values;
    }

    /** JSON columns hold the JSON as it stands in the event; here it is compared as what it says. */
    private static Object normal(String name, Object value) {
        return name.equals("fields") ? JsonParser.parseString((String) value).toString() : value;
    }

    private static Object value(String name, JsonElement value) {
        var primitive = value.getAsJsonPrimitive();
        if (name.equals("wall_time")) {
            return Instant.parse(primitive.getAsString()).toEpochMilli();
        }
        if (name.equals("position") || name.equals("monotonic_nanos")) {
            return primitive.getAsLong();
        }
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        if (primitive.isNumber()) {
            return name.matches("notches_.|pixels_.|scale")
                    ? (Object) primitive.getAsDouble()
                    : (Object) primitive.getAsLong();
        }
        return primitive.getAsString();
    }

    /** What the row of an event is, worked out from its JSON by another way than the table's. */
    private static Map<String, Object> flat(ExportRecord record) {
        JsonObject json = JsonParser.parseString(record.json()).getAsJsonObject();
        JsonObject body = json.getAsJsonObject("body");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("position", record.position());
        for (String name : List.of("id", "session", "device", "source", "actor", "purpose")) {
            row.put(name, json.get(name).getAsString());
        }
        row.put(
                "monotonic_nanos",
                json.getAsJsonObject("time").get("monotonicNanos").getAsLong());
        row.put("wall_time", json.getAsJsonObject("time").get("wallMillis").getAsLong());
        for (String name : List.of("window", "application", "origin")) {
            row.put(name, json.getAsJsonObject("subject").get(name).getAsString());
        }
        row.put("policy_hash", json.get("policyHash").getAsString());
        row.put("grant_id", json.get("grant").getAsString());
        row.put("redactions", json.get("redactions").toString());
        row.put("before_frame", json.get("before").getAsString());
        row.put("after_frame", json.get("after").getAsString());
        String type = body.get("type").getAsString();
        body.entrySet().forEach(field -> put(row, type, field.getKey(), field.getValue()));
        int start = record.json().indexOf("\"body\":") + 7;
        String text = record.json().substring(start, record.json().length() - 1);
        row.put("body", new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        return row;
    }

    private static void put(Map<String, Object> row, String type, String name, JsonElement value) {
        switch (type + "." + name) {
            case "pointer.move.path" -> {
                JsonArray path = value.getAsJsonArray();
                row.put("pointer_path", value.toString());
                place(row, path.get(path.size() - 1).getAsJsonObject());
            }
            case "pointer.button.at", "scroll.at" -> place(row, value.getAsJsonObject());
            case "window.bounds", "element.bounds", "frame.area" ->
                value.getAsJsonObject()
                        .entrySet()
                        .forEach(e -> row.put("rect_" + e.getKey(), e.getValue().getAsLong()));
            case "frame.image" -> row.put("image_id", value.getAsString());
            case "page.origin" -> row.put("page_origin", value.getAsString());
            case "page.path" -> row.put("page_path", simple(value));
            case "key.modifiers", "pointer.button.modifiers", "window.stack" -> {
                List<String> names = new ArrayList<>();
                value.getAsJsonArray().forEach(e -> names.add(e.getAsString()));
                row.put(name, String.join(",", names));
            }
            default -> row.put(name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT), simple(value));
        }
    }

    private static void place(Map<String, Object> row, JsonObject point) {
        row.put("x", point.get("x").getAsLong());
        row.put("y", point.get("y").getAsLong());
    }

    private static Object simple(JsonElement value) {
        if (!value.isJsonPrimitive()) {
            return value.toString();
        }
        var primitive = value.getAsJsonPrimitive();
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        if (primitive.isNumber()) {
            return primitive.getAsString().contains(".")
                    ? (Object) primitive.getAsDouble()
                    : (Object) primitive.getAsLong();
        }
        byte[] utf8 = primitive
                .getAsString()
                .replaceAll("[\\ud800-\\udbff](?![\\udc00-\\udfff])", "\ufffd")
                .getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
