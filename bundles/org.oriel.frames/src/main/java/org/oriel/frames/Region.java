package org.oriel.frames;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.oriel.api.event.Rect;

/** A set of pixels as rectangles that do not overlap. Immutable. */
final class Region {
    /** Shaped windows can be arbitrarily ragged; beyond this nobody can work with them. */
    static final int MOST_RECTS = 4_096;

    static final Region NONE = new Region(List.of());

    private final List<Rect> rects;

    private Region(List<Rect> rects) {
        if (rects.size() > MOST_RECTS) {
            throw new IllegalStateException("a region of more than " + MOST_RECTS + " rectangles");
        }
        this.rects = rects;
    }

    static Region of(Rect rect) {
        return isEmpty(rect) ? NONE : new Region(List.of(rect));
    }

    /** Any rectangles, overlapping or not. */
    static Region of(List<Rect> rects) {
        Region all = NONE;
        for (Rect rect : rects) {
            all = all.plus(rect);
        }
        return all;
    }

    /** Rectangles that are known not to overlap; more of them than are allowed become what they span. */
    static Region ofDisjoint(List<Rect> rects) {
        List<Rect> merged = merged(rects);
        return merged.size() <= MOST_RECTS
                ? new Region(merged)
                : of(merged.stream().reduce(Region::hull).orElse(Rect.NONE));
    }

    List<Rect> rects() {
        return rects;
    }

    boolean isEmpty() {
        return rects.isEmpty();
    }

    long size() {
        return rects.stream()
                .mapToLong(rect -> (long) rect.width() * rect.height())
                .sum();
    }

    Region plus(Rect rect) {
        if (isEmpty(rect)) {
            return this;
        }
        List<Rect> more = new ArrayList<>(rects);
        more.addAll(of(rect).minus(this).rects);
        return new Region(merged(more));
    }

    Region plus(Region other) {
        Region all = this;
        for (Rect rect : other.rects) {
            all = all.plus(rect);
        }
        return all;
    }

    Region minus(Rect rect) {
        if (isEmpty(rect)) {
            return this;
        }
        List<Rect> left = new ArrayList<>(rects.size() + 4);
        for (Rect each : rects) {
            cut(each, rect, left);
        }
        return new Region(left);
    }

    Region minus(Region other) {
        Region left = this;
        for (Rect rect : other.rects) {
            if (left.isEmpty()) {
                break;
            }
            left = left.minus(rect);
        }
        return left;
    }

    Region and(Rect rect) {
        List<Rect> both = new ArrayList<>(rects.size());
        for (Rect each : rects) {
            Rect common = intersect(each, rect);
            if (!isEmpty(common)) {
                both.add(common);
            }
        }
        return new Region(both);
    }

    Region and(Region other) {
        List<Rect> both = new ArrayList<>();
        for (Rect rect : other.rects) {
            both.addAll(and(rect).rects);
        }
        return new Region(both);
    }

    Region moved(int dx, int dy) {
        return new Region(rects.stream().map(rect -> moved(rect, dx, dy)).toList());
    }

    /** The same pixels and perhaps more, in fewer rectangles. */
    Region coarse(int mostRects) {
        return rects.size() <= mostRects ? this : of(bounds());
    }

    Rect bounds() {
        Rect all = Rect.NONE;
        for (Rect rect : rects) {
            all = all == Rect.NONE ? rect : hull(all, rect);
        }
        return all;
    }

    // ---- rectangles ----

    static boolean isEmpty(Rect rect) {
        return rect.width() <= 0 || rect.height() <= 0;
    }

    static Rect moved(Rect rect, int dx, int dy) {
        return new Rect(rect.x() + dx, rect.y() + dy, rect.width(), rect.height());
    }

    /** Computed with longs: what a window says of its place may be anything. */
    static Rect intersect(Rect a, Rect b) {
        if (isEmpty(a) || isEmpty(b)) {
            return Rect.NONE;
        }
        long x = Math.max(a.x(), b.x());
        long y = Math.max(a.y(), b.y());
        long right = Math.min((long) a.x() + a.width(), (long) b.x() + b.width());
        long bottom = Math.min((long) a.y() + a.height(), (long) b.y() + b.height());
        return right <= x || bottom <= y
                ? Rect.NONE
                : new Rect((int) x, (int) y, (int) (right - x), (int) (bottom - y));
    }

    static Rect hull(Rect a, Rect b) {
        int x = Math.min(a.x(), b.x());
        int y = Math.min(a.y(), b.y());
        return new Rect(
                x,
                y,
                Math.max(a.x() + a.width(), b.x() + b.width()) - x,
                Math.max(a.y() + a.height(), b.y() + b.height()) - y);
    }

    /** {@code rect} with {@code pixels} more on every side. */
    static Rect padded(Rect rect, int pixels) {
        return new Rect(rect.x() - pixels, rect.y() - pixels, rect.width() + 2 * pixels, rect.height() + 2 * pixels);
    }

    /** What of {@code rect} is not in {@code hole}: up to four rectangles. */
    private static void cut(Rect rect, Rect hole, List<Rect> to) {
        Rect common = intersect(rect, hole);
        if (isEmpty(common)) {
            to.add(rect);
            return;
        }
        int right = rect.x() + rect.width();
        int bottom = rect.y() + rect.height();
        int holeRight = common.x() + common.width();
        int holeBottom = common.y() + common.height();
        add(to, rect.x(), rect.y(), right, common.y());
        add(to, rect.x(), common.y(), common.x(), holeBottom);
        add(to, holeRight, common.y(), right, holeBottom);
        add(to, rect.x(), holeBottom, right, bottom);
    }

    private static void add(List<Rect> to, int x, int y, int right, int bottom) {
        if (right > x && bottom > y) {
            to.add(new Rect(x, y, right - x, bottom - y));
        }
    }

    /** Joins what lies edge to edge, so that unions of many small pieces stay short. */
    static List<Rect> merged(List<Rect> rects) {
        if (rects.size() < 2) {
            return List.copyOf(rects);
        }
        return joined(joined(rects, true), false);
    }

    private static List<Rect> joined(List<Rect> rects, boolean sideways) {
        List<Rect> sorted = new ArrayList<>(rects);
        sorted.sort(
                sideways
                        ? Comparator.comparingInt(Rect::y)
                                .thenComparingInt(Rect::height)
                                .thenComparingInt(Rect::x)
                        : Comparator.comparingInt(Rect::x)
                                .thenComparingInt(Rect::width)
                                .thenComparingInt(Rect::y));
        List<Rect> out = new ArrayList<>(sorted.size());
        Rect last = sorted.get(0);
        for (Rect rect : sorted.subList(1, sorted.size())) {
            boolean row = sideways
                    && rect.y() == last.y()
                    && rect.height() == last.height()
                    && rect.x() == last.x() + last.width();
            boolean column = !sideways
                    && rect.x() == last.x()
                    && rect.width() == last.width()
                    && rect.y() == last.y() + last.height();
            if (row || column) {
                last = hull(last, rect);
            } else {
                out.add(last);
                last = rect;
            }
        }
        out.add(last);
        return out;
    }
}
