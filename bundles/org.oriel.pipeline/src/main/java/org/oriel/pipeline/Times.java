package org.oriel.pipeline;

import org.oriel.api.event.EventTime;

/**
 * The times at which events are told: keys in steps, masked stretches in steps of a second, nothing earlier than what
 * was told before it.
 */
final class Times {
    /** Where a masked stretch began is told this coarsely; when it ended and what happened in it is not told. */
    static final long MASKED_STEP_NANOS = 1_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final long stepNanos;
    private long lastNanos = Long.MIN_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    Times(Timing timing) {
        stepNanos = timing.stepNanos;
    }

    /** When a key is said to have been. */
    EventTime key(EventTime time) {
        return rounded(time, stepNanos);
    }

    /** When a masked stretch that began at {@code time} is said to have begun. */
    EventTime masked(EventTime time) {
        return rounded(time, Math.max(stepNanos, MASKED_STEP_NANOS));
    }

    /** Anything else: its time stays. */
    EventTime other(EventTime time) {
        lastNanos = time.monotonicNanos();
        lastMillis = time.wallMillis();
        return time;
    }

    private EventTime rounded(EventTime time, long step) {
        long nanos = time.monotonicNanos() - Math.floorMod(time.monotonicNanos(), step);
        long millis = time.wallMillis() - (time.monotonicNanos() - nanos) / NANOS_PER_MILLI;
        millis -= Math.floorMod(millis, Math.max(1, step / NANOS_PER_MILLI));
        // The clocks of two sources may differ a little: then its own time is all there is.
        nanos = lastNanos <= time.monotonicNanos() ? Math.max(nanos, lastNanos) : nanos;
        millis = lastMillis <= time.wallMillis() ? Math.max(millis, lastMillis) : millis;
        return other(new EventTime(nanos, millis));
    }
}
