package org.oriel.consent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;

/** Strict JSON. Every method throws {@link IllegalArgumentException} naming the place. */
final class Json {
    private Json() {}

    static JsonObject object(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JsonParser.parseReader(reader);
            if (element instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT) {
                return object;
            }
            throw new IllegalArgumentException("$ is not one JSON object");
        } catch (IOException | com.google.gson.JsonParseException e) {
            throw new IllegalArgumentException(reader.getPath() + " is not JSON", e);
        }
    }

    static String text(JsonObject object, String name) {
        return find(object, name).orElseThrow(() -> new IllegalArgumentException(name + " is missing or no text"));
    }

    static Optional<String> find(JsonObject object, String name) {
        JsonElement element = object.get(name);
        return element != null
                        && element.isJsonPrimitive()
                        && element.getAsJsonPrimitive().isString()
                ? Optional.of(element.getAsString())
                : Optional.empty();
    }

    static long number(JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null
                || !element.isJsonPrimitive()
                || !element.getAsString().matches("-?[0-9]{1,19}")) {
            throw new IllegalArgumentException(name + " is missing or no whole number");
        }
        return element.getAsLong();
    }
}
