package org.oriel.consent;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
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
    private static final int FORMAT = 2;

    private LawPacks() {}

    /**
     * The pack, or why there is none.
     *
     * @param pack empty where there is a problem
     * @param problem one line, empty where there is a pack
     */
    record Found(Optional<LawPack> pack, String problem) {}

    /** The packs of all jurisdictions that apply, in their order. */
    static List<Found> find(Installed installed, GateSettings settings) {
        return settings.jurisdictions().isEmpty()
                ? List.of(problem("no jurisdiction is set"))
                : settings.jurisdictions().stream()
                        .map(jurisdiction -> find(installed, jurisdiction, settings))
                        .toList();
    }

    /** The pack of {@code jurisdiction} that counts longest, in the person's language where it has it. */
    private static Found find(Installed installed, String jurisdiction, GateSettings settings) {
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
                        packs.add(read(bundle, law, settings));
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

    private static LawPack read(InstalledBundle bundle, Declared law, GateSettings settings) {
        String jurisdiction = law.text("jurisdiction");
        String text = resource(bundle, "pack.json");
        JsonObject json = Json.object(text);
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
        sameAs(json, law);
        String chosen = languages.contains(settings.language()) ? settings.language() : languages.get(0);
        String notice = resource(bundle, "notice_" + chosen + ".txt");
        boolean signed = signed(bundle, settings.law(), text);
        if (signed) {
            whole(json, chosen, notice);
        }
        return new LawPack(
                jurisdiction,
                law.text("version"),
                date(law),
                permits(bundle, jurisdiction, json),
                Json.text(json, "title"),
                Json.text(json, "status"),
                strings(json, "sources"),
                Json.text(json, "signatures"),
                (int) Json.number(json, "retentionFloorDays"),
                chosen,
                languages,
                requires(json),
                json.has("purposes") ? strings(json, "purposes") : List.of(),
                signed,
                notice);
    }

    /** What is signed is the file; what the framework resolves by is the manifest. They must say the same. */
    private static void sameAs(JsonObject json, Declared law) {
        for (String name : List.of("version", "expires")) {
            if (!Json.text(json, name).equals(law.text(name))) {
                date(law);
                throw new IllegalArgumentException(
                        "pack.json: " + name + " is not that of the manifest, " + law.text(name));
            }
        }
    }

    private static List<String> requires(JsonObject json) {
        List<String> requires = json.has("requires") ? strings(json, "requires") : List.of();
        if (!LawSettings.REFERENCES.containsAll(requires)) {
            throw new IllegalArgumentException(
                    "pack.json: requires is " + requires + ", allowed: " + LawSettings.REFERENCES);
        }
        return requires;
    }

    /** A signature that is there and is nobody's whom the settings know is worse than none. */
    private static boolean signed(InstalledBundle bundle, LawSettings law, String pack) {
        Optional<String> signature = bundle.resource().apply(FOLDER + "pack.sig");
        if (signature.isEmpty() || law.keys().isEmpty()) {
            return false;
        }
        if (!law.signed(pack.getBytes(StandardCharsets.UTF_8), signature.get())) {
            throw new IllegalArgumentException("pack.sig is no signature by a key of the setting lawKeys");
        }
        return true;
    }

    /** The signature covers notices through their digests. */
    private static void whole(JsonObject json, String language, String notice) {
        String digest = json.get("notices") instanceof JsonObject notices
                ? Json.find(notices, language).orElse("")
                : "";
        if (!digest.equals(Journal.hash(notice))) {
            throw new IllegalArgumentException("notice_" + language + ".txt is not the one that was signed");
        }
    }

    /**
     * Only the pack's own permits count: another pack's permit says nothing about this jurisdiction. And only those that
     * the file names too, for no longer than it counts itself.
     */
    private static Map<String, LocalDate> permits(InstalledBundle bundle, String jurisdiction, JsonObject json) {
        List<String> named = strings(json, "permits");
        LocalDate last = LocalDate.parse(Json.text(json, "expires"));
        Map<String, LocalDate> permits = new TreeMap<>();
        for (Declared declared : bundle.declared()) {
            if (declared.namespace().equals(Declared.PERMIT)
                    && declared.text("jurisdiction").equals(jurisdiction)
                    && named.contains(declared.text("kind"))) {
                LocalDate own = date(declared);
                permits.put(declared.text("kind"), own.isBefore(last) ? own : last);
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
