package org.oriel.redact.rules;

import java.util.Arrays;
import java.util.List;

/**
 * Gives each character that words use a small number, the same for both cases, and 0 to all others: a table of states
 * times classes stays small.
 */
final class Classes {
    private final char[] ascii = new char[0x80];
    private final char[] others;
    private final char[] otherClasses;
    private final int count;

    Classes(List<String> words) {
        char[] used = String.join("", words)
                .chars()
                .map(c -> lower((char) c))
                .sorted()
                .distinct()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toCharArray();
        count = used.length + 1;
        int low = 0;
        while (low < used.length && used[low] < 0x80) {
            char c = used[low++];
            ascii[c] = (char) low;
            if (c >= 'a' && c <= 'z') {
                ascii[c - 0x20] = (char) low;
            }
        }
        others = Arrays.copyOfRange(used, low, used.length);
        otherClasses = new char[others.length];
        for (int i = 0; i < others.length; i++) {
            otherClasses[i] = (char) (low + i + 1);
        }
    }

    static char lower(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
        }
        return Character.toLowerCase(c);
    }

    /** How many classes there are, that of unused characters included. */
    int count() {
        return count;
    }

    int of(char c) {
        if (c < 0x80) {
            return ascii[c];
        }
        if (others.length == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(others, lower(c));
        return at < 0 ? 0 : otherClasses[at];
    }
}
