package org.oriel.export.parquet;

import java.nio.charset.StandardCharsets;

/** Thrift's compact protocol, as far as the metadata of Parquet needs it. Fields are written in the order of their ids. */
final class Thrift {
    static final int I32 = 5;
    static final int BINARY = 8;
    static final int STRUCT = 12;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I64 = 6;
    private static final int LIST = 9;
    private static final int MOST_NESTED = 16;

    private final Bytes out;
    private final int[] outer = new int[MOST_NESTED];
    private int depth;
    private int last;

    Thrift(Bytes out) {
        this.out = out;
    }

    private void field(int id, int type) {
        // Ids of Parquet's structures are near each other, so the short form always fits.
        out.put((id - last) << 4 | type);
        last = id;
    }

    Thrift i32(int id, int value) {
        field(id, I32);
        out.putZigzag(value);
        return this;
    }

    Thrift i64(int id, long value) {
        field(id, I64);
        out.putZigzag(value);
        return this;
    }

    Thrift bool(int id, boolean value) {
        field(id, value ? TRUE : FALSE);
        return this;
    }

    Thrift text(int id, String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    Thrift binary(int id, byte[] value) {
        field(id, BINARY);
        out.putVarint(value.length);
        out.put(value);
        return this;
    }

    /** Begins a list; its elements follow. */
    Thrift list(int id, int elementType, int size) {
        field(id, LIST);
        if (size < 15) {
            out.put(size << 4 | elementType);
        } else {
            out.put(0xf0 | elementType);
            out.putVarint(size);
        }
        return this;
    }

    /** A number in a list. */
    Thrift element(int value) {
        out.putZigzag(value);
        return this;
    }

    /** A text in a list. */
    Thrift element(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.putVarint(bytes.length);
        out.put(bytes);
        return this;
    }

    /** Begins a structure that is a field. */
    Thrift begin(int id) {
        field(id, STRUCT);
        return begin();
    }

    /** Begins a structure that is an element of a list, or stands alone. */
    Thrift begin() {
        outer[depth++] = last;
        last = 0;
        return this;
    }

    Thrift end() {
        out.put(0);
        last = outer[--depth];
        return this;
    }
}
