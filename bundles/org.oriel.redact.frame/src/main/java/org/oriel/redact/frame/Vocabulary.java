package org.oriel.redact.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words that say nothing about anybody: those of user interfaces in any case, words that hold sentences together at
 * their beginning too, and words of a dictionary in lower case only, because names are capitalised there.
 */
final class Vocabulary {
    /** What a word is, from most to least known. */
    enum Kind {
        /** Holds sentences together. */
        COMMON,
        /** Of user interfaces. */
        INTERFACE,
        /** A word of the language. */
        PLAIN,
        /** Not known. */
        NONE
    }

    private final Set<String> interfaces;
    private final Set<String> common;
    private final Set<String> plain = new HashSet<>();

    /**
     * One with the built-in lists.
     *
     * @param dictionaries files with a word a line; the first that exists is read
     * @param more a file with further words of user interfaces, or nothing
     */
    Vocabulary(List<String> dictionaries, String more) {
        interfaces = new HashSet<>(resource("interface.txt"));
        common = resource("common.txt");
        try {
            if (!more.isEmpty()) {
                try (BufferedReader reader = Files.newBufferedReader(Path.of(more))) {
                    read(reader, interfaces);
                }
            }
            for (String dictionary : dictionaries) {
                if (plain.isEmpty() && Files.isReadable(Path.of(dictionary))) {
                    try (BufferedReader reader = Files.newBufferedReader(Path.of(dictionary))) {
                        read(reader, plain);
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a word list cannot be read: " + e.getMessage(), e);
        }
        plain.removeIf(word -> !plainShape(word));
        plain.removeAll(resource("names.txt"));
    }

    private static boolean plainShape(String word) {
        return word.length() > 1 && word.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '\'');
    }

    private static Set<String> resource(String name) {
        Set<String> words = new HashSet<>();
        try (InputStream in = Vocabulary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing in this bundle");
            }
            read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static void read(BufferedReader reader, Set<String> words) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.startsWith("#")) {
                for (String word : line.split(" ", -1)) {
                    if (!word.isEmpty()) {
                        words.add(word);
                    }
                }
            }
        }
    }

    /** Whether there is a dictionary besides the built-in lists. */
    boolean hasDictionary() {
        return !plain.isEmpty();
    }

    /** What {@code word} is, as it is written; letters only. */
    Kind kind(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean same = lower.equals(word);
        boolean capitalised = !same && lower.substring(1).equals(word.substring(1));
        if (common.contains(lower) && (same || capitalised)) {
            return Kind.COMMON;
        }
        if (interfaces.contains(lower)
                && (same || capitalised || word.toUpperCase(Locale.ROOT).equals(word))) {
            return Kind.INTERFACE;
        }
        return same && plain.contains(word) ? Kind.PLAIN : Kind.NONE;
    }
}
