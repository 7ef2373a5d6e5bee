package org.oriel.trajectory;

import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Point;

/** The pointer rests on a menu that opens by itself. */
final class Hovered extends Gesture {
    private final Point place;

    Hovered(CaptureEvent moved, Point place, Told told) {
        super(moved);
        this.place = new Point(place.x(), place.y(), 0);
        element = told;
    }

    @Override
    Point at() {
        return place;
    }

    @Override
    Action action() {
        return new Action.Hover(place);
    }
}
