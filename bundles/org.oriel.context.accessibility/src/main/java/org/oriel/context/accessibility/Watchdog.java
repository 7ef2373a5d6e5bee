package org.oriel.context.accessibility;

import java.util.concurrent.TimeUnit;

/** Leaves an application alone that does not answer: twice as long each time, until it answers again. Any thread. */
final class Watchdog {
    static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    // Guarded by this, which nobody else sees.
    private long pauseNanos;
    private long untilNanos;
    private boolean suspended;

    /** Whether it must not be asked now. */
    synchronized boolean suspended(long now) {
        return suspended && now - untilNanos < 0;
    }

    /** It did not answer a question that was asked at {@code asked}. */
    synchronized void stalled(long asked, long now) {
        if (suspended && asked - untilNanos < 0) {
            // Asked before the pause began: the same stall, seen by two.
            return;
        }
        pauseNanos = pauseNanos == 0 ? FIRST_NANOS : Math.min(2 * pauseNanos, LONGEST_NANOS);
        untilNanos = now + pauseNanos;
        suspended = true;
    }

    /** It answered. */
    synchronized void answered() {
        pauseNanos = 0;
        suspended = false;
    }
}
