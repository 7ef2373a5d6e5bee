package org.oriel.context.browser;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * From wall time in microseconds, which pages tell, to {@link System#nanoTime}. Both clocks are read at each message, so a
 * wall clock that is set differently costs the messages of that moment only. What pages tell is right to 2 ms: the event's
 * own time, {@code Date.now} and {@code performance.now} are cut down to 1 ms at most.
 */
final class WallClock {
    /** Nothing is older: messages are sent within 50 ms, and a page that was frozen for longer has no keys to explain. */
    private static final long OLDEST_MICROS = 60_000_000;

    private final Clock wall;
    private final LongSupplier nanoTime;

    WallClock(Clock wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
    }

    /** Both clocks at one moment. */
    record Moment(long nanos, long micros) {
        /** Whether a time can be true now. */
        boolean credible(long told) {
            return told <= micros + 1_000_000 && told >= micros - OLDEST_MICROS;
        }

        /** The same time as {@link System#nanoTime}; what is still to come is now. */
        long toNanos(long told) {
            return nanos - Math.max(0, micros - told) * 1000;
        }
    }

    Moment now() {
        long before = nanoTime.getAsLong();
        Instant instant = wall.instant();
        long after = nanoTime.getAsLong();
        return new Moment(
                before + (after - before) / 2,
                Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000));
    }
}
