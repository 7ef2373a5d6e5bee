package org.oriel.export.trajectory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON in one line, with nulls, as Python writes it. */
final class Json {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Json() {}

    static String line(JsonElement element) {
        return GSON.toJson(element);
    }

    static JsonArray array(Object... values) {
        return array(List.of(values));
    }

    static JsonArray array(List<?> values) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(value -> array.add(element(value)));
        return array;
    }

    /** An object of name, value, name, value, … */
    static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add((String) namesAndValues[i], element(namesAndValues[i + 1]));
        }
        return object;
    }

    static JsonElement element(@Nullable Object value) {
        if (value instanceof JsonElement element) {
            return element;
        }
        if (value instanceof List<?> list) {
            return array(list);
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((name, inner) -> object.add((String) name, element(inner)));
            return object;
        }
        return GSON.toJsonTree(value);
    }
}
