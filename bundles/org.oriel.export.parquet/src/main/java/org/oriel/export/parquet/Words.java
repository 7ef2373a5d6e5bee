package org.oriel.export.parquet;

import java.util.Arrays;

/** Texts of which most repeat: each one is written once, and its number where it stands. */
final class Words extends Texts {
    private int[] indexes = new int[64];
    /** Open addressing: number of the entry plus one. */
    private int[] table = new int[256];

    private int lastIndex = -1;

    Words(String name, boolean optional) {
        super(name, optional);
    }

    @Override
    void add(int row, byte[] from, int offset, int length) {
        // Neighbours are often equal: same session, same window.
        int index = lastIndex >= 0 && holds(lastIndex, from, offset, length) ? lastIndex : find(from, offset, length);
        lastIndex = index;
        if (count() == indexes.length) {
            indexes = Arrays.copyOf(indexes, indexes.length * 2);
        }
        indexes[count()] = index;
        at(row);
    }

    private int find(byte[] from, int offset, int length) {
        if (stored() * 2 >= table.length) {
            grow();
        }
        int slot = hash(from, offset, length) & (table.length - 1);
        while (table[slot] != 0) {
            if (holds(table[slot] - 1, from, offset, length)) {
                return table[slot] - 1;
            }
            slot = slot + 1 & table.length - 1;
        }
        store(from, offset, length);
        table[slot] = stored();
        return stored() - 1;
    }

    private static int hash(byte[] from, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + from[i];
        }
        // The low bits choose the slot.
        hash *= 0x9e3779b9;
        return hash ^ hash >>> 15;
    }

    private void grow() {
        int[] old = table;
        table = new int[old.length * 2];
        for (int entry : old) {
            if (entry != 0) {
                int slot = slot(entry - 1);
                table[slot] = entry;
            }
        }
    }

    private int slot(int index) {
        byte[] value = text(index).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int slot = hash(value, 0, value.length) & (table.length - 1);
        while (table[slot] != 0) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    @Override
    int encoding() {
        return DICTIONARY;
    }

    @Override
    int dictionaryCount() {
        return stored();
    }

    @Override
    void dictionary(Bytes out) {
        plain(out, 0, stored());
    }

    @Override
    int pageEnd(int row, int value, int rowCount) {
        return Math.min(rowCount, row + PAGE_ROWS);
    }

    @Override
    void values(Bytes out, int from, int to) {
        int width = Packing.width(Math.max(stored() - 1, 0));
        out.put(width);
        Packing.hybrid(out, indexes, from, to, width);
    }

    @Override
    long bytes() {
        return super.bytes() + 4L * count() + 4L * table.length;
    }

    @Override
    void clear() {
        super.clear();
        table = new int[256];
        lastIndex = -1;
    }
}
