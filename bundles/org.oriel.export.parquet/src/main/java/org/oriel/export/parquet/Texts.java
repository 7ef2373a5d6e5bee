package org.oriel.export.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Texts that rarely repeat, such as ids: written one after the other. */
class Texts extends Column {
    private static final int PAGE_BYTES = 1 << 20;

    private final Bytes bytes = new Bytes(256);
    private int[] ends = new int[64];
    private int stored;

    Texts(String name, boolean optional) {
        this(List.of(name), optional);
    }

    Texts(List<String> path, boolean optional) {
        super(path, Type.BYTES, Meaning.TEXT, optional);
    }

    final void add(int row, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        add(row, utf8, 0, utf8.length);
    }

    void add(int row, byte[] from, int offset, int length) {
        store(from, offset, length);
        at(row);
    }

    /** Keeps a value without giving it to a row. */
    final void store(byte[] from, int offset, int length) {
        if (stored == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        bytes.put(from, offset, length);
        ends[stored++] = bytes.size();
    }

    final int stored() {
        return stored;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    final boolean holds(int index, byte[] from, int offset, int length) {
        int start = start(index);
        return Arrays.equals(bytes.array(), start, ends[index], from, offset, offset + length);
    }

    /** CRC-32 that goes on from {@code crc} over a value. */
    final int sum(int index, CRC32 crc) {
        crc.update(bytes.array(), start(index), ends[index] - start(index));
        return (int) crc.getValue();
    }

    final String text(int index) {
        return new String(bytes.array(), start(index), ends[index] - start(index), StandardCharsets.UTF_8);
    }

    final void plain(Bytes out, int from, int to) {
        for (int i = from; i < to; i++) {
            out.putInt(ends[i] - start(i));
            out.put(bytes.array(), start(i), ends[i] - start(i));
        }
    }

    @Override
    int encoding() {
        return PLAIN;
    }

    @Override
    int pageEnd(int row, int value, int rowCount) {
        int end = super.pageEnd(row, value, rowCount);
        for (int i = value; i < count() && row(i) < end; i++) {
            if (ends[i] - start(value) > PAGE_BYTES) {
                return row(i) + 1;
            }
        }
        return end;
    }

    @Override
    void values(Bytes out, int from, int to) {
        plain(out, from, to);
    }

    @Override
    long bytes() {
        return super.bytes() + bytes.size() + 4L * stored;
    }

    @Override
    void clear() {
        super.clear();
        bytes.clear();
        stored = 0;
    }
}
