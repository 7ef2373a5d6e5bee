package org.oriel.export.parquet;

import java.nio.charset.StandardCharsets;

/**
 * Goes once over the bytes of one JSON object. Texts are handed on as the bytes that stand there, which is what Parquet
 * wants, so that most values are never turned into objects.
 */
final class JsonCursor {
    /** The text is not what an event looks like. The message tells the place, never the content. */
    static final class FormatException extends Exception {
        private static final long serialVersionUID = 1L;

        FormatException(String message) {
            super(message);
        }
    }

    private static final int MOST_NESTED = 64;
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);

    private final Bytes unescaped = new Bytes(256);
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private byte[] text = bytes;
    private int offset;
    private int length;

    void reset(byte[] newBytes, int from, int to) {
        bytes = newBytes;
        at = from;
        end = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    /** The bytes that hold the text read last, from {@link #offset} on, {@link #length} of them. */
    byte[] text() {
        return text;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    boolean atEnd() {
        return at == end;
    }

    FormatException wrong(String wanted) {
        return new FormatException(wanted + " expected at character " + at);
    }

    int peek() throws FormatException {
        if (at >= end) {
            throw wrong("more");
        }
        return bytes[at];
    }

    void expect(char c) throws FormatException {
        if (peek() != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    /** Whether another element or member follows; takes the comma or the closing bracket. */
    boolean more(char close, boolean first) throws FormatException {
        int c = peek();
        if (c == close) {
            at++;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    /** Reads a text. */
    void string() throws FormatException {
        expect('"');
        int start = at;
        while (at < end && bytes[at] != '"') {
            if (bytes[at] == '\\') {
                escaped(start);
                return;
            }
            at++;
        }
        text = bytes;
        offset = start;
        length = at - start;
        expect('"');
    }

    private void escaped(int start) throws FormatException {
        unescaped.clear();
        unescaped.put(bytes, start, at - start);
        while (peek() != '"') {
            int c = bytes[at++];
            if (c != '\\') {
                unescaped.put(c);
            } else {
                escape();
            }
        }
        at++;
        text = unescaped.array();
        offset = 0;
        length = unescaped.size();
    }

    private void escape() throws FormatException {
        int c = peek();
        at++;
        switch (c) {
            case 'b' -> unescaped.put('\b');
            case 'f' -> unescaped.put('\f');
            case 'n' -> unescaped.put('\n');
            case 'r' -> unescaped.put('\r');
            case 't' -> unescaped.put('\t');
            case 'u' -> unicode();
            case '"', '\\', '/' -> unescaped.put(c);
            default -> throw wrong("an escape");
        }
    }

    private void unicode() throws FormatException {
        int first = hex();
        boolean pair =
                Character.isHighSurrogate((char) first) && at + 6 <= end && bytes[at] == '\\' && bytes[at + 1] == 'u';
        if (pair) {
            int back = at;
            at += 2;
            int second = hex();
            if (Character.isLowSurrogate((char) second)) {
                int point = Character.toCodePoint((char) first, (char) second);
                unescaped.put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                return;
            }
            at = back;
        }
        // Half a pair has no UTF-8; the column with the whole body keeps it as it was.
        boolean half = Character.isSurrogate((char) first);
        unescaped.put(half ? REPLACEMENT : Character.toString(first).getBytes(StandardCharsets.UTF_8));
    }

    private int hex() throws FormatException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return value;
    }

    /** Reads a whole number of 64 bits. */
    long number() throws FormatException {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int start = at;
        long value = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            int digit = bytes[at] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw wrong("a number of 64 bits");
            }
            // Negative, since the least number has no positive counterpart.
            value = value * 10 - digit;
        }
        if (at == start || (!negative && value == Long.MIN_VALUE)) {
            throw wrong("a whole number");
        }
        return negative ? value : -value;
    }

    /** Reads a real number. */
    double real() throws FormatException {
        int start = at;
        while (at < end && "+-.0123456789eE".indexOf(bytes[at]) >= 0) {
            at++;
        }
        try {
            return Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw wrong("a number");
        }
    }

    boolean flag() throws FormatException {
        boolean value = peek() == 't';
        word(value ? "true" : "false");
        return value;
    }

    private void word(String word) throws FormatException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    /** Goes over any value. */
    void skip() throws FormatException {
        skip(0);
    }

    private void skip(int depth) throws FormatException {
        if (depth > MOST_NESTED) {
            throw wrong("no deeper nesting");
        }
        int c = peek();
        if (c == '"') {
            string();
        } else if (c == '{' || c == '[') {
            at++;
            char close = c == '{' ? '}' : ']';
            for (boolean first = true; more(close, first); first = false) {
                if (c == '{') {
                    string();
                    expect(':');
                }
                skip(depth + 1);
            }
        } else if (c == 't' || c == 'f') {
            flag();
        } else if (c == 'n') {
            word("null");
        } else {
            real();
        }
    }
}
