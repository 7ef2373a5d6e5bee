package org.oriel.source.replay;

import org.oriel.api.source.RawRecord;

/** When each record is due, and the time it is stamped with. */
final class Pace {
    /** Later than this is not caught up: a burst would not be what the person did. */
    private static final long LATE_NANOS = 100_000_000;

    private static final double SECOND = 1e9;

    private final double speed;
    private final int recordsPerSecond;

    private long base;
    private long firstTime;
    private long played;
    private long last = Long.MIN_VALUE;

    /**
     * @param speed how many times faster than it was recorded; 0 for at once
     * @param recordsPerSecond an even rate instead, 0 for none
     */
    Pace(double speed, int recordsPerSecond) {
        this.speed = speed;
        this.recordsPerSecond = recordsPerSecond;
    }

    /** The session begins, or begins again. */
    void begin(long now, RawRecord first) {
        // The next round begins after the last one ended, whatever the clock of the records says.
        base = Math.max(now, last);
        firstTime = first.monotonicNanos();
        played = 0;
    }

    /** When the record is due, on the clock of {@link System#nanoTime()}. */
    long due(RawRecord raw, long now) {
        if (recordsPerSecond > 0) {
            return base + (long) (played * SECOND / recordsPerSecond);
        }
        return speed > 0 ? base + (long) ((raw.monotonicNanos() - firstTime) / speed) : now;
    }

    /** What the record is stamped with when it is played {@code now}: when it was due, unless that is long ago. */
    long stamp(long due, long now) {
        played++;
        long late = now - due;
        if (late > LATE_NANOS) {
            base += late;
        }
        last = Math.max(last, late > LATE_NANOS ? now : due);
        return last;
    }
}
