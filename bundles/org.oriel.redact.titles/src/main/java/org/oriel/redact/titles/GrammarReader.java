package org.oriel.redact.titles;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads grammar files strictly: what is not known is an error, because a misspelt member would silently not mask. */
final class GrammarReader {
    private GrammarReader() {}

    static JsonObject read(Reader from) throws IOException {
        JsonReader reader = new JsonReader(from);
        reader.setStrictness(Strictness.STRICT);
        JsonElement element = JsonParser.parseReader(reader);
        if (!element.isJsonObject()) {
            throw new JsonParseException("not an object");
        }
        return element.getAsJsonObject();
    }

    static void onlyMembers(JsonObject object, String... allowed) {
        for (String name : object.keySet()) {
            if (!List.of(allowed).contains(name)) {
                throw new IllegalArgumentException("member " + name + " is not known, allowed: " + List.of(allowed));
            }
        }
    }

    /** The strings of a list, in order; none where the member is missing. */
    static Set<String> strings(JsonObject object, String name) {
        Set<String> strings = new LinkedHashSet<>();
        JsonElement list = object.get(name);
        if (list == null) {
            return strings;
        }
        if (!list.isJsonArray()) {
            throw new IllegalArgumentException("member " + name + " is not a list of strings");
        }
        for (JsonElement element : (JsonArray) list) {
            strings.add(string(element, name));
        }
        return strings;
    }

    /** The strings of a list in lower case. */
    static Set<String> lines(JsonObject object, String name) {
        Set<String> lower = new LinkedHashSet<>();
        strings(object, name).forEach(line -> lower.add(line.toLowerCase(Locale.ROOT)));
        return lower;
    }

    /** The words of a list of lines, in lower case. */
    static Set<String> words(JsonObject object, String name) {
        Set<String> words = new LinkedHashSet<>();
        for (String line : lines(object, name)) {
            words.addAll(List.of(line.trim().split(" +")));
        }
        return words;
    }

    static String string(JsonObject object, String name, String missing) {
        JsonElement element = object.get(name);
        return element == null ? missing : string(element, name);
    }

    static boolean flag(JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null) {
            return false;
        }
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
            throw new IllegalArgumentException("member " + name + " is not true or false");
        }
        return element.getAsBoolean();
    }

    static List<JsonObject> objects(JsonObject object, String name) {
        JsonElement list = object.get(name);
        if (list == null || !list.isJsonArray()) {
            throw new IllegalArgumentException("member " + name + " is not a list");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : (JsonArray) list) {
            if (!element.isJsonObject()) {
                throw new IllegalArgumentException("member " + name + " holds something else than objects");
            }
            objects.add(element.getAsJsonObject());
        }
        return objects;
    }

    private static String string(JsonElement element, String name) {
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException("member " + name + " holds something else than a string");
        }
        return element.getAsString();
    }
}
