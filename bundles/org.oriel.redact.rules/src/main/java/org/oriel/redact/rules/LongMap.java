package org.oriel.redact.rules;

import java.util.Arrays;

/** From numbers to small numbers, in two arrays. */
final class LongMap {
    private final long[] keys;
    private final int[] values;
    private final int mask;
    private int size;

    LongMap(int most) {
        int slots = Integer.highestOneBit(Math.max(4, most)) * 4;
        keys = new long[slots];
        values = new int[slots];
        Arrays.fill(values, -1);
        mask = slots - 1;
    }

    private int slot(long key) {
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (values[slot] >= 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The value of the key, which is the given one where there was none. */
    int putIfAbsent(long key, int value) {
        int slot = slot(key);
        if (values[slot] < 0) {
            keys[slot] = key;
            values[slot] = value;
            size++;
        }
        return values[slot];
    }

    /** The value, or -1. */
    int get(long key) {
        return values[slot(key)];
    }

    int size() {
        return size;
    }

    int bytes() {
        return 12 * keys.length;
    }
}
