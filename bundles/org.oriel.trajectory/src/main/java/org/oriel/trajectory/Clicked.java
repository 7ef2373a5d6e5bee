package org.oriel.trajectory;

import java.util.Set;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;

/** A click that may become a double or a triple one. */
final class Clicked extends Gesture {
    private static final int MOST = 3;

    private final Point place;
    private final int button;
    private final Set<Modifier> modifiers;
    private int clicks = 1;
    private CaptureEvent lastPress;

    Clicked(Held held) {
        super(held.first);
        inherit(held);
        place = held.at();
        button = held.button;
        modifiers = held.modifiers;
        lastPress = held.first;
    }

    boolean again(CaptureEvent event, PointerButton press, Reduction reduction) {
        return clicks < MOST
                && button == press.button()
                && modifiers.equals(Action.Held.sorted(press.modifiers()))
                && sameHand(event)
                && millis(lastPress, event) <= reduction.clickMillis()
                && distance(place, press.at()) <= reduction.clickPixels();
    }

    /** The next click of the series. */
    void add(Held next) {
        clicks++;
        lastPress = next.first;
        count += next.count - 1;
        add(next.last);
        if (!next.after.isEmpty()) {
            after = next.after;
        }
    }

    static double distance(Point one, Point other) {
        return Math.hypot((double) one.x() - other.x(), (double) one.y() - other.y());
    }

    @Override
    Point at() {
        return place;
    }

    @Override
    Action action() {
        return new Action.Click(button, clicks, place, modifiers);
    }
}
