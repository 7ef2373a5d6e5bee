package org.oriel.redact.rules;

import java.util.Arrays;

/**
 * The words of a text, as labels see them: letters without case and accents. A word also ends where digits begin or a
 * capital follows a small letter; such parts are joined, and may count as one word as well.
 */
final class TextWords {
    static final long SEED = 0x2545F4914F6CDD1DL;
    private static final long FACTOR = 0xD1342543DE82EF95L;
    /** Characters between two words of a phrase. */
    private static final int GAP = 4;
    /** Parts that may be one word together. */
    private static final int JOINED = 3;

    /** A long gap, or two lines: no phrase goes on here. */
    private static final byte FAR = 0;

    private static final byte NEAR = 1;
    private static final byte TOUCHING = 2;

    private final PlainText text;
    private int[] bounds = new int[64];
    private byte[] links = new byte[32];
    private int count;

    TextWords(PlainText text, Steps steps) {
        this.text = text;
        steps.add(text.length());
        char[] chars = text.chars();
        int gap = 0;
        int lines = 0;
        int i = 0;
        while (i < text.length()) {
            char letter = Fold.of(chars[i]);
            if (letter == ' ' || letter == '\0') {
                gap++;
                lines += chars[i] == '\n' ? 1 : 0;
                i++;
            } else {
                int end = end(chars, text.length(), i, letter);
                add(i, end, gap == 0 ? TOUCHING : gap <= GAP && lines <= 1 ? NEAR : FAR);
                gap = 0;
                lines = 0;
                i = end;
            }
        }
    }

    static long mix(long hash, char letter) {
        return (hash ^ letter) * FACTOR;
    }

    /** Where the part that begins at {@code start} ends. */
    private static int end(char[] chars, int length, int start, char first) {
        if (Fold.unspaced(first)) {
            return start + 1;
        }
        boolean digit = first <= '9';
        int i = start + 1;
        for (; i < length; i++) {
            char c = chars[i];
            char letter = Fold.of(c);
            if (letter == '\0') {
                continue;
            }
            if (letter == ' ' || (letter <= '9') != digit || Fold.unspaced(letter)) {
                break;
            }
            boolean capital = Character.isUpperCase(c);
            if (capital && (!Character.isUpperCase(chars[i - 1]) || isSmall(chars, length, i + 1))) {
                break;
            }
        }
        return i;
    }

    private static boolean isSmall(char[] chars, int length, int i) {
        return i < length && Character.isLowerCase(chars[i]);
    }

    private void add(int start, int end, byte link) {
        if (count == links.length) {
            bounds = Arrays.copyOf(bounds, 4 * count);
            links = Arrays.copyOf(links, 2 * count);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        links[count++] = link;
    }

    int count() {
        return count;
    }

    int start(int part) {
        return bounds[2 * part];
    }

    int end(int part) {
        return bounds[2 * part + 1];
    }

    /** Whether the part belongs to the same word as {@code first}, a few parts before it. */
    boolean joined(int part, int first) {
        return links[part] == TOUCHING && part - first < JOINED;
    }

    /** Whether a phrase may go on here from the part before. */
    boolean near(int part) {
        return links[part] != FAR;
    }

    /** The hash of what came before, and then the part. */
    long hash(int part, long before) {
        char[] chars = text.chars();
        long hash = before;
        for (int i = start(part); i < end(part); i++) {
            char letter = Fold.of(chars[i]);
            hash = letter == '\0' ? hash : mix(hash, letter);
        }
        return hash;
    }
}
