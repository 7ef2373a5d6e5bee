package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds connected pieces of ink: pixels that differ from the one to the left or above. So text is found in any colour on
 * any colour, gradients are not, and flat parts of a screen cost one comparison a pixel.
 *
 * <p>Long straight edges, the borders and rules of a screen, are taken out first: they would tie letters together.
 */
final class Ink {
    /** A piece; {@code ink} is how many of its pixels are edges, {@code rim} how many of them lie along its box. */
    record Piece(Box box, int ink, int rim) {}

    /** Difference in one colour channel that counts; below it text is hardly seen. */
    private static final int CONTRAST = 20;

    /** Letters have no horizontal edge of that length below 130 px of type, no vertical one below 170. */
    private static final int RULE_ACROSS = 64;

    private static final int RULE_DOWN = 128;

    /** How thick the outline of a button is. */
    private static final int RIM = 3;

    private final int[] pixels;
    private final int stride;
    private final Box part;
    private final int words;
    private final long[] bits;

    // Runs of edge pixels in a row, as a forest of sets.
    private int[] starts = new int[4096];
    private int[] ends = new int[4096];
    private int[] rows = new int[4096];
    private int[] parents = new int[4096];
    private int runs;

    private Ink(int[] pixels, int stride, Box part) {
        this.pixels = pixels;
        this.stride = stride;
        this.part = part;
        this.words = (part.width() + 63) >> 6;
        this.bits = new long[words * part.height()];
    }

    /** The pieces in {@code part} of a picture of {@code stride} pixels a row. */
    static List<Piece> pieces(int[] pixels, int stride, Box part) {
        if (part.isEmpty()) {
            return List.of();
        }
        Ink ink = new Ink(pixels, stride, part);
        ink.edges();
        ink.dropRulesDown();
        ink.connect();
        return ink.collect();
    }

    private void edges() {
        int width = part.width();
        for (int y = 0; y < part.height(); y++) {
            int at = (part.top() + y) * stride + part.left();
            int up = y == 0 ? at : at - stride;
            int left = pixels[at];
            for (int x = 0; x < width; x++) {
                int here = pixels[at + x];
                int above = pixels[up + x];
                if ((here != left && differ(here, left)) || (here != above && differ(here, above))) {
                    bits[y * words + (x >> 6)] |= 1L << x;
                }
                left = here;
            }
        }
    }

    private static boolean differ(int a, int b) {
        return Math.abs((a & 0xFF) - (b & 0xFF)) >= CONTRAST
                || Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF)) >= CONTRAST
                || Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF)) >= CONTRAST;
    }

    private void dropRulesDown() {
        int[] length = new int[words << 6];
        int[] last = new int[words << 6];
        Arrays.fill(last, -2);
        for (int y = 0; y < part.height(); y++) {
            for (int w = 0; w < words; w++) {
                for (long set = bits[y * words + w]; set != 0; set &= set - 1) {
                    int x = (w << 6) + Long.numberOfTrailingZeros(set);
                    length[x] = last[x] == y - 1 ? length[x] + 1 : 1;
                    last[x] = y;
                    if (length[x] == RULE_DOWN) {
                        for (int back = y - RULE_DOWN + 1; back <= y; back++) {
                            bits[back * words + w] &= ~(1L << x);
                        }
                    } else if (length[x] > RULE_DOWN) {
                        bits[y * words + w] &= ~(1L << x);
                    }
                }
            }
        }
    }

    private void connect() {
        int before = 0;
        int begun = 0;
        for (int y = 0; y < part.height(); y++) {
            runs(y);
            // Runs of this row begin at `begun`; those of the row above lie in [before, begun).
            int above = before;
            for (int run = begun; run < runs; run++) {
                while (above < begun && ends[above] < starts[run]) {
                    above++;
                }
                for (int other = above; other < begun && starts[other] <= ends[run]; other++) {
                    join(run, other);
                }
            }
            before = begun;
            begun = runs;
        }
    }

    /** Adds the runs of a row; one free pixel within is bridged. {@code ends} lie outside. */
    private void runs(int y) {
        int start = -1;
        int end = -2;
        int first = runs;
        for (int w = 0; w < words; w++) {
            for (long set = bits[y * words + w]; set != 0; set &= set - 1) {
                int x = (w << 6) + Long.numberOfTrailingZeros(set);
                if (x > end + 1) {
                    add(y, start, end, first);
                    start = x;
                }
                end = x + 1;
            }
        }
        add(y, start, end, first);
    }

    private void add(int y, int start, int end, int first) {
        if (start < 0 || end - start >= RULE_ACROSS && solid(y, start, end)) {
            return;
        }
        if (runs == starts.length) {
            int more = runs * 2;
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            rows = Arrays.copyOf(rows, more);
            parents = Arrays.copyOf(parents, more);
        }
        starts[runs] = start;
        ends[runs] = end;
        rows[runs] = y;
        parents[runs] = runs;
        runs++;
    }

    private boolean solid(int y, int start, int end) {
        int free = 0;
        for (int x = start; x < end; x++) {
            free += (bits[y * words + (x >> 6)] >>> x & 1) == 0 ? 1 : 0;
        }
        return free * 16 <= end - start;
    }

    private int root(int run) {
        int at = run;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private void join(int a, int b) {
        int one = root(a);
        int two = root(b);
        parents[Math.max(one, two)] = Math.min(one, two);
    }

    private List<Piece> collect() {
        int[] left = new int[runs];
        int[] right = new int[runs];
        int[] bottom = new int[runs];
        int[] ink = new int[runs];
        int[] rim = new int[runs];
        Arrays.fill(left, Integer.MAX_VALUE);
        for (int run = 0; run < runs; run++) {
            int root = root(run);
            left[root] = Math.min(left[root], starts[run]);
            right[root] = Math.max(right[root], ends[run]);
            bottom[root] = rows[run] + 1;
            ink[root] += ends[run] - starts[run];
        }
        for (int run = 0; run < runs; run++) {
            int root = root(run);
            int near = RIM;
            if (rows[run] - rows[root] < near || bottom[root] - rows[run] <= near) {
                rim[root] += ends[run] - starts[run];
            } else {
                rim[root] += overlap(starts[run], ends[run], left[root], left[root] + near)
                        + overlap(starts[run], ends[run], right[root] - near, right[root]);
            }
        }
        List<Piece> pieces = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            if (parents[run] == run) {
                // Roots are the first run of their set, so the topmost row. Edges are marked right of and below a
                // difference: one pixel more on the left and above is ink.
                Box box = new Box(left[run] - 1, rows[run] - 1, right[run], bottom[run]);
                Box moved = new Box(
                        box.left() + part.left(),
                        box.top() + part.top(),
                        box.right() + part.left(),
                        box.bottom() + part.top());
                pieces.add(new Piece(moved.within(part), ink[run], rim[run]));
            }
        }
        return pieces;
    }

    private static int overlap(int start, int end, int from, int to) {
        return Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
}
