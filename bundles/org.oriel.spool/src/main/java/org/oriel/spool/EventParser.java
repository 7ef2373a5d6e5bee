package org.oriel.spool;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Message;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Page;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;

/** Reads what {@link EventFormat} wrote, strictly. */
final class EventParser {
    private EventParser() {}

    static CaptureEvent read(String json) {
        JsonFields fields = new JsonFields("", parse(json).getAsJsonObject());
        CaptureEvent event = new CaptureEvent(
                fields.text("id"),
                fields.uuid("session"),
                fields.uuid("device"),
                fields.object("time", f -> new EventTime(f.number("monotonicNanos"), f.number("wallMillis"))),
                fields.text("source"),
                fields.constant("actor", Actor.class),
                fields.object("subject", f -> new Subject(f.text("window"), f.text("application"), f.text("origin"))),
                fields.text("policyHash"),
                fields.text("grant"),
                fields.text("purpose"),
                fields.objects(
                        "redactions",
                        f -> new Redaction(f.text("type"), f.text("ref"), f.text("rule"), f.text("length"))),
                fields.optional("before"),
                fields.optional("after"),
                fields.object("body", EventParser::body));
        fields.end();
        return event;
    }

    /** When the event was captured, without decoding the rest of it. */
    static long wallMillis(String json) {
        JsonElement time = parse(json).getAsJsonObject().get("time");
        if (time == null || !time.isJsonObject()) {
            throw new IllegalArgumentException("field time is missing");
        }
        return new JsonFields("time", time.getAsJsonObject()).number("wallMillis");
    }

    /** The event's id, empty where it cannot be told. */
    static String id(String json) {
        return text(json, "id");
    }

    /** The id of its session, empty where it cannot be told. */
    static String session(String json) {
        return text(json, "session");
    }

    private static String text(String json, String name) {
        try {
            JsonElement value = parse(json).getAsJsonObject().get(name);
            return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static JsonElement parse(String json) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            // Not STRICT: that refuses lone surrogates, which a broken input method can type.
            reader.setStrictness(Strictness.LEGACY_STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return element;
            }
        } catch (IOException | JsonParseException e) {
            // Gson's messages quote the input, and the input is content: neither message nor cause goes on.
        }
        throw new IllegalArgumentException("the event is not one JSON object");
    }

    private static EventBody body(JsonFields fields) {
        String type = fields.text("type");
        return switch (type) {
            case "key" ->
                new Key(
                        fields.constant("phase", Key.Phase.class),
                        fields.sensitive("code"),
                        fields.sensitive("key"),
                        modifiers(fields),
                        fields.small("count"));
            case "pointer.move" -> new PointerMove(fields.objects("path", EventParser::point));
            case "pointer.button" ->
                new PointerButton(
                        fields.flag("down"),
                        fields.small("button"),
                        fields.object("at", EventParser::point),
                        modifiers(fields));
            case "scroll" ->
                new Scroll(
                        fields.real("notchesX"),
                        fields.real("notchesY"),
                        fields.real("pixelsX"),
                        fields.real("pixelsY"),
                        fields.object("at", EventParser::point));
            case "window" -> window(fields);
            case "frame" ->
                new Frame(
                        fields.text("frame"),
                        fields.text("image"),
                        fields.object("area", EventParser::rect),
                        fields.text("trigger"),
                        fields.objects(
                                "monitors",
                                f -> new Monitor(
                                        f.text("name"), f.object("bounds", EventParser::rect), f.real("scale"))),
                        fields.objects(
                                "shown",
                                f -> new Frame.Shown(
                                        f.object("rect", EventParser::rect), f.text("window"), f.text("rule"))),
                        fields.objects(
                                "masks",
                                f -> new FrameMask(
                                        f.object("rect", EventParser::rect), f.text("type"), f.text("rule"))),
                        fields.text("missing"));
            case "mark" -> mark(fields);
            default -> described(type, fields);
        };
    }

    private static EventBody described(String type, JsonFields fields) {
        return switch (type) {
            case "element" ->
                new Element(
                        fields.text("role"),
                        fields.sensitive("name"),
                        fields.object("bounds", EventParser::rect),
                        fields.flag("editable"),
                        fields.flag("guarded"));
            case "page" -> new Page(fields.text("origin"), fields.sensitive("path"), fields.sensitive("title"));
            case "document" ->
                new Document(fields.sensitive("project"), fields.text("language"), fields.text("fileKind"));
            case "message" -> new Message(fields.text("action"), fields.text("counterpart"));
            case "clipboard" -> new Clipboard(fields.text("operation"));
            case "extension" -> extension(fields);
            default -> throw new IllegalArgumentException("field body.type is not a known kind");
        };
    }

    private static Window window(JsonFields fields) {
        return new Window(
                fields.constant("change", Window.Change.class),
                fields.sensitive("title"),
                fields.text("windowClass"),
                fields.object("bounds", EventParser::rect),
                fields.real("scale"),
                fields.texts("stack"));
    }

    private static Mark mark(JsonFields fields) {
        Mark.Kind kind = fields.constant("mark", Mark.Kind.class);
        Map<String, Long> counts = new TreeMap<>();
        String reason = fields.text("reason");
        fields.object("counts", f -> {
            JsonFields.eachNumber(f, counts::put);
            return counts;
        });
        return new Mark(kind, reason, counts);
    }

    private static Extension extension(JsonFields fields) {
        Map<String, Sensitive> values = new TreeMap<>();
        String schema = fields.text("schema");
        fields.object("fields", f -> {
            JsonFields.eachText(f, (name, value) -> values.put(name, Sensitive.of(value)));
            return values;
        });
        return new Extension(schema, values);
    }

    private static Set<Modifier> modifiers(JsonFields fields) {
        Set<Modifier> held = EnumSet.noneOf(Modifier.class);
        for (String name : fields.texts("modifiers")) {
            held.add(fields.constant(name, "modifiers", Modifier.class));
        }
        return held;
    }

    private static Point point(JsonFields fields) {
        return new Point(fields.small("x"), fields.small("y"), fields.small("afterMillis"));
    }

    private static Rect rect(JsonFields fields) {
        return new Rect(fields.small("x"), fields.small("y"), fields.small("width"), fields.small("height"));
    }
}
