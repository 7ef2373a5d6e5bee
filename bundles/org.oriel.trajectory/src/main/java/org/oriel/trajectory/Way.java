package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.Point;

/** Places of the pointer, a bounded number: when there are too many, every second one goes. */
final class Way {
    private final int most;
    private final List<Point> places = new ArrayList<>();
    private long firstNanos;
    private int every = 1;
    private int skipped;

    Way(int most) {
        this.most = most;
    }

    void add(Point place, long nanos) {
        if (places.isEmpty()) {
            firstNanos = nanos + place.afterMillis() * Gesture.NANOS_PER_MILLI;
        }
        if (++skipped < every && !places.isEmpty()) {
            return;
        }
        skipped = 0;
        places.add(since(place, nanos));
        if (places.size() >= 2 * most) {
            halve();
        }
    }

    private Point since(Point place, long nanos) {
        long after = (nanos - firstNanos) / Gesture.NANOS_PER_MILLI + place.afterMillis();
        return new Point(place.x(), place.y(), (int) Math.max(0, Math.min(Integer.MAX_VALUE, after)));
    }

    private void halve() {
        int kept = 0;
        for (int i = 0; i < places.size(); i += 2) {
            places.set(kept++, places.get(i));
        }
        places.subList(kept, places.size()).clear();
        every *= 2;
    }

    /** At most the bounded number, the first and {@code end} among them. */
    List<Point> to(Point end, long nanos) {
        List<Point> all = new ArrayList<>(places);
        all.add(since(end, nanos));
        if (all.size() <= most) {
            return all;
        }
        List<Point> thinned = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            thinned.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
        }
        return thinned;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    void clear() {
        places.clear();
        every = 1;
        skipped = 0;
    }
}
