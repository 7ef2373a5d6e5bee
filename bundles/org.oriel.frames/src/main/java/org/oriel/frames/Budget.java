package org.oriel.frames;

/**
 * What frames may cost: bytes in any hour, and processor time. The fuller the hour, the less is taken, in this order: slower
 * heartbeats, rarer frames without an action, a better codec, frames of actions only, none.
 */
final class Budget {
    /** How much is left out. */
    enum Level {
        ALL,
        SLOW_HEARTBEATS,
        RARE_CHANGES,
        BETTER_CODEC,
        ACTIONS_ONLY,
        NOTHING
    }

    private static final double[] FULL = {0.5, 0.65, 0.8, 0.9, 1.0};
    private static final int MINUTES = 60;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    /** A burst of work may use what was saved in a minute. */
    private static final long SAVED_NANOS = MINUTE_NANOS;

    private final long bytesPerHour;
    private final boolean low;
    private final double processorShare;

    private final Object lock = new Object();
    // Guarded by lock.
    private final long[] minutes = new long[MINUTES];
    private long minute = Long.MIN_VALUE;
    private double credit;
    private long creditAt;

    Budget(Settings settings, long now) {
        bytesPerHour = settings.bytesPerHour();
        low = settings.low();
        processorShare = settings.processorShare();
        credit = SAVED_NANOS * processorShare;
        creditAt = now;
    }

    Level level(long now) {
        synchronized (lock) {
            double full = used(now) / (double) bytesPerHour;
            int level = low ? Level.BETTER_CODEC.ordinal() : 0;
            for (int i = 0; i < FULL.length; i++) {
                if (full >= FULL[i]) {
                    level = Math.max(level, i + 1);
                }
            }
            return Level.values()[level];
        }
    }

    /** Whether {@code bytes} more still fit into the hour. */
    boolean fits(long bytes, long now) {
        synchronized (lock) {
            return used(now) + bytes <= bytesPerHour;
        }
    }

    void stored(long bytes, long now) {
        synchronized (lock) {
            used(now);
            minutes[(int) Math.floorMod(minute, (long) MINUTES)] += bytes;
        }
    }

    private long used(long now) {
        long at = Math.floorDiv(now, MINUTE_NANOS);
        if (minute == Long.MIN_VALUE || at - minute >= MINUTES) {
            java.util.Arrays.fill(minutes, 0);
            minute = at;
        }
        while (minute < at) {
            minute++;
            minutes[(int) Math.floorMod(minute, (long) MINUTES)] = 0;
        }
        long all = 0;
        for (long each : minutes) {
            all += each;
        }
        return all;
    }

    /** That much processor time was spent. */
    void spent(long nanos, long now) {
        synchronized (lock) {
            save(now);
            credit -= nanos;
        }
    }

    /** How long to wait until there is processor time again, 0 when there is. */
    long pause(long now) {
        synchronized (lock) {
            save(now);
            return credit >= 0 ? 0 : (long) (-credit / processorShare);
        }
    }

    private void save(long now) {
        credit = Math.min(SAVED_NANOS * processorShare, credit + Math.max(0, now - creditAt) * processorShare);
        creditAt = now;
    }
}
