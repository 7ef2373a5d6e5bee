package org.oriel.redact.rules;

import java.util.Arrays;

/** Words, numbers and marks of a text, in a row; spaces part them and are none, a line break is one. */
final class AddressTokens {
    private static final int LONGEST_WORD = 32;

    private final PlainText text;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;

    AddressTokens(PlainText text, Steps steps) {
        this.text = text;
        steps.add(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i + 1;
            if (text.isWord(i)) {
                while (text.isWord(end)
                        || (isInner(text.at(end)) && text.isLetter(end - 1) && text.isLetter(end + 1))) {
                    end++;
                }
                add(i, end);
            } else if (" \t\r".indexOf(text.at(i)) < 0) {
                add(i, end);
            }
            i = end;
        }
    }

    /** Within a name: {@code O'Brien}, {@code Saint-Denis}. */
    private static boolean isInner(char c) {
        return c == '\'' || c == '\u2019' || c == '-';
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    int length(int i) {
        return i < 0 || i >= count ? 0 : ends[i] - starts[i];
    }

    /** The mark at {@code i}, the first character of a word, or NUL beyond the ends. */
    char first(int i) {
        return i < 0 || i >= count ? '\0' : text.at(starts[i]);
    }

    boolean is(int i, char mark) {
        return first(i) == mark;
    }

    /** Letters only, or letters with inner marks. */
    boolean isWord(int i) {
        if (i < 0 || i >= count || length(i) > LONGEST_WORD || !text.isLetter(starts[i])) {
            return false;
        }
        for (int k = starts[i]; k < ends[i]; k++) {
            if (text.isDigit(k)) {
                return false;
            }
        }
        return true;
    }

    /** A word that begins with a capital, or one of a script without capitals. */
    boolean isName(int i) {
        char c = first(i);
        return isWord(i) && !Character.isLowerCase(c);
    }

    /** Digits, and how many. */
    boolean isNumber(int i, int least, int most) {
        if (length(i) < least || length(i) > most) {
            return false;
        }
        for (int k = starts[i]; k < ends[i]; k++) {
            if (!text.isDigit(k)) {
                return false;
            }
        }
        return true;
    }

    /** {@code 12}, {@code 12B}: at most five digits, perhaps a letter. */
    boolean isHouse(int i) {
        int size = length(i);
        if (size == 0 || size > 6 || !text.isDigit(starts[i])) {
            return false;
        }
        for (int k = starts[i]; k < ends[i] - 1; k++) {
            if (!text.isDigit(k)) {
                return false;
            }
        }
        return text.isDigit(ends[i] - 1) ? size <= 5 : size > 1;
    }

    /** {@code 5th}, {@code 42nd}. */
    boolean isOrdinal(int i) {
        int size = length(i);
        if (size < 3 || size > 5 || !text.isDigit(starts[i])) {
            return false;
        }
        String tail = folded(i).substring(size - 2);
        return "st nd rd th".contains(tail) && text.isDigit(ends[i] - 3);
    }

    /** Whether nothing stands between this and the one before. */
    boolean touches(int i) {
        return i > 0 && i < count && starts[i] == ends[i - 1];
    }

    boolean isCapitals(int i) {
        for (int k = starts[i]; k < ends[i]; k++) {
            if (Character.isLowerCase(text.at(k))) {
                return false;
            }
        }
        return true;
    }

    String folded(int i) {
        return length(i) == 0 || length(i) > LONGEST_WORD ? "" : AddressWords.fold(text.substring(starts[i], ends[i]));
    }

    String raw(int i) {
        return length(i) == 0 ? "" : text.substring(starts[i], Math.min(ends[i], starts[i] + LONGEST_WORD));
    }

    PlainText text() {
        return text;
    }
}
