package org.oriel.redact.titles;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Words that say what a program shows and not whose it is: words of user interfaces, names of common directories and
 * files, extensions. They are kept where everything else is masked.
 */
final class Vocabulary {
    private static final int MAX_WORDS = 4;
    private static final int MAX_LENGTH = 48;

    private final Set<String> words;
    private final Set<String> phrases;
    private final Set<String> directories;
    private final Set<String> files;
    private final Set<String> extensions;
    private final Set<String> pathWords;
    private final Map<String, Set<String>> lists = new TreeMap<>();

    Vocabulary(JsonObject source) {
        GrammarReader.onlyMembers(
                source, "version", "words", "phrases", "directories", "files", "extensions", "pathWords", "lists");
        words = GrammarReader.words(source, "words");
        phrases = GrammarReader.lines(source, "phrases");
        directories = GrammarReader.words(source, "directories");
        files = GrammarReader.words(source, "files");
        extensions = GrammarReader.words(source, "extensions");
        pathWords = GrammarReader.words(source, "pathWords");
        JsonObject named = source.getAsJsonObject("lists");
        named.keySet().forEach(name -> lists.put(name, GrammarReader.strings(named, name)));
    }

    /** The list of that name, for a {@code {=name}} slot. */
    Set<String> list(String name) {
        Set<String> list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("list " + name + " is not known, allowed: " + lists.keySet());
        }
        return list;
    }

    /** Whether every word of {@code text} is one of a user interface. */
    boolean isInterface(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || lower.length() > MAX_LENGTH) {
            return false;
        }
        if (phrases.contains(lower)) {
            return true;
        }
        String[] parts = lower.split("[ &/…,()]+", MAX_WORDS + 2);
        if (parts.length > MAX_WORDS) {
            return false;
        }
        for (String part : parts) {
            boolean smallNumber = part.length() <= 2 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!part.isEmpty() && !smallNumber && !words.contains(part)) {
                return false;
            }
        }
        return true;
    }

    boolean isDirectory(String name) {
        return directories.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean isFile(String name) {
        return files.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean isExtension(String name) {
        return extensions.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a segment of an address's path is a word of common programs. */
    boolean isPathWord(String segment) {
        String lower = segment.toLowerCase(Locale.ROOT);
        return pathWords.contains(lower) || words.contains(lower) || directories.contains(lower);
    }
}
