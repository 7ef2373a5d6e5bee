package org.oriel.export.trajectory;

import java.util.Optional;
import org.oriel.api.event.Point;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** Where the pointer did something. */
final class Pointed {
    private Pointed() {}

    static Optional<Point> at(Step step) {
        Action action = Scene.gesture(step);
        if (action instanceof Action.Click click) {
            return Optional.of(click.at());
        }
        if (action instanceof Action.LongPress press) {
            return Optional.of(press.at());
        }
        if (action instanceof Action.Drag drag) {
            return Optional.of(drag.from());
        }
        if (action instanceof Action.Scroll scroll) {
            return Optional.of(scroll.at());
        }
        return action instanceof Action.Hover hover ? Optional.of(hover.at()) : Optional.empty();
    }
}
