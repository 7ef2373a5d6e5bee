package org.oriel.export.mcap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Bytes of MCAP records: little endian, texts and maps with their length in front. */
final class Out {
    private byte[] array = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return array;
    }

    void clear() {
        size = 0;
    }

    private Out number(long value, int bytes) {
        if (array.length - size < bytes) {
            array = Arrays.copyOf(array, Math.max(size + bytes, array.length * 2));
        }
        for (int i = 0; i < bytes; i++) {
            array[size++] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    Out u8(int value) {
        return number(value, 1);
    }

    Out u16(int value) {
        return number(value, 2);
    }

    Out u32(long value) {
        return number(value, 4);
    }

    Out u64(long value) {
        return number(value, 8);
    }

    Out bytes(byte[] from, int offset, int length) {
        if (array.length - size < length) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, length), array.length * 2));
        }
        System.arraycopy(from, offset, array, size, length);
        size += length;
        return this;
    }

    Out bytes(byte[] from) {
        return bytes(from, 0, from.length);
    }

    Out text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).bytes(utf8);
    }

    Out map(Map<String, String> map) {
        Out inner = new Out();
        map.forEach((key, value) -> inner.text(key).text(value));
        return u32(inner.size).bytes(inner.array, 0, inner.size);
    }

    /** A whole record. */
    Out record(int opcode, Out content) {
        return u8(opcode).u64(content.size).bytes(content.array, 0, content.size);
    }

    byte[] copy() {
        return Arrays.copyOf(array, size);
    }
}
