package org.oriel.context.browser;

import java.util.function.LongSupplier;

/** Lets so many messages a second pass; says when somebody does not stop sending more. For one thread. */
final class Throttle {
    private static final long SECOND = 1_000_000_000L;
    /** Refused ones in this many rates' worth make a flood. */
    private static final int PATIENCE = 5;

    private final long perSecond;
    private final LongSupplier nanoTime;
    private long second;
    private long passed;
    private long refused;

    Throttle(long perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.second = nanoTime.getAsLong();
    }

    /** Whether the next message passes. */
    boolean pass() {
        long now = nanoTime.getAsLong();
        if (now - second >= SECOND) {
            if (passed < perSecond) {
                refused = 0; // A second in which it was quiet.
            }
            second = now;
            passed = 0;
        }
        if (passed < perSecond) {
            passed++;
            return true;
        }
        refused++;
        return false;
    }

    /** Whether so many were refused that there is no point in listening. */
    boolean flooded() {
        return refused > PATIENCE * perSecond;
    }
}
