package org.oriel.control.shell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.reflect.TypeToken;
import java.io.PrintStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.host.EventCodec;
import org.oriel.host.RedactionPreview;

/** Masks line after line; says on the second stream what was masked and by which rule. One thread. */
final class RedactLines {
    /** What a line is. */
    enum Mode {
        /** Text; what was masked is listed. */
        TEXT,
        /** A JSON object with {@code id} and {@code text}, answered with {@code id}, {@code masked} and {@code spans}. */
        JSON,
        /** A JSON object with {@code id} and {@code events}, raw input; answered with the events as stored. */
        TYPED,
        /** A JSON object of any shape, such as an exported event; every text in it is masked. */
        SESSION
    }

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private static final Type MEMBERS = new TypeToken<Map<String, Object>>() {}.getType();

    private final RedactionPreview preview;
    private final EventCodec codec;
    private final Mode mode;
    private final PrintStream out;
    private final PrintStream reasons;
    private final Map<String, Integer> counts = new TreeMap<>();
    private long number;
    private boolean refused;

    RedactLines(RedactionPreview preview, EventCodec codec, Mode mode, PrintStream out, PrintStream reasons) {
        this.preview = preview;
        this.codec = codec;
        this.mode = mode;
        this.out = out;
        this.reasons = reasons;
    }

    void line(String line) {
        number++;
        if (mode == Mode.TEXT) {
            out.println(text(line));
        } else if (!line.isBlank()) {
            json(line);
        }
    }

    /** What it came to; the exit code. */
    int end() {
        if (mode == Mode.TEXT || mode == Mode.SESSION) {
            StringBuilder sum = new StringBuilder();
            counts.forEach(
                    (type, count) -> sum.append("  ").append(type).append(' ').append(count));
            reasons.println(sum.length() == 0 ? "nothing was masked" : "masked:" + sum);
        }
        return refused ? CommandFailure.CHECK : 0;
    }

    private String text(String text) {
        RedactionPreview.Masked masked = preview.text(Sensitive.of(text));
        for (Finding finding : masked.findings()) {
            counts.merge(finding.type(), 1, Integer::sum);
            reasons.printf(
                    "line %d, %d-%d: %s (%s)%n",
                    number, finding.start(), finding.end(), finding.type(), finding.rule());
        }
        return masked.text();
    }

    private void json(String line) {
        try {
            JsonObject object = object(JsonParser.parseString(line));
            out.println(GSON.toJson(
                    switch (mode) {
                        case JSON -> spans(object);
                        case TYPED -> typed(object);
                        default -> everywhere(object);
                    }));
        } catch (JsonParseException e) {
            refuse("is no JSON");
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String why) {
        refused = true;
        reasons.println("oriel: redact: line " + number + " " + why + ", allowed: " + allowed());
    }

    private String allowed() {
        return switch (mode) {
            case JSON -> "{\"id\":…,\"text\":\"…\"}";
            case TYPED -> "{\"id\":…,\"events\":[…]}";
            default -> "a JSON object";
        };
    }

    private static JsonElement member(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("has no member " + name);
        }
        return value;
    }

    private static JsonObject object(JsonElement element) {
        if (!element.isJsonObject()) {
            throw new IllegalArgumentException("holds something that is no object");
        }
        return element.getAsJsonObject();
    }

    private static JsonArray array(JsonElement element, String name) {
        if (!element.isJsonArray()) {
            throw new IllegalArgumentException("has no list as member " + name);
        }
        return element.getAsJsonArray();
    }

    private static String string(JsonElement element, String name) {
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException("has no text as member " + name);
        }
        return element.getAsString();
    }

    private JsonObject spans(JsonObject object) {
        RedactionPreview.Masked masked = preview.text(Sensitive.of(string(member(object, "text"), "text")));
        JsonArray spans = new JsonArray();
        for (Finding finding : masked.findings()) {
            JsonObject span = new JsonObject();
            span.addProperty("start", finding.start());
            span.addProperty("end", finding.end());
            span.addProperty("type", finding.type());
            span.addProperty("rule", finding.rule());
            spans.add(span);
        }
        JsonObject answer = new JsonObject();
        answer.add("id", object.get("id"));
        answer.addProperty("masked", masked.text());
        answer.add("spans", spans);
        return answer;
    }

    private JsonObject typed(JsonObject object) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (JsonElement event : array(member(object, "events"), "events")) {
            events.add(GSON.fromJson(object(event), MEMBERS));
        }
        JsonArray stored = new JsonArray();
        preview.typed(events).forEach(event -> stored.add(JsonParser.parseString(codec.encode(event))));
        JsonObject answer = new JsonObject();
        answer.add("id", object.get("id"));
        answer.add("events", stored);
        return answer;
    }

    private JsonElement everywhere(JsonElement element) {
        if (element.isJsonObject()) {
            JsonObject copy = new JsonObject();
            element.getAsJsonObject().entrySet().forEach(e -> copy.add(e.getKey(), everywhere(e.getValue())));
            return copy;
        }
        if (element.isJsonArray()) {
            JsonArray copy = new JsonArray();
            element.getAsJsonArray().forEach(e -> copy.add(everywhere(e)));
            return copy;
        }
        boolean string =
                element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
        return string ? new JsonPrimitive(text(element.getAsString())) : element;
    }
}
