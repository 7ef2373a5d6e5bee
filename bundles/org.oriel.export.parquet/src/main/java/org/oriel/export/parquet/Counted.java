package org.oriel.export.parquet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Subject;

/** As much of a row as a manifest counts: whose it is, when, on which screens, and what is said to be missing. */
final class Counted {
    private static final EventBody OTHER = new Clipboard("copy");
    private static final Rect NOWHERE = new Rect(0, 0, 0, 0);

    private String sessionText = "";
    private UUID session = new UUID(0, 0);
    private String deviceText = "";
    private UUID device = new UUID(0, 0);

    CaptureEvent of(EventTable row, byte[] json, int offset, int length) {
        if (!row.session().equals(sessionText)) {
            session = UUID.fromString(row.session());
            sessionText = row.session();
        }
        if (!row.device().equals(deviceText)) {
            device = UUID.fromString(row.device());
            deviceText = row.device();
        }
        return new CaptureEvent(
                row.id(),
                session,
                device,
                new EventTime(0, row.millis()),
                "",
                Actor.UNKNOWN,
                new Subject("", "", ""),
                row.policy(),
                row.grant(),
                row.purpose(),
                List.of(),
                body(row.type(), json, offset, length));
    }

    private static EventBody body(String type, byte[] json, int offset, int length) {
        if (!type.equals("mark") && !type.equals("frame")) {
            return OTHER;
        }
        JsonObject body = JsonParser.parseString(new String(json, offset, length, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("body");
        return type.equals("mark") ? mark(body) : frame(body.getAsJsonArray("monitors"));
    }

    private static Mark mark(JsonObject body) {
        Map<String, Long> counts = new TreeMap<>();
        body.getAsJsonObject("counts")
                .entrySet()
                .forEach(each -> counts.put(each.getKey(), each.getValue().getAsLong()));
        return new Mark(
                Mark.Kind.valueOf(body.get("mark").getAsString().toUpperCase(Locale.ROOT)),
                body.get("reason").getAsString(),
                counts);
    }

    private static Frame frame(JsonArray of) {
        List<Monitor> monitors = new ArrayList<>();
        for (JsonElement each : of) {
            JsonObject monitor = each.getAsJsonObject();
            JsonObject bounds = monitor.getAsJsonObject("bounds");
            monitors.add(new Monitor(
                    "",
                    new Rect(
                            bounds.get("x").getAsInt(),
                            bounds.get("y").getAsInt(),
                            bounds.get("width").getAsInt(),
                            bounds.get("height").getAsInt()),
                    monitor.get("scale").getAsDouble()));
        }
        return new Frame("", "", NOWHERE, "", monitors, List.of(), List.of(), "");
    }
}
