package org.oriel.redact.text;

import java.util.Arrays;

/**
 * One pass over a text: where its groups of digits and its at signs are. Rules start from these places, so a text
 * without digits and at signs costs one look at each character.
 */
final class Scan {
    private static final int LARGE = 100_000;

    private final PlainText text;
    private int[] bounds = new int[16];
    private int groups;
    private int[] ats = new int[4];
    private int atCount;

    Scan(String original) {
        text = PlainText.of(original);
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            if (c == '@' || (c == '%' && text.at(i + 1) == '4' && text.at(i + 2) == '0')) {
                addAt(i);
            } else if (text.isDigit(i)) {
                int start = i;
                while (text.isDigit(i + 1)) {
                    i++;
                }
                addGroup(start, i + 1);
            }
        }
    }

    private void addAt(int i) {
        if (atCount == ats.length) {
            ats = Arrays.copyOf(ats, atCount * 2);
        }
        ats[atCount++] = i;
    }

    private void addGroup(int start, int end) {
        if (2 * groups == bounds.length) {
            bounds = Arrays.copyOf(bounds, groups * 4);
        }
        bounds[2 * groups] = start;
        bounds[2 * groups + 1] = end;
        groups++;
    }

    PlainText text() {
        return text;
    }

    /** How many groups of adjacent digits there are. */
    int groups() {
        return groups;
    }

    /** Where group {@code g} begins. */
    int start(int g) {
        return bounds[2 * g];
    }

    /** Where group {@code g} ends. */
    int end(int g) {
        return bounds[2 * g + 1];
    }

    /** How many digits group {@code g} has. */
    int digits(int g) {
        return end(g) - start(g);
    }

    /** The number that group {@code g} is, or a large one. */
    int value(int g) {
        int value = 0;
        for (int i = start(g); i < end(g) && value < LARGE; i++) {
            value = value * 10 + text.at(i) - '0';
        }
        return value;
    }

    /** How many at signs there are, {@code %40} included. */
    int ats() {
        return atCount;
    }

    /** Where at sign {@code i} is. */
    int at(int i) {
        return ats[i];
    }
}
