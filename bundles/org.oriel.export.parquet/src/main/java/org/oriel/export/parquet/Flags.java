package org.oriel.export.parquet;

import java.util.BitSet;
import java.util.List;

/** Yes or no. */
final class Flags extends Column {
    private final BitSet values = new BitSet();

    Flags(String name, boolean optional) {
        super(List.of(name), Type.BOOLEAN, Meaning.NONE, optional);
    }

    void add(int row, boolean value) {
        values.set(count(), value);
        at(row);
    }

    @Override
    int encoding() {
        return PLAIN;
    }

    @Override
    void values(Bytes out, int from, int to) {
        Packing.Bits bits = new Packing.Bits(out);
        for (int i = from; i < to; i++) {
            bits.put(values.get(i) ? 1 : 0, 1);
        }
        bits.flush();
    }
}
