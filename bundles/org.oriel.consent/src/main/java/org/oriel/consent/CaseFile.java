package org.oriel.consent;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.host.Exemptions.Exemption;
import org.oriel.host.Exemptions.Reason;
import org.oriel.host.Exemptions.Scope;
import org.oriel.host.Exemptions.State;

/** {@code exemptions.json}: what was asked and answered; only its user can read it, and the texts not even they. */
final class CaseFile {
    private static final int FORMAT = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path file;

    CaseFile(Path directory) {
        this.file = directory.resolve("exemptions.json");
    }

    /**
     * What was read.
     *
     * @param cases newest first
     * @param problem one line naming the file, empty when it is fine
     */
    record Loaded(List<Case> cases, String problem) {}

    /** Reads the file. What a broken one held is not known, so it counts as a request about everything. */
    Loaded load(Instant now) {
        String why;
        try {
            return new Loaded(read(Files.readString(file)), "");
        } catch (NoSuchFileException e) {
            return new Loaded(List.of(), "");
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            why = e.toString();
        }
        try {
            Files.move(file, file.resolveSibling("exemptions.json.broken-" + now.toEpochMilli()));
        } catch (IOException e) {
            why += "; it could not be moved aside: " + e;
        }
        return new Loaded(
                List.of(Case.asked("broken", Reason.OTHER, Scope.ALL, "", now, List.of())),
                "file " + file + " is broken (" + why
                        + "); until request \"broken\" is taken back nothing is captured");
    }

    void save(List<Case> cases) throws IOException {
        PrivateFiles.folder(file.resolveSibling(""));
        PrivateFiles.write(file, write(cases));
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static String write(List<Case> cases) {
        JsonArray all = new JsonArray();
        for (Case one : cases) {
            Exemption shown = one.shown();
            JsonObject json = new JsonObject();
            json.addProperty("id", shown.id());
            json.addProperty("reason", shown.reason().name());
            json.addProperty("scope", shown.scope().name());
            json.addProperty("what", shown.what());
            json.addProperty("state", shown.state().name());
            json.addProperty("asked", shown.asked().toString());
            json.addProperty("reviewer", shown.reviewer());
            json.addProperty("answer", shown.answer());
            shown.until().ifPresent(until -> json.addProperty("until", until.toString()));
            JsonArray texts = new JsonArray();
            for (SealedText text : one.texts()) {
                JsonObject sealed = new JsonObject();
                sealed.addProperty("sealed", text.sealed());
                JsonObject keys = new JsonObject();
                text.keys().forEach(keys::addProperty);
                sealed.add("keys", keys);
                texts.add(sealed);
            }
            json.add("texts", texts);
            json.add("refusedBy", array(one.refusedBy()));
            json.add("used", array(one.used()));
            all.add(json);
        }
        JsonObject json = new JsonObject();
        json.addProperty("version", FORMAT);
        json.add("requests", all);
        return GSON.toJson(json) + "\n";
    }

    private static JsonArray array(Set<String> strings) {
        JsonArray array = new JsonArray();
        strings.forEach(array::add);
        return array;
    }

    private static List<Case> read(String text) {
        JsonObject json = Json.object(text);
        if (Json.number(json, "version") != FORMAT) {
            throw new IllegalArgumentException("version is not " + FORMAT);
        }
        List<Case> cases = new ArrayList<>();
        try {
            for (JsonElement element : json.getAsJsonArray("requests")) {
                cases.add(readCase(element.getAsJsonObject()));
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("request " + cases.size() + ": " + e.getMessage(), e);
        }
        return cases;
    }

    private static Case readCase(JsonObject json) {
        Scope scope = Scope.valueOf(Json.text(json, "scope"));
        String what = Json.text(json, "what");
        if (scope == Scope.TIME && HoursOfDay.parse(what).isEmpty()) {
            throw new DateTimeException("what is no time");
        }
        List<SealedText> texts = new ArrayList<>();
        for (JsonElement element : json.getAsJsonArray("texts")) {
            JsonObject sealed = element.getAsJsonObject();
            Map<String, String> keys = new TreeMap<>();
            sealed.getAsJsonObject("keys")
                    .entrySet()
                    .forEach(e -> keys.put(e.getKey(), e.getValue().getAsString()));
            texts.add(new SealedText(Json.text(sealed, "sealed"), keys));
        }
        return new Case(
                new Exemption(
                        Json.text(json, "id"),
                        Reason.valueOf(Json.text(json, "reason")),
                        scope,
                        what,
                        State.valueOf(Json.text(json, "state")),
                        Instant.parse(Json.text(json, "asked")),
                        Json.text(json, "reviewer"),
                        Json.text(json, "answer"),
                        Optional.ofNullable(json.get("until")).map(until -> Instant.parse(until.getAsString()))),
                texts,
                strings(json.getAsJsonArray("refusedBy")),
                strings(json.getAsJsonArray("used")));
    }

    private static Set<String> strings(JsonArray array) {
        Set<String> strings = new TreeSet<>();
        array.forEach(element -> strings.add(element.getAsString()));
        return strings;
    }
}
