package org.oriel.export.parquet;

import java.util.Arrays;
import java.util.List;

/** Real numbers. */
final class Reals extends Column {
    private double[] values = new double[16];

    Reals(String name, boolean optional) {
        super(List.of(name), Type.DOUBLE, Meaning.NONE, optional);
    }

    void add(int row, double value) {
        if (count() == values.length) {
            values = Arrays.copyOf(values, values.length * 2);
        }
        values[count()] = value;
        at(row);
    }

    @Override
    int encoding() {
        return PLAIN;
    }

    @Override
    void values(Bytes out, int from, int to) {
        for (int i = from; i < to; i++) {
            out.putLong(Double.doubleToRawLongBits(values[i]));
        }
    }

    @Override
    long bytes() {
        return super.bytes() + 8L * count();
    }
}
