package org.oriel.consent;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.oriel.consent.Installed.Declared;
import org.oriel.consent.Installed.InstalledBundle;

/** Finds and reads law packs. */
final class LawPacks {
    private static final String FOLDER = "OSGI-INF/law/";
    private static final int FORMAT = 1;

    private LawPacks() {}

    /**
     * The pack, or why there is none.
     *
     * @param pack empty where there is a problem
     * @param problem one line, empty where there is a pack
     */
    record Found(Optional<LawPack> pack, String problem) {}

    /** The pack of {@code jurisdiction} that counts longest, in {@code language} where it has it. */
    static Found find(Installed installed, String jurisdiction, String language) {
        if (jurisdiction.isEmpty()) {
            return problem("no jurisdiction is set");
        }
        TreeSet<String> others = new TreeSet<>();
        List<LawPack> packs = new ArrayList<>();
        String broken = "";
        for (InstalledBundle bundle : installed.bundles()) {
            for (Declared law : bundle.declared()) {
                if (!law.namespace().equals(Declared.LAW)) {
                    continue;
                }
                others.add(law.text("jurisdiction"));
                if (law.text("jurisdiction").equals(jurisdiction)) {
                    try {
                        packs.add(read(bundle, law, language));
                    } catch (IllegalArgumentException | JsonParseException | IllegalStateException e) {
                        broken = "law pack " + bundle.name() + " is broken: "
                                + Text.oneLine(String.valueOf(e.getMessage()));
                    }
                }
            }
        }
        String why = !broken.isEmpty()
                ? broken
                : "no law pack for jurisdiction " + jurisdiction + " is installed, installed: "
                        + (others.isEmpty() ? "none" : String.join(", ", others));
        return packs.stream()
                .max(java.util.Comparator.comparing(LawPack::expires).thenComparing(LawPack::version))
                .map(pack -> new Found(Optional.of(pack), ""))
                .orElseGet(() -> problem(why));
    }

    private static Found problem(String problem) {
        return new Found(Optional.empty(), problem);
    }

    private static LawPack read(InstalledBundle bundle, Declared law, String language) {
        String jurisdiction = law.text("jurisdiction");
        JsonObject json = Json.object(resource(bundle, "pack.json"));
        if (Json.number(json, "format") != FORMAT) {
            throw new IllegalArgumentException("pack.json: format is not " + FORMAT);
        }
        if (!Json.text(json, "jurisdiction").equals(jurisdiction)) {
            throw new IllegalArgumentException("pack.json: jurisdiction is not that of the manifest, " + jurisdiction);
        }
        List<String> languages = strings(json, "languages");
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("pack.json: languages is empty");
        }
        String chosen = languages.contains(language) ? language : languages.get(0);
        return new LawPack(
                jurisdiction,
                law.text("version"),
                date(law),
                permits(bundle, jurisdiction),
                Json.text(json, "title"),
                Json.text(json, "status"),
                strings(json, "sources"),
                Json.text(json, "signatures"),
                (int) Json.number(json, "retentionFloorDays"),
                chosen,
                languages,
                resource(bundle, "notice_" + chosen + ".txt"));
    }

    /** Only the pack's own permits count: another pack's permit says nothing about this jurisdiction. */
    private static Map<String, LocalDate> permits(InstalledBundle bundle, String jurisdiction) {
        Map<String, LocalDate> permits = new TreeMap<>();
        for (Declared declared : bundle.declared()) {
            if (declared.namespace().equals(Declared.PERMIT)
                    && declared.text("jurisdiction").equals(jurisdiction)) {
                permits.put(declared.text("kind"), date(declared));
            }
        }
        return permits;
    }

    private static String resource(InstalledBundle bundle, String name) {
        return bundle.resource()
                .apply(FOLDER + name)
                .orElseThrow(() -> new IllegalArgumentException(FOLDER + name + " is missing"));
    }

    private static LocalDate date(Declared declared) {
        String expires = declared.text("expires");
        try {
            return LocalDate.parse(expires);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    declared.namespace() + ": expires is \"" + expires + "\", allowed: a date such as 2027-12-31", e);
        }
    }

    private static List<String> strings(JsonObject json, String name) {
        if (!(json.get(name) instanceof JsonArray array)) {
            throw new IllegalArgumentException("pack.json: " + name + " is not a list");
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement element : array) {
            strings.add(Text.oneLine(element.getAsString()));
        }
        return strings;
    }
}
