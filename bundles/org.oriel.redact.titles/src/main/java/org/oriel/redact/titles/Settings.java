package org.oriel.redact.titles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration, checked, and what was read by it. */
record Settings(boolean byGrammar, boolean elementsByRole, TitleGrammars grammars, UrlPolicy urls, Places places) {

    /** Checks everything; the message of a refusal names the setting, its value and what is allowed. */
    static Settings of(String titles, String elements, int urlLevel, List<String> urlHosts, String directory) {
        boolean byGrammar = choice("titles", titles, "grammar", "detected");
        boolean byRole = choice("elements", elements, "controls", "detected");
        TitleGrammars grammars = TitleGrammars.load(directory(directory));
        List<String> hosts = new ArrayList<>(urlHosts);
        for (String known : grammars.registry().hosts()) {
            // What a grammar names as a host of a service names no customer of it.
            if (urlHosts.stream().noneMatch(host -> host.equals(known) || host.startsWith(known + "="))) {
                hosts.add(known);
            }
        }
        return new Settings(
                byGrammar,
                byRole,
                grammars,
                new UrlPolicy(urlLevel, hosts, grammars.vocabulary()),
                new Places(grammars.vocabulary()));
    }

    private static boolean choice(String name, String value, String yes, String no) {
        if (!value.equals(yes) && !value.equals(no)) {
            throw new IllegalArgumentException(
                    name + ": " + value + ", allowed: " + String.join(", ", Arrays.asList(yes, no)));
        }
        return value.equals(yes);
    }

    private static @Nullable Path directory(String value) {
        if (value.isEmpty()) {
            return null;
        }
        Path path = Path.of(value);
        if (value.contains("${") || !Files.isDirectory(path)) {
            throw new IllegalArgumentException(
                    "directory: " + value + ", allowed: a directory that exists, or nothing");
        }
        return path;
    }
}
