package org.oriel.redact.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of text without wide gaps.
 *
 * @param units its words as the gaps show them, left to right; where the gaps mislead, the reader knows better
 */
record Line(Box box, List<Unit> units) {
    /**
     * Letters without a gap that ends a word.
     *
     * @param glyphs what stands apart in it, left to right
     */
    record Unit(Box box, List<Box> glyphs) {}

    /** The line that {@code pieces} of ink make. */
    static Line of(List<Box> pieces) {
        List<Box> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingInt(Box::left));
        List<Box> glyphs = new ArrayList<>();
        for (Box piece : sorted) {
            int last = glyphs.size() - 1;
            if (last >= 0 && piece.left() < glyphs.get(last).right()) {
                glyphs.set(last, glyphs.get(last).with(piece));
            } else {
                glyphs.add(piece);
            }
        }
        Box all = glyphs.get(0);
        for (Box glyph : glyphs) {
            all = all.with(glyph);
        }
        double space = space(glyphs, all.height());
        List<Unit> units = new ArrayList<>();
        int begun = 0;
        for (int i = 1; i <= glyphs.size(); i++) {
            if (i == glyphs.size() || glyphs.get(i).left() - glyphs.get(i - 1).right() >= space) {
                units.add(unit(glyphs.subList(begun, i)));
                begun = i;
            }
        }
        return new Line(all, List.copyOf(units));
    }

    private static Unit unit(List<Box> glyphs) {
        Box all = glyphs.get(0);
        for (Box glyph : glyphs) {
            all = all.with(glyph);
        }
        return new Unit(all, List.copyOf(glyphs));
    }

    /**
     * The gap from which on a word ends: where the gaps of this line jump most, within what types have; letters of
     * equal width stand wider apart than the words of others.
     */
    private static double space(List<Box> glyphs, int height) {
        int[] gaps = new int[glyphs.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = glyphs.get(i + 1).left() - glyphs.get(i).right();
        }
        Arrays.sort(gaps);
        double best = Math.max(2.5, height * 0.28);
        double jump = 1;
        for (int i = 1; i < gaps.length; i++) {
            double middle = (gaps[i] + gaps[i - 1]) / 2.0;
            double rise = (gaps[i] + 1.0) / (gaps[i - 1] + 1.0);
            if (middle >= height * 0.14 && middle <= height * 0.75 && rise > jump) {
                jump = rise;
                best = middle;
            }
        }
        return best;
    }
}
