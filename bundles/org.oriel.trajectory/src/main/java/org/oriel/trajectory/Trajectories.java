package org.oriel.trajectory;

import org.oriel.api.event.CaptureEvent;

/** Makes steps and episodes out of events. */
public final class Trajectories {
    /** The version of the rules, for manifests: the same version makes the same steps out of the same events. */
    public static final String RULES = "org.oriel.trajectory/1";

    /** {@link org.oriel.api.event.Extension#schema()} of what a person says about an episode. */
    public static final String EPISODE_SCHEMA = "org.oriel.episode/1";

    /** With the default thresholds. */
    public Trajectories(TrajectorySink sink) {
        this(Reduction.DEFAULT, sink);
    }

    /** With other thresholds. */
    public Trajectories(Reduction reduction, TrajectorySink sink) {}

    /** Takes the next event, in the order of the store. */
    public void accept(CaptureEvent event) {
        throw new UnsupportedOperationException();
    }

    /** Events that should be here are not: forgotten, expired, damaged. */
    public void missing(String reason, long events) {
        throw new UnsupportedOperationException();
    }

    /** No more events follow: completes what is open. */
    public void finish() {
        throw new UnsupportedOperationException();
    }
}
