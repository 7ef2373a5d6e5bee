package org.oriel.redact.rules;

import java.util.Queue;

/** Percent-encoded stretches (RFC 3986), with what stands around them. */
final class Percent {
    /** Labels stand within this. */
    private static final int CONTEXT = 64;

    private final PlainText text;
    private final Steps steps;

    Percent(PlainText text, Steps steps) {
        this.text = text;
        this.steps = steps;
    }

    void into(Queue<Variant> variants) {
        int i = next(0);
        while (i < text.length()) {
            int last = i;
            for (int k = next(i + 3); k < text.length() && k - last <= 2 * CONTEXT; k = next(k + 3)) {
                last = k;
            }
            int end = Math.min(text.length(), last + 3 + CONTEXT);
            variants.add(decode(Math.max(0, i - CONTEXT), end));
            i = next(end);
        }
    }

    /** The next escape of something that can be seen. */
    private int next(int start) {
        int i = start;
        while (i < text.length() && (text.at(i) != '%' || value(i) < ' ')) {
            i++;
        }
        steps.add(Math.max(0, i - start));
        return i;
    }

    /** The byte that is escaped at {@code i}, or -1. */
    private int value(int i) {
        int high = Character.digit(text.at(i + 1), 16);
        int low = Character.digit(text.at(i + 2), 16);
        return text.at(i) != '%' || high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private Variant decode(int start, int end) {
        VariantBuilder decoded = new VariantBuilder(text, end - start);
        int i = start;
        while (i < end) {
            int first = value(i);
            if (first < 0) {
                char c = text.at(i);
                decoded.put(c == '+' ? ' ' : c, i, i + 1);
                i++;
            } else {
                i = character(decoded, i, first);
            }
        }
        return decoded.build(false, false);
    }

    /** One character of UTF-8, or the byte itself; answers where to go on. */
    private int character(VariantBuilder decoded, int i, int first) {
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
        int point = more == 0 ? first : first & 0x3F >> more;
        for (int k = 1; k <= more; k++) {
            int next = value(i + 3 * k);
            if (next < 0 || (next & 0xC0) != 0x80) {
                decoded.decoded((char) first, i, i + 3);
                return i + 3;
            }
            point = point << 6 | (next & 0x3F);
        }
        int end = i + 3 * (more + 1);
        if (Character.isValidCodePoint(point)) {
            for (char c : Character.toChars(PlainText.level(point))) {
                decoded.decoded(c, i, end);
            }
        }
        return end;
    }
}
