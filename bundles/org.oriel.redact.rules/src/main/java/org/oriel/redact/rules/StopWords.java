package org.oriel.redact.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Words that make a value no finding, such as {@code example}; {@code @common} stands for those of the table. */
final class StopWords {
    private static final String COMMON = "@common";

    private StopWords() {}

    /** Read when a rule asks for them. */
    private static final class Common {
        static final List<String> WORDS =
                Tables.read("stopwords.txt").stream().flatMap(Arrays::stream).toList();
        static final String[] ALONE = WORDS.toArray(String[]::new);
    }

    /** The words in lower case, the shared ones put in. */
    static String[] of(List<String> words) {
        if (words.size() == 1 && words.get(0).equals(COMMON)) {
            return Common.ALONE;
        }
        List<String> all = new ArrayList<>();
        for (String word : words) {
            if (word.equals(COMMON)) {
                all.addAll(Common.WORDS);
            } else if (word.startsWith("@")) {
                throw new IllegalArgumentException("stop: " + word + " is unknown, allowed: words and " + COMMON);
            } else {
                all.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return all.toArray(String[]::new);
    }

    /** Whether the value contains one of the words. */
    static boolean stop(String[] words, String value) {
        if (words.length == 0) {
            return false;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
