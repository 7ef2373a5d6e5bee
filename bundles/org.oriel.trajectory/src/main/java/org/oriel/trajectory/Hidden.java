package org.oriel.trajectory;

import org.oriel.api.event.CaptureEvent;

/** Keys of which nothing is told. */
final class Hidden extends Gesture {
    Hidden(CaptureEvent first) {
        super(first);
        marks.add(Step.Mark.MASKED);
    }

    boolean takes(CaptureEvent event) {
        return sameHand(event);
    }

    @Override
    Action action() {
        return new Action.Suppressed(count);
    }
}
