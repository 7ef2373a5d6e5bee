package org.oriel.governance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The templates of this bundle, filled in. */
final class Templates {
    static final List<String> NAMES = List.of(
            "README.md",
            "notices.en.md",
            "notice-gdpr.de.md",
            "record-of-processing.en.md",
            "record-of-processing.de.md",
            "dpia.en.md",
            "works-council.de.md",
            "works-council.en.md",
            "threat-model.en.md",
            "data-flow.en.md",
            "filters.en.md");

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String DRAFT = """
            > **Draft for counsel, generated from what is installed. Not legal advice; nothing here was approved by a lawyer.**
            > What stands in [brackets] has to be filled in by the employer. Set {{set}}.

            """;
    private static final String ENTWURF = """
            > **Entwurf zur juristischen Prüfung, erzeugt aus dem, was installiert ist. Keine Rechtsberatung; niemand hat ihn freigegeben.**
            > Was in [Klammern] steht, trägt der Arbeitgeber ein. Bündelsatz {{set}}.

            """;

    private Templates() {}

    static SortedMap<String, String> fill(Map<String, String> values) {
        SortedMap<String, String> documents = new TreeMap<>();
        for (String name : NAMES) {
            String text = read(name);
            int afterTitle = text.indexOf("\n\n") + 2;
            String draft = name.endsWith(".de.md") ? ENTWURF : DRAFT;
            documents.put(name, fill(name, text.substring(0, afterTitle) + draft + text.substring(afterTitle), values));
        }
        return documents;
    }

    private static String fill(String name, String text, Map<String, String> values) {
        Matcher place = PLACE.matcher(text);
        return place.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException(name + " names " + found.group() + ", which nothing fills");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String read(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("template " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("template " + name + " cannot be read", e);
        }
    }
}
