package org.oriel.redact.rules;

/**
 * A text as the rules see it: full-width letters and foreign digits as ASCII, one kind of space and of dash, nothing
 * invisible. Every place maps back to the original, so that a mask covers the invisible characters too.
 */
final class PlainText {
    private static final char AT_SMALL = '\uFE6B';
    private static final char DOT_SMALL = '\uFE52';
    private static final char MINUS = '\u2212';
    private static final char KEYCAP = '\u20E3';
    private static final char GRAPHEME_JOINER = '\u034F';

    private final char[] chars;
    private final int length;
    private final int[] from;
    private final int[] to;

    PlainText(char[] chars, int length, int[] from, int[] to) {
        this.chars = chars;
        this.length = length;
        this.from = from;
        this.to = to;
    }

    static PlainText of(String text) {
        char[] chars = text.toCharArray();
        for (char c : chars) {
            if (c >= 0x80) {
                return mapped(text, chars);
            }
        }
        return new PlainText(chars, chars.length, new int[0], new int[0]);
    }

    private static PlainText mapped(String text, char[] chars) {
        int[] from = new int[chars.length];
        int[] to = new int[chars.length];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            int plain = plain(point);
            if (plain >= 0) {
                // A character outside the first plane stays two: only digits of that kind matter, and they become one.
                int size = Character.toChars(plain, chars, length);
                for (int k = 0; k < size; k++) {
                    from[length + k] = i;
                    to[length + k] = next;
                }
                length += size;
            }
            i = next;
        }
        return new PlainText(chars, length, from, to);
    }

    /** The character that stands for {@code point}, or a space where it is invisible. */
    static int level(int point) {
        int plain = plain(point);
        return plain < 0 ? ' ' : plain;
    }

    /** The character that stands for {@code point}, or -1 where it is invisible. */
    private static int plain(int point) {
        if (point < 0x80) {
            return point;
        }
        if (point >= 0xFF01 && point <= 0xFF5E) {
            return point - 0xFEE0;
        }
        switch (point) {
            case AT_SMALL:
                return '@';
            case DOT_SMALL:
                return '.';
            case MINUS:
                return '-';
            case KEYCAP, GRAPHEME_JOINER:
                return -1;
            default:
                return byCategory(point);
        }
    }

    private static int byCategory(int point) {
        if (point >= 0xFE00 && point <= 0xFE0F) {
            return -1;
        }
        switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER:
                return '0' + Character.digit(point, 10);
            case Character.FORMAT:
                return -1;
            case Character.SPACE_SEPARATOR:
                return ' ';
            case Character.DASH_PUNCTUATION:
                return '-';
            default:
                return point;
        }
    }

    int length() {
        return length;
    }

    /** The characters themselves, {@link #length} of them, for loops over all; not to be changed. */
    char[] chars() {
        return chars;
    }

    String substring(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** The character at {@code i}, or NUL outside the text. */
    char at(int i) {
        return i < 0 || i >= length ? '\0' : chars[i];
    }

    /** Where the stretch that begins at {@code i} begins in the original. */
    int originalStart(int i) {
        return from.length == 0 ? i : from[i];
    }

    /** Where the stretch that ends before {@code i} ends in the original. */
    int originalEnd(int i) {
        return to.length == 0 ? i : to[i - 1];
    }

    boolean isDigit(int i) {
        char c = at(i);
        return c >= '0' && c <= '9';
    }

    boolean isLetter(int i) {
        char c = at(i);
        return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : isWordCharacter(c);
    }

    boolean isWord(int i) {
        return isDigit(i) || isLetter(i);
    }

    /** Combining marks belong to the word: `e` and an accent are one letter. */
    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
