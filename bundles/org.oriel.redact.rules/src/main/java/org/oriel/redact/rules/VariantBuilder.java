package org.oriel.redact.rules;

import java.util.Arrays;

/** Puts a variant together, character by character, with the place of each in the original. */
final class VariantBuilder {
    private final PlainText source;
    private char[] chars;
    private int[] from;
    private int[] to;
    private int length;
    private int[] marks = new int[16];
    private int markCount;

    VariantBuilder(PlainText source, int size) {
        this.source = source;
        chars = new char[size];
        from = new int[size];
        to = new int[size];
    }

    /** The source from {@code start} up to {@code end}, as it is. */
    VariantBuilder copy(int start, int end) {
        for (int i = start; i < end; i++) {
            put(source.at(i), i, i + 1);
        }
        return this;
    }

    /** {@code c} stands for the source from {@code start} up to {@code end}; findings must hold such a one. */
    VariantBuilder decoded(char c, int start, int end) {
        mark();
        return put(c, start, end);
    }

    /** What comes next is a place that findings must hold. */
    VariantBuilder mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = length;
        return this;
    }

    VariantBuilder put(char c, int start, int end) {
        if (length == chars.length) {
            int size = Math.max(16, 2 * length);
            chars = Arrays.copyOf(chars, size);
            from = Arrays.copyOf(from, size);
            to = Arrays.copyOf(to, size);
        }
        chars[length] = c;
        from[length] = source.originalStart(start);
        to[length++] = source.originalEnd(end);
        return this;
    }

    int length() {
        return length;
    }

    boolean marked() {
        return markCount > 0;
    }

    Variant build(boolean joined, boolean digitsOnly) {
        return new Variant(new PlainText(chars, length, from, to), Arrays.copyOf(marks, markCount), joined, digitsOnly);
    }
}
