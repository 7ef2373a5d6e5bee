package org.oriel.frames;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/**
 * Keeps what was just uncovered out of pictures. When a window goes away, its pixels stay on the screen until whoever is
 * below has drawn: they lie in an approved window and are not its own. So nothing is taken shortly after windows came,
 * moved or went, and what was not seen before stays masked until something was drawn there. One thread.
 */
final class Exposure {
    /** Ragged damage becomes what it spans: then it counts as drawn a little too much, after the rest all the same. */
    private static final int MOST_RECTS = 256;

    private final long restNanos;
    private boolean looked;
    private long moves;
    private long movedAt;
    /** What was to be seen in the last picture, and had been drawn. */
    private @Nullable Region drawn;

    private Region touched = Region.NONE;

    Exposure(long restNanos) {
        this.restNanos = restNanos;
    }

    /** Whether windows have stood still for long enough; {@code now} is when their moves were counted. */
    boolean rests(long movesNow, long now) {
        if (!looked) {
            looked = true;
            moves = movesNow;
            movedAt = now - restNanos;
        } else if (movesNow != moves) {
            moves = movesNow;
            movedAt = now;
        }
        return now - movedAt >= restNanos;
    }

    /** Something was drawn there. */
    void damaged(List<Rect> rects) {
        for (Rect rect : rects) {
            touched = touched.plus(rect).coarse(MOST_RECTS);
        }
    }

    /** What of {@code admitted} nobody is known to have drawn since it can be seen. */
    Region undrawn(Region admitted) {
        Region before = drawn;
        return before == null ? Region.NONE : admitted.minus(before).minus(touched);
    }

    /** A picture was taken. */
    void taken(Region admitted) {
        drawn = admitted.minus(undrawn(admitted));
        touched = Region.NONE;
    }
}
