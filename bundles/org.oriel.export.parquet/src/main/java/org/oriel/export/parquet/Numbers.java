package org.oriel.export.parquet;

import java.util.Arrays;
import java.util.List;

/** Whole numbers, each written as the difference from the one before. */
final class Numbers extends Column {
    private long[] values = new long[64];

    Numbers(String name, boolean optional, Type type, Meaning meaning) {
        super(List.of(name), type, meaning, optional);
    }

    void add(int row, long value) {
        if (count() == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[count()] = value;
        at(row);
    }

    @Override
    int encoding() {
        return DELTA;
    }

    @Override
    void values(Bytes out, int from, int to) {
        Packing.delta(out, values, from, to, type == Type.INT64);
    }

    @Override
    long bytes() {
        return super.bytes() + 8L * count();
    }

    @Override
    List<byte[]> bounds() {
        if (type != Type.INT64 || count() == 0) {
            return List.of();
        }
        long least = values[0];
        long most = values[0];
        for (int i = 1; i < count(); i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        return List.of(plain(least), plain(most));
    }
}
