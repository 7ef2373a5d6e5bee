package org.oriel.trajectory.dataset;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

/** Reads as much of an event's canonical JSON as a manifest counts, for exporters that keep events as JSON until then. */
public final class EventLine {
    private static final EventBody OTHER = new Clipboard("copy");

    private EventLine() {}

    /**
     * The event with its ids, wall time, purpose, grant and policy hash; of a mark and of a frame also what it says. What
     * was done, where and in which text is left out, so this is no event to export.
     */
    public static CaptureEvent counted(String json) throws DatasetException {
        JsonObject o = Json.object("the event", json);
        return new CaptureEvent(
                Json.text(o, "id"),
                uuid(o, "session"),
                uuid(o, "device"),
                new EventTime(0, Json.number(Json.object(o, "time"), "wallMillis")),
                "",
                Actor.UNKNOWN,
                new Subject("", "", ""),
                Json.text(o, "policyHash"),
                Json.text(o, "grant"),
                Json.text(o, "purpose"),
                List.of(),
                body(Json.object(o, "body")));
    }

    private static EventBody body(JsonObject body) throws DatasetException {
        return switch (Json.text(body, "type")) {
            case "mark" -> new Mark(mark(body), Json.text(body, "reason"), Json.numbers(body, "counts"));
            case "frame" ->
                new Frame("", Json.text(body, "image"), Rect.NONE, "", monitors(body), List.of(), List.of(), "");
            default -> OTHER;
        };
    }

    private static Mark.Kind mark(JsonObject body) throws DatasetException {
        String name = Json.text(body, "mark").toUpperCase(Locale.ROOT);
        return Arrays.stream(Mark.Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Json.wrong("mark", "a kind of docs/events.md"));
    }

    private static List<Monitor> monitors(JsonObject body) throws DatasetException {
        List<Monitor> monitors = new ArrayList<>();
        for (JsonObject each : Json.objects(body, "monitors")) {
            JsonObject bounds = Json.object(each, "bounds");
            Rect rect = new Rect(
                    Json.integer(bounds, "x"),
                    Json.integer(bounds, "y"),
                    Json.integer(bounds, "width"),
                    Json.integer(bounds, "height"));
            monitors.add(new Monitor("", rect, Json.real(each, "scale")));
        }
        return monitors;
    }

    private static UUID uuid(JsonObject o, String field) throws DatasetException {
        try {
            return UUID.fromString(Json.text(o, field));
        } catch (IllegalArgumentException e) {
            throw Json.wrong(field, "a UUID");
        }
    }
}
