package org.oriel.export.parquet;

/** The two encodings of whole numbers that Parquet has beyond plain ones. */
final class Packing {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;
    /** Runs of equal numbers shorter than this are packed with their neighbours. */
    private static final int RUN = 16;

    private Packing() {}

    /** Bits that {@code value} needs. */
    static int width(int value) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(value);
    }

    /** RLE/bit-packing hybrid of {@code values[from..to)}, each in {@code width} bits. */
    static void hybrid(Bytes out, int[] values, int from, int to, int width) {
        int packedFrom = from;
        int i = from;
        while (i < to) {
            int end = i + 1;
            while (end < to && values[end] == values[i]) {
                end++;
            }
            // A packed stretch before a run is a multiple of eight, so a run gives up some of its first ones.
            int taken = packedFrom == i ? 0 : (8 - (i - packedFrom) % 8) % 8;
            if (end - i - taken >= RUN) {
                packed(out, values, packedFrom, i + taken, width);
                out.putVarint((long) (end - i - taken) << 1);
                for (int shift = 0; shift < width; shift += 8) {
                    out.put(values[i] >>> shift);
                }
                packedFrom = end;
            }
            i = end;
        }
        packed(out, values, packedFrom, to, width);
    }

    private static void packed(Bytes out, int[] values, int from, int to, int width) {
        if (from == to) {
            return;
        }
        int groups = (to - from + 7) / 8;
        out.putVarint((long) groups << 1 | 1);
        Bits bits = new Bits(out);
        for (int i = from; i < from + groups * 8; i++) {
            bits.put(i < to ? values[i] : 0, width);
        }
        bits.flush();
    }

    /** DELTA_BINARY_PACKED of {@code values[from..to)}; {@code wide} for 64 bits, else 32. */
    static void delta(Bytes out, long[] values, int from, int to, boolean wide) {
        out.putVarint(BLOCK);
        out.putVarint(MINIBLOCKS);
        out.putVarint(to - from);
        out.putZigzag(to > from ? values[from] : 0);
        long[] deltas = new long[BLOCK];
        for (int start = from + 1; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                long difference = values[start + i] - values[start + i - 1];
                deltas[i] = wide ? difference : (int) difference;
                least = Math.min(least, deltas[i]);
            }
            out.putZigzag(least);
            block(out, deltas, count, least, wide);
        }
    }

    private static void block(Bytes out, long[] deltas, int count, long least, boolean wide) {
        int[] widths = new int[MINIBLOCKS];
        for (int i = 0; i < BLOCK; i++) {
            deltas[i] = i < count ? deltas[i] - least : 0;
            // Differences wrap around, as their type does.
            deltas[i] = wide ? deltas[i] : deltas[i] & 0xffff_ffffL;
            int width = Long.SIZE - Long.numberOfLeadingZeros(deltas[i]);
            widths[i / MINIBLOCK] = Math.max(widths[i / MINIBLOCK], width);
        }
        for (int width : widths) {
            out.put(width);
        }
        for (int mini = 0; mini * MINIBLOCK < count; mini++) {
            Bits bits = new Bits(out);
            for (int i = mini * MINIBLOCK; i < (mini + 1) * MINIBLOCK; i++) {
                bits.put(deltas[i], widths[mini]);
            }
            bits.flush();
        }
    }

    /** Bits, the lowest first. */
    static final class Bits {
        private final Bytes out;
        private long buffer;
        private int filled;

        Bits(Bytes out) {
            this.out = out;
        }

        void put(long value, int width) {
            buffer |= value << filled;
            int total = filled + width;
            if (total < Long.SIZE) {
                filled = total;
                return;
            }
            out.putLong(buffer);
            // A shift by 64 is a shift by 0 in Java.
            buffer = filled == 0 ? 0 : value >>> (Long.SIZE - filled);
            filled = total - Long.SIZE;
        }

        void flush() {
            for (; filled > 0; filled -= 8) {
                out.put((int) buffer);
                buffer >>>= 8;
            }
            filled = 0;
        }
    }
}
