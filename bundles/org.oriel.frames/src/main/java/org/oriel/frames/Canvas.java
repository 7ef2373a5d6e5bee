package org.oriel.frames;

import java.util.Arrays;
import java.util.Collection;
import org.oriel.api.event.Rect;

/** Pixels in memory, {@code 0x00RRGGBB}; black where nothing was painted. */
final class Canvas {
    private static final int COLOUR = 0xFFFFFF;

    final int width;
    final int height;
    final int[] pixels;

    Canvas(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    Rect bounds() {
        return new Rect(0, 0, width, height);
    }

    /** Removes what a source may have left in the top byte. */
    void clean(Collection<Rect> rects) {
        for (Rect rect : rects) {
            for (int y = rect.y(); y < rect.y() + rect.height(); y++) {
                int end = y * width + rect.x() + rect.width();
                for (int at = end - rect.width(); at < end; at++) {
                    pixels[at] &= COLOUR;
                }
            }
        }
    }

    /** Paints it black. */
    void blacken(Rect rect) {
        Rect clipped = Region.intersect(rect, bounds());
        for (int y = clipped.y(); y < clipped.y() + clipped.height(); y++) {
            int from = y * width + clipped.x();
            Arrays.fill(pixels, from, from + clipped.width(), 0);
        }
    }

    /** Nothing of it stays in memory. */
    void wipe() {
        Arrays.fill(pixels, 0);
    }
}
