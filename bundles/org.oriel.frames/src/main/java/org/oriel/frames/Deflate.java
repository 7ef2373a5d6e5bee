package org.oriel.frames;

import java.util.Arrays;

/**
 * Writes literals and matches as blocks of RFC 1951 with codes of their own. It does not look for matches: whoever knows
 * the shape of the data finds them faster than a search through its bytes.
 */
final class Deflate {
    static final int SHORTEST = 3;
    static final int LONGEST = 258;
    static final int WINDOW = 32_768;

    private static final int MOST_TOKENS = 1 << 13;
    private static final int MATCH = 1 << 31;
    private static final int END = 256;
    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    private static final int LENGTHS_OF_LENGTHS = 19;
    private static final int DYNAMIC = 2;
    /** Order in which lengths of code lengths are written (RFC 1951, 3.2.7). */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int[] LENGTH_BASE = new int[29];
    private static final int[] LENGTH_BITS = new int[29];
    private static final int[] DISTANCE_BASE = new int[DISTANCES];
    private static final int[] DISTANCE_BITS = new int[DISTANCES];
    private static final byte[] LENGTH_CODE = new byte[LONGEST - SHORTEST + 1];

    static {
        int length = 0;
        for (int code = 0; code < 28; code++) {
            LENGTH_BASE[code] = length;
            LENGTH_BITS[code] = code < 8 ? 0 : code / 4 - 1;
            for (int i = 0; i < 1 << LENGTH_BITS[code] && length <= LONGEST - SHORTEST; i++) {
                LENGTH_CODE[length++] = (byte) code;
            }
        }
        LENGTH_BASE[28] = LONGEST - SHORTEST;
        LENGTH_CODE[LONGEST - SHORTEST] = 28;
        int distance = 0;
        for (int code = 0; code < DISTANCES; code++) {
            DISTANCE_BASE[code] = distance;
            DISTANCE_BITS[code] = code < 4 ? 0 : code / 2 - 1;
            distance += 1 << DISTANCE_BITS[code];
        }
    }

    private final int[] tokens = new int[MOST_TOKENS];
    private final int[] literalCounts = new int[LITERALS];
    private final int[] distanceCounts = new int[DISTANCES];
    private int count;

    private byte[] out;
    private int size;
    private long bits;
    private int bitCount;

    /** Starts with {@code expected} bytes of room. */
    Deflate(int expected) {
        out = new byte[Math.max(1024, expected)];
    }

    void literal(int value) {
        if (count == MOST_TOKENS) {
            block(false);
        }
        tokens[count++] = value;
        literalCounts[value]++;
    }

    /** {@code length} bytes as they were {@code distance} bytes before; a length of 3 or more. */
    void match(int length, int distance) {
        int left = length;
        while (left > 0) {
            // Never leaves a rest that is too short.
            int some = left <= LONGEST ? left : left < LONGEST + SHORTEST ? left - SHORTEST : LONGEST;
            one(some, distance);
            left -= some;
        }
    }

    private void one(int length, int distance) {
        if (count == MOST_TOKENS) {
            block(false);
        }
        tokens[count++] = MATCH | (length - SHORTEST) << 15 | (distance - 1);
        literalCounts[END + 1 + LENGTH_CODE[length - SHORTEST]]++;
        distanceCounts[distanceCode(distance - 1)]++;
    }

    private static int distanceCode(int distance) {
        if (distance < 4) {
            return distance;
        }
        int top = 31 - Integer.numberOfLeadingZeros(distance);
        return 2 * top + (distance >>> (top - 1) & 1);
    }

    /** The stream. */
    byte[] finish() {
        block(true);
        for (; bitCount > 0; bitCount -= 8) {
            room(1);
            out[size++] = (byte) bits;
            bits >>>= 8;
        }
        return Arrays.copyOf(out, size);
    }

    private void block(boolean last) {
        literalCounts[END] = 1;
        Codes literals = new Codes(literalCounts, 15);
        Codes distances = new Codes(distanceCounts, 15);
        put(last ? 1 : 0, 1);
        put(DYNAMIC, 2);
        header(literals, distances);
        for (int i = 0; i < count; i++) {
            int token = tokens[i];
            if (token >= 0) {
                put(literals.codes[token], literals.lengths[token]);
            } else {
                pair(token, literals, distances);
            }
        }
        put(literals.codes[END], literals.lengths[END]);
        count = 0;
        Arrays.fill(literalCounts, 0);
        Arrays.fill(distanceCounts, 0);
    }

    private void pair(int token, Codes literals, Codes distances) {
        int length = token >>> 15 & 0xFF;
        int code = LENGTH_CODE[length];
        put(literals.codes[END + 1 + code], literals.lengths[END + 1 + code]);
        put(length - LENGTH_BASE[code], LENGTH_BITS[code]);
        int distance = token & 0x7FFF;
        code = distanceCode(distance);
        put(distances.codes[code], distances.lengths[code]);
        put(distance - DISTANCE_BASE[code], DISTANCE_BITS[code]);
    }

    /** Code lengths, themselves coded (RFC 1951, 3.2.7); runs of zeros are all that is worth shortening. */
    private void header(Codes literals, Codes distances) {
        int[] lengths = Arrays.copyOf(literals.lengths, LITERALS + DISTANCES);
        System.arraycopy(distances.lengths, 0, lengths, LITERALS, DISTANCES);
        int[] symbols = new int[lengths.length];
        int[] extras = new int[lengths.length];
        int[] counts = new int[LENGTHS_OF_LENGTHS];
        int used = 0;
        for (int i = 0; i < lengths.length; ) {
            int zeros = 0;
            while (i + zeros < lengths.length && lengths[i + zeros] == 0 && zeros < 138) {
                zeros++;
            }
            int symbol = zeros >= 11 ? 18 : zeros >= 3 ? 17 : lengths[i];
            symbols[used] = symbol;
            extras[used++] = symbol == 18 ? zeros - 11 : zeros - 3;
            counts[symbol]++;
            i += symbol >= 17 ? zeros : 1;
        }
        Codes codes = new Codes(counts, 7);
        put(LITERALS - 257, 5);
        put(DISTANCES - 1, 5);
        put(LENGTHS_OF_LENGTHS - 4, 4);
        for (int symbol : ORDER) {
            put(codes.lengths[symbol], 3);
        }
        for (int i = 0; i < used; i++) {
            put(codes.codes[symbols[i]], codes.lengths[symbols[i]]);
            if (symbols[i] >= 17) {
                put(extras[i], symbols[i] == 18 ? 7 : 3);
            }
        }
    }

    private void put(int value, int length) {
        bits |= (long) value << bitCount;
        bitCount += length;
        if (bitCount >= 32) {
            room(4);
            out[size] = (byte) bits;
            out[size + 1] = (byte) (bits >>> 8);
            out[size + 2] = (byte) (bits >>> 16);
            out[size + 3] = (byte) (bits >>> 24);
            size += 4;
            bits >>>= 32;
            bitCount -= 32;
        }
    }

    private void room(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, out.length * 2);
        }
    }

    /** Prefix codes for symbols that occur as often as {@code counts} says. */
    private static final class Codes {
        final int[] lengths;
        final int[] codes;

        Codes(int[] counts, int longest) {
            lengths = new int[counts.length];
            codes = new int[counts.length];
            int[] scaled = counts.clone();
            atLeastTwo(scaled);
            while (!assign(scaled, longest)) {
                for (int i = 0; i < scaled.length; i++) {
                    scaled[i] = scaled[i] == 0 ? 0 : scaled[i] / 2 + 1;
                }
            }
            number();
        }

        /** One symbol alone would get a code of no bits, which readers refuse. */
        private static void atLeastTwo(int[] counts) {
            int used = 0;
            for (int each : counts) {
                used += each > 0 ? 1 : 0;
            }
            for (int i = 0; used < 2; i++) {
                if (counts[i] == 0) {
                    counts[i] = 1;
                    used++;
                }
            }
        }

        /** Huffman's lengths by two queues, symbols sorted by count; false when one is too long. */
        private boolean assign(int[] counts, int longest) {
            long[] sorted = new long[counts.length];
            int n = 0;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    sorted[n++] = (long) counts[i] << 9 | i;
                }
            }
            Arrays.sort(sorted, 0, n);
            long[] weights = new long[2 * n];
            int[] parents = new int[2 * n];
            for (int i = 0; i < n; i++) {
                weights[i] = sorted[i] >>> 9;
            }
            int leaf = 0;
            int inner = n;
            for (int next = n; next < 2 * n - 1; next++) {
                for (int k = 0; k < 2; k++) {
                    boolean takeLeaf = leaf < n && (inner >= next || weights[leaf] <= weights[inner]);
                    int child = takeLeaf ? leaf++ : inner++;
                    weights[next] += weights[child];
                    parents[child] = next;
                }
            }
            int[] depths = new int[2 * n];
            boolean fits = true;
            for (int i = 2 * n - 3; i >= 0; i--) {
                depths[i] = depths[parents[i]] + 1;
                if (i < n) {
                    lengths[(int) (sorted[i] & 0x1FF)] = depths[i];
                    fits &= depths[i] <= longest;
                }
            }
            return fits;
        }

        /** Codes in order of length and symbol, written from the low bit on (RFC 1951, 3.2.2). */
        private void number() {
            int[] perLength = new int[16];
            for (int length : lengths) {
                perLength[length]++;
            }
            perLength[0] = 0;
            int[] next = new int[16];
            for (int length = 1; length < next.length; length++) {
                next[length] = (next[length - 1] + perLength[length - 1]) << 1;
            }
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] > 0) {
                    codes[i] = Integer.reverse(next[lengths[i]]++) >>> (32 - lengths[i]);
                }
            }
        }
    }
}
