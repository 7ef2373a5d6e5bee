package org.oriel.redact.rules;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads one file of a pack. What it does not know is an error: a mistyped member must not weaken a rule. */
final class PackReader {
    /** What one file says. */
    record Content(String pack, String version, List<RuleSpec> rules) {}

    private final String file;
    private final boolean withCases;
    private String pack = "";
    private String version = "";
    private final List<RuleSpec> rules = new ArrayList<>();

    private PackReader(String file, boolean withCases) {
        this.file = file;
        this.withCases = withCases;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param withCases whether the rules' own cases are wanted
     */
    static Content read(String file, Reader in, boolean withCases) throws IOException {
        JsonReader json = new JsonReader(in);
        json.setStrictness(Strictness.STRICT);
        PackReader reader = new PackReader(file, withCases);
        try {
            reader.file(json);
        } catch (MalformedJsonException | IllegalStateException | JsonParseException e) {
            throw new PackException(reader.place() + ": not the JSON of a pack at " + json.getPath());
        } catch (NumberFormatException e) {
            throw new PackException(reader.place() + ": no whole number at " + json.getPath());
        } catch (IllegalArgumentException e) {
            throw e instanceof PackException ? e : new PackException(reader.place() + ": " + e.getMessage());
        }
        return new Content(reader.pack, reader.version, reader.rules);
    }

    private String place() {
        return file + ", rule number " + (rules.size() + 1);
    }

    private void file(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            switch (name) {
                case "pack" -> pack = json.nextString();
                case "version" -> version = json.nextString();
                case "rules" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        rules.add(rule(json));
                    }
                    json.endArray();
                }
                default -> throw new PackException(file + ": unknown member " + name);
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new PackException(file + ": something follows the pack");
        }
        if (!pack.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || version.isEmpty()) {
            throw new PackException(file + ": pack or version is missing");
        }
    }

    private RuleSpec rule(JsonReader json) throws IOException {
        RuleBuilder rule = new RuleBuilder();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            try {
                member(rule, name, json);
            } catch (PackException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new PackException(file + ", rule " + rule.id + ": " + name + ": " + e.getMessage());
            }
        }
        json.endObject();
        try {
            return rule.build(withCases);
        } catch (IllegalArgumentException e) {
            throw new PackException(file + ", rule " + rule.id + ": " + e.getMessage());
        }
    }

    private void member(RuleBuilder rule, String name, JsonReader json) throws IOException {
        switch (name) {
            case "id" -> rule.id = json.nextString();
            case "type" -> rule.type = json.nextString();
            case "issuer", "source", "note" -> json.skipValue();
            case "priority" -> rule.priority = json.nextInt();
            case "keywords" -> rule.keywords = strings(json);
            case "reach" -> rule.reach = pair(json);
            case "shape" -> rule.shape = json.nextString();
            case "digits" -> rule.digits = pair(json);
            case "length" -> rule.length = pair(json);
            case "scanner" -> rule.scanner = json.nextString();
            case "settings" -> settings(rule, json);
            case "pattern" -> rule.pattern = json.nextString();
            case "group" -> rule.group = json.nextInt();
            case "boundary" -> rule.boundary = RuleSpec.Boundary.valueOf(word(json));
            case "check" -> rule.checks = strings(json);
            case "labels" -> rule.labels = strings(json);
            case "labelOr" -> rule.labelOr = strings(json);
            case "labelReach" -> rule.labelReach = json.nextInt();
            case "labelSide" -> rule.labelSide = RuleSpec.Side.valueOf(word(json));
            case "unless" -> rule.unless = strings(json);
            case "stop" -> rule.stop = strings(json);
            case "positive" -> rule.positive = cases(json);
            case "negative" -> rule.negative = cases(json);
            default -> throw new IllegalArgumentException("unknown member");
        }
    }

    private static String word(JsonReader json) throws IOException {
        return json.nextString().toUpperCase(java.util.Locale.ROOT);
    }

    private List<String> cases(JsonReader json) throws IOException {
        if (withCases) {
            return strings(json);
        }
        json.skipValue();
        return List.of();
    }

    private static void settings(RuleBuilder rule, JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!name.equals("regions")) {
                throw new IllegalArgumentException("unknown setting " + name + ", allowed: regions");
            }
            rule.regions = strings(json);
        }
        json.endObject();
    }

    private static List<String> strings(JsonReader json) throws IOException {
        List<String> strings = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            strings.add(json.nextString());
        }
        json.endArray();
        return strings;
    }

    private static int[] pair(JsonReader json) throws IOException {
        json.beginArray();
        int[] pair = {json.nextInt(), json.nextInt()};
        json.endArray();
        return pair;
    }
}
