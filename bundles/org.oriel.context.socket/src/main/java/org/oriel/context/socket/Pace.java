package org.oriel.context.socket;

import java.util.function.LongSupplier;

/** A bound on how often something happens: a bucket that holds a second's worth, and fills evenly. One thread. */
public final class Pace {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long nanosEach;
    private final LongSupplier clock;
    private long paidUntil;

    /** As often as {@code perSecond}, by a clock of nanoseconds. */
    public Pace(int perSecond, LongSupplier clock) {
        this.nanosEach = SECOND_NANOS / perSecond;
        this.clock = clock;
        this.paidUntil = clock.getAsLong() - SECOND_NANOS;
    }

    /** Whether it may happen now; counts it if so. */
    public boolean allows() {
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
