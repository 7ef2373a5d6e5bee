package org.oriel.export.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the members of a JSON object: each name has a taker of its value; others are passed over. */
final class Members implements Taker {
    private final byte[][] names;
    private final Taker[] takers;

    Members(Map<String, Taker> members) {
        // Sparse, so that most names are found at once.
        int size = Integer.highestOneBit(Math.max(4, members.size() * 4 - 1)) * 2;
        names = new byte[size][];
        takers = new Taker[size];
        members.forEach((name, taker) -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            int slot = hash(bytes, 0, bytes.length) & size - 1;
            while (takers[slot] != null) {
                slot = slot + 1 & size - 1;
            }
            names[slot] = bytes;
            takers[slot] = taker;
        });
    }

    private static int hash(byte[] bytes, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 7;
    }

    private @Nullable Taker find(byte[] bytes, int offset, int length) {
        int slot = hash(bytes, offset, length) & takers.length - 1;
        while (takers[slot] != null) {
            if (Arrays.equals(names[slot], 0, names[slot].length, bytes, offset, offset + length)) {
                return takers[slot];
            }
            slot = slot + 1 & takers.length - 1;
        }
        return null;
    }

    @Override
    public void take(JsonCursor in, int row) throws JsonCursor.FormatException {
        in.expect('{');
        rest(in, row, true);
    }

    /** The members from here on to the end of the object. */
    void rest(JsonCursor in, int row, boolean nothingYet) throws JsonCursor.FormatException {
        for (boolean first = nothingYet; in.more('}', first); first = false) {
            in.string();
            Taker taker = find(in.text(), in.offset(), in.length());
            in.expect(':');
            if (taker == null) {
                in.skip();
            } else {
                taker.take(in, row);
            }
        }
    }
}
