package org.oriel.frames;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.frames.Shot.Masked;

/**
 * Places in windows that stay masked after the reason has passed: typed text that was masked still stands there, and so
 * do the dots of a password. Until what is around them is replaced, which takes them along. One thread.
 */
final class Sticky {
    static final String TYPING = "TYPING";
    static final String FIELD = "FIELD";

    private static final int MOST_WINDOWS = 256;
    private static final int MOST_RECTS = 64;

    /** What of a window has to change at once to count as replaced. */
    private static final double REPLACED = 0.5;

    /** Regions relative to the window's place. */
    private static final class Place {
        final Rect hull;
        Region typing = Region.NONE;
        Region field = Region.NONE;

        Place(Rect hull) {
            this.hull = hull;
        }

        Region all() {
            return typing.plus(field);
        }
    }

    private final Map<Integer, Place> places = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Place> eldest) {
            return size() > MOST_WINDOWS;
        }
    };

    private @Nullable Composition lastSeen;
    private @Nullable Print lastPrint;

    /** Masks a region of the virtual desktop from now on, as long as {@code window} shows what it shows. */
    void add(int window, Rect hull, Region region, boolean field) {
        if (region.isEmpty()) {
            return;
        }
        Place place = places.get(window);
        if (place == null || !sameSize(place.hull, hull)) {
            place = new Place(hull);
            places.put(window, place);
        }
        Region relative = region.moved(-hull.x(), -hull.y());
        if (field) {
            place.field = place.field.plus(relative).coarse(MOST_RECTS);
        } else {
            place.typing = place.typing.plus(relative).coarse(MOST_RECTS);
        }
    }

    /** Looks at a new picture: what was replaced is not masked any more. */
    void look(Composition seen, Print print) {
        seen.windows().forEach((window, hull) -> {
            Place place = places.get(window);
            if (place != null && (!sameSize(place.hull, hull) || isReplaced(window, hull, place, seen, print))) {
                places.remove(window);
            }
        });
        lastSeen = seen;
        lastPrint = print;
    }

    private boolean isReplaced(int window, Rect hull, Place place, Composition seen, Print print) {
        Composition before = lastSeen;
        Print old = lastPrint;
        // Of a window that was away or stood elsewhere nobody knows.
        if (before == null
                || old == null
                || !before.area().equals(seen.area())
                || !hull.equals(before.windows().get(window))) {
            return false;
        }
        Region rest =
                seen.seen(target -> target.window() == window).minus(place.all().moved(hull.x(), hull.y()));
        Region changed =
                print.changed(old).moved(seen.area().x(), seen.area().y()).and(rest);
        return isMost(changed, rest);
    }

    /** Whether that much of {@code all} counts as everything. */
    static boolean isMost(Region some, Region all) {
        return !all.isEmpty() && some.size() > REPLACED * all.size();
    }

    /** What to paint over in the windows that are seen, on the virtual desktop. */
    List<Masked> masks(Composition seen) {
        List<Masked> masks = new ArrayList<>();
        seen.windows().forEach((window, hull) -> {
            Place place = places.get(window);
            if (place != null) {
                place.typing
                        .moved(hull.x(), hull.y())
                        .rects()
                        .forEach(rect -> masks.add(new Masked(rect, TYPING, "typed")));
                place.field
                        .moved(hull.x(), hull.y())
                        .rects()
                        .forEach(rect -> masks.add(new Masked(rect, FIELD, "protected")));
            }
        });
        return masks;
    }

    private static boolean sameSize(Rect a, Rect b) {
        return a.width() == b.width() && a.height() == b.height();
    }
}
