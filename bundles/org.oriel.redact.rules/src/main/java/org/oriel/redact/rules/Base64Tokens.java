package org.oriel.redact.rules;

import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs of base64, either alphabet, that decode to text; with what stands around them. */
final class Base64Tokens {
    private static final int SHORTEST = 20;
    /** Labels stand within this. */
    private static final int CONTEXT = 48;

    private static final byte[] VALUES = values();

    private final PlainText text;
    private final Scan scan;
    private final Steps steps;

    Base64Tokens(PlainText text, Scan scan, Steps steps) {
        this.text = text;
        this.scan = scan;
        this.steps = steps;
    }

    private static byte[] values() {
        byte[] values = new byte[0x80];
        java.util.Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 26; i++) {
            values['A' + i] = (byte) i;
            values['a' + i] = (byte) (26 + i);
        }
        for (int i = 0; i < 10; i++) {
            values['0' + i] = (byte) (52 + i);
        }
        values['+'] = 62;
        values['-'] = 62;
        values['/'] = 63;
        values['_'] = 63;
        return values;
    }

    void into(Queue<Variant> variants) {
        for (int i = 0; i < scan.tokens(); i++) {
            int end = scan.tokenEnd(i);
            int from = scan.tokenStart(i);
            while (end - from >= SHORTEST) {
                int to = from;
                while (to < end && value(to) >= 0) {
                    to++;
                }
                if (to - from >= SHORTEST) {
                    Variant variant = decode(from, to);
                    if (variant != null) {
                        variants.add(variant);
                    }
                }
                from = to + 1;
            }
        }
    }

    private int value(int i) {
        char c = text.at(i);
        return c < 0x80 ? VALUES[c] : -1;
    }

    private @Nullable Variant decode(int from, int to) {
        int whole = (to - from) % 4 == 1 ? to - 1 : to;
        int end = to;
        while (end - to < 2 && text.at(end) == '=') {
            end++;
        }
        byte[] bytes = new byte[(whole - from) * 3 / 4];
        int count = 0;
        int bits = 0;
        for (int i = from; i < whole; i++) {
            bits = bits << 6 | value(i);
            int place = (i - from) % 4;
            if (place > 0) {
                byte octet = (byte) (bits >> 2 * (3 - place));
                if (octet >= 0 && octet < ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
                    steps.add(i - from);
                    return null;
                }
                bytes[count++] = octet;
            }
        }
        steps.add(2 * (to - from));
        String decoded = Utf8.decode(bytes, count);
        return decoded == null ? null : variant(decoded, from, end);
    }

    private Variant variant(String decoded, int from, int end) {
        PlainText plain = PlainText.of(decoded);
        VariantBuilder builder = new VariantBuilder(text, plain.length() + 2 * CONTEXT);
        builder.copy(Math.max(0, from - CONTEXT), from);
        for (int i = 0; i < plain.length(); i++) {
            builder.decoded(plain.at(i), from, end);
        }
        return builder.copy(end, Math.min(text.length(), end + CONTEXT)).build(false, false);
    }
}
