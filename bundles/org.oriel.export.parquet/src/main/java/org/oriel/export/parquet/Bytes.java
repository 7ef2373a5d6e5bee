package org.oriel.export.parquet;

import java.util.Arrays;

/** A growing array of bytes, with the ways in which Parquet writes numbers. */
final class Bytes {
    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** The bytes themselves; valid up to {@link #size} and until the next write. */
    byte[] array() {
        return array;
    }

    void clear() {
        size = 0;
    }

    /** Sets the size back, to overwrite what follows. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** Makes room for {@code more} bytes. */
    private void room(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(
                    array, Math.max(Math.addExact(size, more), (int) Math.min(array.length * 2L, 1 << 30)));
        }
    }

    void put(int value) {
        room(1);
        array[size++] = (byte) value;
    }

    void put(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, array, size, length);
        size += length;
    }

    void put(byte[] from) {
        put(from, 0, from.length);
    }

    void putInt(int value) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            array[size++] = (byte) (value >>> shift);
        }
    }

    void putLong(long value) {
        room(8);
        for (int shift = 0; shift < 64; shift += 8) {
            array[size++] = (byte) (value >>> shift);
        }
    }

    /** Unsigned LEB128. */
    void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            put((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** LEB128 of a number whose sign went to the lowest bit. */
    void putZigzag(long value) {
        putVarint(value << 1 ^ value >> 63);
    }

    byte[] copy() {
        return Arrays.copyOf(array, size);
    }
}
