package org.oriel.spool;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.oriel.api.event.Sensitive;

/** Strict access to the fields of a JSON object: an error names the field, never its value. */
final class JsonFields {
    private final String path;
    private final JsonObject object;
    private int taken;

    JsonFields(String path, JsonObject object) {
        this.path = path;
        this.object = object;
    }

    /** Refuses fields that nobody asked for; their names may be content, so they are only counted. */
    void end() {
        if (taken != object.size()) {
            String where = path.isEmpty() ? "the event" : "field " + path;
            throw new IllegalArgumentException(where + " has " + (object.size() - taken) + " unknown fields");
        }
    }

    String text(String name) {
        return string(take(name), name);
    }

    /** A text that is left out where it is empty. */
    String optional(String name) {
        return object.has(name) ? text(name) : "";
    }

    Sensitive sensitive(String name) {
        return Sensitive.of(text(name));
    }

    UUID uuid(String name) {
        String text = text(name);
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Its message holds the value; the one below does not.
        }
        throw bad(name, "a UUID");
    }

    long number(String name) {
        return integer(take(name), name);
    }

    int small(String name) {
        long value = number(name);
        if (value != (int) value) {
            throw bad(name, "a whole number of 32 bits");
        }
        return (int) value;
    }

    double real(String name) {
        String text = numeral(take(name), name);
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw bad(name, "a finite number");
        }
        return value;
    }

    boolean flag(String name) {
        if (take(name) instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw bad(name, "true or false");
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        return constant(text(name), name, type);
    }

    <E extends Enum<E>> E constant(String text, String name, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (EventFormat.name(constant).equals(text)) {
                return constant;
            }
        }
        throw bad(name, "one of the names of " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    <T> T object(String name, Function<JsonFields, T> read) {
        return nested(take(name), name, read);
    }

    <T> List<T> objects(String name, Function<JsonFields, T> read) {
        List<T> values = new ArrayList<>();
        for (JsonElement element : list(name)) {
            values.add(nested(element, name, read));
        }
        return values;
    }

    List<String> texts(String name) {
        List<String> values = new ArrayList<>();
        for (JsonElement element : list(name)) {
            values.add(string(element, name));
        }
        return values;
    }

    /** Every field of the object as text; the names are the plugin's own. */
    static void eachText(JsonFields fields, java.util.function.BiConsumer<String, String> out) {
        for (Map.Entry<String, JsonElement> entry : fields.object.entrySet()) {
            out.accept(entry.getKey(), fields.string(entry.getValue(), "*"));
            fields.taken++;
        }
    }

    /** Every field of the object as a whole number. */
    static void eachNumber(JsonFields fields, java.util.function.BiConsumer<String, Long> out) {
        for (Map.Entry<String, JsonElement> entry : fields.object.entrySet()) {
            out.accept(entry.getKey(), fields.integer(entry.getValue(), "*"));
            fields.taken++;
        }
    }

    private <T> T nested(JsonElement element, String name, Function<JsonFields, T> read) {
        if (!element.isJsonObject()) {
            throw bad(name, "an object");
        }
        JsonFields fields = new JsonFields(path(name), element.getAsJsonObject());
        T value = read.apply(fields);
        fields.end();
        return value;
    }

    private JsonArray list(String name) {
        JsonElement element = take(name);
        if (!element.isJsonArray()) {
            throw bad(name, "a list");
        }
        return element.getAsJsonArray();
    }

    private JsonElement take(String name) {
        JsonElement element = object.get(name);
        if (element == null) {
            throw new IllegalArgumentException("field " + path(name) + " is missing");
        }
        taken++;
        return element;
    }

    private String string(JsonElement element, String name) {
        if (element instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw bad(name, "a string");
    }

    private long integer(JsonElement element, String name) {
        try {
            return Long.parseLong(numeral(element, name));
        } catch (NumberFormatException e) {
            throw bad(name, "a whole number");
        }
    }

    private String numeral(JsonElement element, String name) {
        if (element instanceof JsonPrimitive value && value.isNumber()) {
            return value.getAsString();
        }
        throw bad(name, "a number");
    }

    private IllegalArgumentException bad(String name, String wanted) {
        return new IllegalArgumentException("field " + path(name) + " is not " + wanted);
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
