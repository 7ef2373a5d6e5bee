package org.oriel.trajectory.dataset;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** JSON, read strictly: an error names the place and the field, never a value. */
final class Json {
    private static final Gson PRETTY = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .setStrictness(Strictness.STRICT)
            .create();
    // Not STRICT: that refuses lone surrogates, which a broken input method can type.
    private static final Gson LINE = new GsonBuilder()
            .disableHtmlEscaping()
            .setStrictness(Strictness.LEGACY_STRICT)
            .create();

    private Json() {}

    static String pretty(JsonObject object) {
        return PRETTY.toJson(object) + "\n";
    }

    static String line(JsonElement element) {
        return LINE.toJson(element);
    }

    static JsonObject object(String where, String text) throws DatasetException {
        try {
            JsonObject object = LINE.fromJson(text, JsonObject.class);
            if (object != null) {
                return object;
            }
        } catch (JsonParseException | ClassCastException e) {
            // Its message quotes the text, so it is not told.
        }
        throw new DatasetException(where + " is not one JSON object");
    }

    static JsonArray array(Iterable<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    static JsonObject map(SortedMap<String, Long> map) {
        JsonObject object = new JsonObject();
        map.forEach(object::addProperty);
        return object;
    }

    static String text(JsonObject object, String field) throws DatasetException {
        if (object.get(field) instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw wrong(field, "a text");
    }

    static long number(JsonObject object, String field) throws DatasetException {
        return number(field, object.get(field));
    }

    static int integer(JsonObject object, String field) throws DatasetException {
        long value = number(object, field);
        if (value != (int) value) {
            throw wrong(field, "a whole number of 32 bits");
        }
        return (int) value;
    }

    static double real(JsonObject object, String field) throws DatasetException {
        if (object.get(field) instanceof JsonPrimitive value && value.isNumber()) {
            return value.getAsDouble();
        }
        throw wrong(field, "a number");
    }

    static boolean bool(JsonObject object, String field) throws DatasetException {
        if (object.get(field) instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw wrong(field, "true or false");
    }

    static JsonObject object(JsonObject object, String field) throws DatasetException {
        if (object.get(field) instanceof JsonObject value) {
            return value;
        }
        throw wrong(field, "an object");
    }

    static List<JsonObject> objects(JsonObject object, String field) throws DatasetException {
        List<JsonObject> list = new ArrayList<>();
        for (JsonElement element : list(object, field)) {
            if (!(element instanceof JsonObject each)) {
                throw wrong(field, "a list of objects");
            }
            list.add(each);
        }
        return list;
    }

    static List<String> texts(JsonObject object, String field) throws DatasetException {
        List<String> list = new ArrayList<>();
        for (JsonElement element : list(object, field)) {
            if (!(element instanceof JsonPrimitive each) || !each.isString()) {
                throw wrong(field, "a list of texts");
            }
            list.add(each.getAsString());
        }
        return list;
    }

    static SortedMap<String, Long> numbers(JsonObject object, String field) throws DatasetException {
        SortedMap<String, Long> map = new TreeMap<>();
        for (var each : object(object, field).entrySet()) {
            map.put(each.getKey(), number(field, each.getValue()));
        }
        return map;
    }

    private static JsonArray list(JsonObject object, String field) throws DatasetException {
        if (object.get(field) instanceof JsonArray value) {
            return value;
        }
        throw wrong(field, "a list");
    }

    private static long number(String field, @org.jspecify.annotations.Nullable JsonElement element)
            throws DatasetException {
        if (element instanceof JsonPrimitive value && value.isNumber()) {
            try {
                return Long.parseLong(value.getAsString());
            } catch (NumberFormatException e) {
                throw wrong(field, "a whole number");
            }
        }
        throw wrong(field, "a whole number");
    }

    static DatasetException wrong(String field, String allowed) {
        return new DatasetException("field " + field + " is missing or wrong, allowed: " + allowed);
    }
}
