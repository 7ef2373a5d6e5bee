package org.oriel.pipeline;

/**
 * A text without what varies between two spellings of one value: case, spaces, dashes, brackets, invisible characters,
 * full-width forms, and the points and slashes in a number. Remembers where each character came from.
 */
final class Normal {
    private final char[] chars;
    private final int[] at;
    private final int length;

    private Normal(char[] chars, int[] at, int length) {
        this.chars = chars;
        this.at = at;
        this.length = length;
    }

    static Normal of(String text) {
        char[] chars = new char[text.length()];
        int[] at = new int[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = narrow(text.charAt(i));
            if (!isSeparator(c) && !(isSign(c) && isBeforeDigit(text, i) && endsInDigit(chars, length))) {
                chars[length] = Character.toLowerCase(c);
                at[length++] = i;
            }
        }
        return new Normal(chars, at, length);
    }

    /** What people put between the groups of a number; elsewhere it means something. */
    private static boolean isSign(char c) {
        return c == '.' || c == '/' || c == '_' || c == ',' || c == ':' || c == '\u00B7' || c == '+';
    }

    private static boolean isBeforeDigit(String text, int i) {
        return i + 1 < text.length() && Character.isDigit(narrow(text.charAt(i + 1)));
    }

    private static boolean endsInDigit(char[] chars, int length) {
        return length == 0 || Character.isDigit(chars[length - 1]);
    }

    /** U+FF01 to U+FF5E are the full-width twins of ASCII, at a fixed distance (Unicode, Halfwidth and Fullwidth Forms). */
    private static char narrow(char c) {
        return c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - 0xFEE0) : c;
    }

    private static boolean isSeparator(char c) {
        if (c < 128) {
            return c <= ' ' || c == '-' || c == '(' || c == ')';
        }
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.DASH_PUNCTUATION;
    }

    int length() {
        return length;
    }

    char charAt(int i) {
        return chars[i];
    }

    /** Index in the original text of normalised character {@code i}. */
    int at(int i) {
        return at[i];
    }

    String text() {
        return new String(chars, 0, length);
    }

    String text(int from, int to) {
        return new String(chars, from, to - from);
    }

    void wipe() {
        java.util.Arrays.fill(chars, '\0');
    }
}
