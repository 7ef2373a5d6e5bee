package org.oriel.source.x11.frames;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/** Sums with rectangles. */
final class Rects {
    /** Columns and rows of the raster that too many rectangles are gathered in. */
    private static final int COLUMNS = 8;

    private static final int ROWS = 4;
    /** Most rectangles that {@link #few} returns. */
    static final int FEW = COLUMNS * ROWS;

    private Rects() {}

    static boolean empty(Rect rect) {
        return rect.width() <= 0 || rect.height() <= 0;
    }

    static Rect intersect(Rect a, Rect b) {
        int left = Math.max(a.x(), b.x());
        int top = Math.max(a.y(), b.y());
        int width = (int) Math.min((long) a.x() + a.width(), (long) b.x() + b.width()) - left;
        int height = (int) Math.min((long) a.y() + a.height(), (long) b.y() + b.height()) - top;
        return width <= 0 || height <= 0 ? Rect.NONE : new Rect(left, top, width, height);
    }

    static List<Rect> intersect(List<Rect> some, List<Rect> others) {
        List<Rect> both = new ArrayList<>();
        for (Rect a : some) {
            for (Rect b : others) {
                Rect rect = intersect(a, b);
                if (!empty(rect)) {
                    both.add(rect);
                }
            }
        }
        return both;
    }

    static boolean overlap(List<Rect> some, List<Rect> others) {
        return some.stream().anyMatch(a -> others.stream().anyMatch(b -> !empty(intersect(a, b))));
    }

    static Rect around(Rect a, Rect b) {
        int left = Math.min(a.x(), b.x());
        int top = Math.min(a.y(), b.y());
        int right = Math.max(a.x() + a.width(), b.x() + b.width());
        int bottom = Math.max(a.y() + a.height(), b.y() + b.height());
        return new Rect(left, top, right - left, bottom - top);
    }

    /** At most {@link #FEW} rectangles inside {@code bounds} that cover all of {@code many} that is in there. */
    static List<Rect> few(List<Rect> many, Rect bounds) {
        List<Rect> inside = intersect(many, List.of(bounds));
        if (inside.size() <= FEW) {
            return inside;
        }
        @Nullable Rect[] cells = new Rect[FEW];
        for (Rect rect : inside) {
            long column = (rect.x() + rect.width() / 2L - bounds.x()) * COLUMNS / bounds.width();
            long row = (rect.y() + rect.height() / 2L - bounds.y()) * ROWS / bounds.height();
            int cell = (int) (row * COLUMNS + column);
            Rect before = cells[cell];
            cells[cell] = before == null ? rect : around(before, rect);
        }
        List<Rect> few = new ArrayList<>();
        for (Rect cell : cells) {
            if (cell != null) {
                few.add(cell);
            }
        }
        return few;
    }

    /** Reads {@code count} rectangles of the wire format from {@code at} on, moved by {@code x}, {@code y}. */
    static List<Rect> read(ByteBuffer in, int at, int count, int x, int y) {
        List<Rect> rects = new ArrayList<>(count);
        for (int i = at; i < at + 8 * count; i += 8) {
            rects.add(new Rect(
                    x + in.getShort(i),
                    y + in.getShort(i + 2),
                    in.getShort(i + 4) & 0xffff,
                    in.getShort(i + 6) & 0xffff));
        }
        return rects;
    }
}
