package org.oriel.source.x11;

import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;

/** What was known about a window at one time. */
record WindowFacts(int window, int generation, Target target, Sensitive title, Rect bounds, double scale, int[] stack) {
    static final int[] NO_STACK = {};

    Application application() {
        return target.application();
    }

    /** Nothing of it: arrays and titles do not belong in logs. */
    @Override
    public String toString() {
        return "WindowFacts[generation=" + generation + "]";
    }
}
