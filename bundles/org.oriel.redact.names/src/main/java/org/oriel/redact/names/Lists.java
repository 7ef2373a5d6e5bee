package org.oriel.redact.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bundle's word lists.
 *
 * @param given given names that are rarely anything else
 * @param weak given names that are also words
 * @param stop words that make two capitalised words no name
 * @param companyWords names of companies that are also words
 * @param triggers words at which any rule begins: one look-up for each word of a text
 */
record Lists(Set<String> given, Set<String> weak, Set<String> stop, Set<String> companyWords, Set<String> triggers) {
    static Lists load() {
        Set<String> given = read("given.txt");
        Set<String> triggers = new HashSet<>(given);
        triggers.addAll(People.triggers());
        triggers.addAll(Companies.triggers());
        return new Lists(given, read("givenweak.txt"), read("stopwords.txt"), read("companywords.txt"), triggers);
    }

    private static Set<String> read(String name) {
        Set<String> words = new HashSet<>();
        for (String line : lines(name)) {
            words.addAll(List.of(line.trim().split(" +")));
        }
        words.remove("");
        return words;
    }

    /** The lines of a file of the bundle, without comments. */
    static List<String> lines(String name) {
        InputStream stream = Lists.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("word list " + name + " is missing from the bundle");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isGiven(String folded) {
        return given.contains(folded) || weak.contains(folded);
    }
}
