package org.oriel.api.event;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A window of an approved application.
 *
 * @param change what changed
 * @param title its title
 * @param windowClass its class as the toolkit tells it (ICCCM WM_CLASS)
 * @param bounds where it is
 * @param scale scale of the monitor it is on, 1.0 where unknown
 * @param stack references of the approved windows, lowest first
 */
public record Window(Change change, Sensitive title, String windowClass, Rect bounds, double scale, List<String> stack)
        implements EventBody {
    /** What changed about a window. */
    public enum Change {
        /** It got the keyboard. */
        FOCUS,
        /** It lost the keyboard. */
        BLUR,
        /** Its title changed. */
        TITLE,
        /** It moved or was resized. */
        GEOMETRY,
        /** The order of windows changed. */
        STACK,
        /** It is gone. */
        CLOSE
    }

    /** Copies the list. */
    public Window {
        stack = List.copyOf(stack);
    }

    @Override
    public String type() {
        return "window";
    }

    @Override
    public EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        return new Window(this.change, change.apply(title), windowClass, bounds, scale, stack);
    }
}
