package org.oriel.context.agent;

import java.util.function.LongSupplier;

/** A bound on how often something happens: a bucket that holds a second's worth, and fills evenly. One thread. */
final class Pace {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long nanosEach;
    private final LongSupplier clock;
    private long paidUntil;

    Pace(int perSecond, LongSupplier clock) {
        this.nanosEach = SECOND_NANOS / perSecond;
        this.clock = clock;
        this.paidUntil = clock.getAsLong() - SECOND_NANOS;
    }

    /** Whether it may happen now; counts it if so. */
    boolean allows() {
        long now = clock.getAsLong();
        if (now - paidUntil > SECOND_NANOS) {
            paidUntil = now - SECOND_NANOS;
        }
        if (now - paidUntil < nanosEach) {
            return false;
        }
        paidUntil += nanosEach;
        return true;
    }
}
