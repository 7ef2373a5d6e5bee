package org.oriel.export.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One column of the rows of a row group. Rows without a value cost nothing: the values stand together, with the numbers of
 * their rows.
 */
abstract class Column {
    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int DELTA = 5;
    static final int DICTIONARY = 8;

    /** Physical types. */
    enum Type {
        BOOLEAN(0),
        INT32(1),
        INT64(2),
        DOUBLE(5),
        BYTES(6);

        final int code;

        Type(int code) {
            this.code = code;
        }
    }

    /** What the values of a physical type mean. */
    enum Meaning {
        NONE,
        TEXT,
        MILLIS_UTC
    }

    static final int PAGE_ROWS = 16_384;

    final List<String> path;
    final Type type;
    final Meaning meaning;
    final boolean optional;
    private int[] rows = new int[64];
    private int count;
    private int index;

    Column(List<String> path, Type type, Meaning meaning, boolean optional) {
        this.path = List.copyOf(path);
        this.type = type;
        this.meaning = meaning;
        this.optional = optional;
    }

    /** Its place among the columns of its table. */
    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    String name() {
        return String.join(".", path);
    }

    /** The definition level of a value: how many of the names on its path may be absent. */
    int level() {
        return optional ? path.size() : 0;
    }

    /** Values so far. */
    int count() {
        return count;
    }

    /** Notes that the next value belongs to {@code row}. */
    void at(int row) {
        if (optional) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
            }
            rows[count] = row;
        }
        count++;
    }

    int row(int value) {
        return optional ? rows[value] : value;
    }

    /** The row after the last one of a page that begins at {@code row} with the value {@code value}. */
    int pageEnd(int row, int value, int rowCount) {
        return Math.min(rowCount, row + PAGE_ROWS);
    }

    /** How the values of data pages are written. */
    abstract int encoding();

    /** Number of entries of the dictionary, 0 without one. */
    int dictionaryCount() {
        return 0;
    }

    /** The entries of the dictionary, plain. */
    void dictionary(Bytes out) {}

    /** Values of one page. */
    abstract void values(Bytes out, int from, int to) throws IOException;

    /** Whether pages are worth compressing. */
    boolean compressed() {
        return true;
    }

    /** Bytes of memory held by values. */
    long bytes() {
        return 4L * count;
    }

    void clear() {
        count = 0;
    }

    /** The least and the greatest value, plain; empty where they are not kept. */
    List<byte[]> bounds() {
        return List.of();
    }

    static byte[] plain(long value) {
        Bytes bytes = new Bytes(8);
        bytes.putLong(value);
        return bytes.copy();
    }
}
