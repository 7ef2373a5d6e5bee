package org.oriel.redact.titles;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The grammar of one application.
 *
 * @param id its name in rules, such as {@code slack}
 * @param kind what reads its titles
 * @param names as they stand in titles
 * @param plain names that are ordinary words: they count only in front of a bar
 * @param executables names of its programs without path and {@code .exe}, lower case
 * @param classes its window classes, lower case
 * @param hosts its hosts, where it is a page
 * @param templates the forms of its titles without its name, tried in order
 * @param rest class of what no template knows
 * @param whole whether that is masked in one piece, because it is content: the subject of a message
 * @param keep texts of its own interface that are kept
 */
record App(
        String id,
        Kind kind,
        List<String> names,
        List<String> plain,
        Set<String> executables,
        Set<String> classes,
        Set<String> hosts,
        List<Template> templates,
        String rest,
        boolean whole,
        Set<String> keep,
        List<String> positive,
        List<String> negative) {

    /** What reads a title of an application. */
    enum Kind {
        /** A program of its own. */
        NATIVE,
        /** A page, or a program that shows the same titles as its page. */
        WEB,
        /** A browser: its titles are those of pages. */
        BROWSER
    }

    private static final String[] MEMBERS = {
        "id",
        "kind",
        "names",
        "plain",
        "executables",
        "classes",
        "hosts",
        "templates",
        "rest",
        "whole",
        "keep",
        "positive",
        "negative"
    };

    private static final int MIN_POSITIVE = 2;

    static App read(JsonObject source, Vocabulary vocabulary) {
        GrammarReader.onlyMembers(source, MEMBERS);
        String id = GrammarReader.string(source, "id", "");
        if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("id, allowed: lower case letters, digits, dots and dashes");
        }
        List<Template> templates = new ArrayList<>();
        for (String template : GrammarReader.strings(source, "templates")) {
            templates.addAll(Template.read(template, vocabulary::list));
        }
        App app = new App(
                id,
                Kind.valueOf(GrammarReader.string(source, "kind", "native").toUpperCase(Locale.ROOT)),
                List.copyOf(GrammarReader.strings(source, "names")),
                List.copyOf(GrammarReader.strings(source, "plain")),
                GrammarReader.lines(source, "executables"),
                GrammarReader.lines(source, "classes"),
                GrammarReader.lines(source, "hosts"),
                templates,
                GrammarReader.string(source, "rest", "TITLE"),
                GrammarReader.flag(source, "whole"),
                GrammarReader.strings(source, "keep"),
                List.copyOf(GrammarReader.strings(source, "positive")),
                List.copyOf(GrammarReader.strings(source, "negative")));
        if (app.positive.size() < MIN_POSITIVE || app.negative.isEmpty()) {
            throw new IllegalArgumentException(
                    "cases, needed: at least " + MIN_POSITIVE + " positive and one negative");
        }
        return app;
    }

    /** All its names, the longest first, so that none hides another. */
    List<String> allNames() {
        List<String> all = new ArrayList<>(names);
        all.addAll(plain);
        all.sort(java.util.Comparator.comparingInt(String::length).reversed());
        return all;
    }

    /** The classes that it masks. */
    List<String> types() {
        List<String> types = new ArrayList<>(List.of(rest));
        templates.forEach(template -> types.addAll(template.types()));
        return types;
    }
}
