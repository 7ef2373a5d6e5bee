package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.CaptureEvent;

/** Input that is no known gesture. */
final class Raw extends Gesture {
    private final String why;
    private final List<String> ids = new ArrayList<>();

    Raw(CaptureEvent first, String why) {
        super(first);
        this.why = why;
        ids.add(first.id());
    }

    boolean takes(CaptureEvent event, String otherWhy) {
        return why.equals(otherWhy) && sameHand(event);
    }

    @Override
    void add(CaptureEvent event) {
        super.add(event);
        if (ids.size() < Reduction.UNKNOWN_IDS) {
            ids.add(event.id());
        }
    }

    @Override
    Action action() {
        return new Action.Unknown(why, ids, count);
    }
}
