package org.oriel.trajectory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;

/** A button that is down. */
final class Held extends Gesture {
    final int button;
    final Set<Modifier> modifiers;
    /** Clicks directly before it, of which it may be the next. */
    final @Nullable Clicked series;

    private final Point place;
    private final Reduction reduction;
    private final Way way = new Way(Reduction.DRAG_POINTS);
    private boolean moved;
    private @Nullable PointerButton release;

    Held(CaptureEvent first, PointerButton press, @Nullable Clicked series, Reduction reduction) {
        super(first);
        button = press.button();
        modifiers = Action.Held.sorted(press.modifiers());
        place = new Point(press.at().x(), press.at().y(), 0);
        this.series = series;
        this.reduction = reduction;
        way.add(place, startNanos());
    }

    void move(Point to, long nanos) {
        way.add(to, nanos);
        moved |= Clicked.distance(place, to) > reduction.dragPixels();
    }

    void release(CaptureEvent event, PointerButton button) {
        add(event);
        release = button;
        moved |= Clicked.distance(place, button.at()) > reduction.dragPixels();
    }

    /** Released soon and in place. */
    boolean isClick() {
        return release != null && !moved && millis(first, last) < reduction.longPressMillis();
    }

    @Override
    Point at() {
        return place;
    }

    @Override
    Action action() {
        PointerButton released = release;
        if (released == null) {
            return new Action.Unknown("pressed-without-release", List.of(first.id()), 1);
        }
        if (moved) {
            return new Action.Drag(button, way.to(released.at(), endNanos()), modifiers);
        }
        return new Action.LongPress(button, place, millis(first, last), modifiers);
    }
}
