package org.oriel.pipeline;

import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;

/** What clicks may have selected or inserted, for keys that follow them. */
final class Clicks {
    /** The longest time between two clicks of one double click in common desktops' settings. */
    private static final long DOUBLE_NANOS = 1_000_000_000L;
    /** A pointer that moved farther with its button down has selected. */
    private static final int STILL_PIXELS = 4;

    private @Nullable Point pressedAt;
    private long pressedNanos;
    private int clicks;

    /** Tells {@code guesses} what {@code button} may mean. */
    void tell(PointerButton button, long nanos, Guesses guesses) {
        Point before = pressedAt;
        boolean still = before != null && isNear(before, button.at());
        if (!button.down()) {
            if (!still) {
                guesses.anything();
            }
            return;
        }
        clicks = still && nanos - pressedNanos <= DOUBLE_NANOS ? clicks + 1 : 1;
        pressedAt = button.at();
        pressedNanos = nanos;
        boolean simple = button.button() == 1 && !button.modifiers().contains(Modifier.SHIFT);
        if (!simple || clicks > 2) {
            // Pastes the primary selection, opens a menu that pastes, extends the selection, selects a line.
            guesses.anything();
        } else if (clicks == 2) {
            guesses.wordSelected();
        }
    }

    /** A key was pressed in between. */
    void typed() {
        clicks = 0;
    }

    private static boolean isNear(Point a, Point b) {
        return Math.abs(a.x() - b.x()) <= STILL_PIXELS && Math.abs(a.y() - b.y()) <= STILL_PIXELS;
    }
}
