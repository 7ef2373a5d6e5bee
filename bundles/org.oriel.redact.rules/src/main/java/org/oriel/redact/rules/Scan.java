package org.oriel.redact.rules;

import java.util.Arrays;

/**
 * One pass over a text: where its groups of digits, its at signs and its longer runs without spaces are. Rules start
 * from these places, so a text without them costs one look at each character.
 */
final class Scan {
    /** Runs shorter than this are words. */
    static final int TOKEN = 8;

    private static final int LARGE = 100_000;
    private static final byte RUN = 1;
    private static final byte DIGIT = 2;
    private static final byte SIGN = 4;
    private static final byte[] KINDS = kinds();

    private final PlainText text;
    private final Steps steps;
    private int[] bounds = new int[16];
    private int groups;
    private int[] ats = new int[4];
    private int atCount;
    private int[] tokens = new int[16];
    private int tokenCount;
    private boolean escapes;

    Scan(PlainText text, Steps steps) {
        this.text = text;
        this.steps = steps;
        steps.add(text.length());
        char[] chars = text.chars();
        int length = text.length();
        int i = 0;
        while (i < length) {
            char c = chars[i];
            if (c >= 0x80 || KINDS[c] == 0) {
                i++;
                continue;
            }
            if (KINDS[c] == SIGN) {
                sign(c, i);
                i++;
                continue;
            }
            int token = i;
            int digits = -1;
            for (; i < length && chars[i] < 0x80 && (KINDS[chars[i]] & RUN) != 0; i++) {
                boolean digit = (KINDS[chars[i]] & DIGIT) != 0;
                if (digit && digits < 0) {
                    digits = i;
                } else if (!digit && digits >= 0) {
                    addGroup(digits, i);
                    digits = -1;
                }
                // After its name a value begins; as padding the sign stands at the end.
                if (text.at(i) == '=' && isToken(text.at(i + 1)) && text.at(i + 1) != '=') {
                    addToken(token, i + 1);
                    token = i + 1;
                }
            }
            if (digits >= 0) {
                addGroup(digits, i);
            }
            addToken(token, i);
        }
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char c = 'a'; c <= 'z'; c++) {
            kinds[c] = RUN;
            kinds[c - 0x20] = RUN;
        }
        for (char c : "_+/=.~-".toCharArray()) {
            kinds[c] = RUN;
        }
        for (char c = '0'; c <= '9'; c++) {
            kinds[c] = RUN | DIGIT;
        }
        kinds['@'] = SIGN;
        kinds['%'] = SIGN;
        return kinds;
    }

    /** Whether {@code c} may be part of a token. */
    static boolean isToken(char c) {
        return c < 0x80 && (KINDS[c] & RUN) != 0;
    }

    private void sign(char c, int i) {
        if (c == '@' || (text.at(i + 1) == '4' && text.at(i + 2) == '0')) {
            addAt(i);
        }
        escapes |= c == '%';
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

    private void addToken(int start, int end) {
        if (end - start < TOKEN) {
            return;
        }
        if (2 * tokenCount == tokens.length) {
            tokens = Arrays.copyOf(tokens, tokenCount * 4);
        }
        tokens[2 * tokenCount] = start;
        tokens[2 * tokenCount + 1] = end;
        tokenCount++;
    }

    PlainText text() {
        return text;
    }

    Steps steps() {
        return steps;
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

    /** How many runs of token characters there are that are long enough to be one. */
    int tokens() {
        return tokenCount;
    }

    int tokenStart(int i) {
        return tokens[2 * i];
    }

    int tokenEnd(int i) {
        return tokens[2 * i + 1];
    }

    /** Whether there is a percent sign at all. */
    boolean escapes() {
        return escapes;
    }
}
