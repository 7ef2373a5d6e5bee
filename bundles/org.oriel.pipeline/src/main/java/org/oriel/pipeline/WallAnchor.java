package org.oriel.pipeline;

/**
 * What the wall clock said at a point of the monotonic one. Events get their wall time from it, so that within one
 * anchor both clocks order them alike. Pipeline thread only.
 */
final class WallAnchor {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long KEEP_NANOS = 10_000_000_000L;
    private static final long JUMP_MILLIS = 2_000;

    private final Clocks clocks;
    private long nanos;
    private long millis;

    WallAnchor(Clocks clocks) {
        this.clocks = clocks;
        set(clocks.nanos(), clocks.wall().millis());
    }

    /** Looks whether the clocks still agree; answers by how many milliseconds the wall clock jumped, else 0. */
    long check(long now) {
        long actual = clocks.wall().millis();
        long jump = actual - millis(now);
        boolean jumped = Math.abs(jump) > JUMP_MILLIS;
        if (jumped || now - nanos >= KEEP_NANOS) {
            set(now, actual);
        }
        return jumped ? jump : 0;
    }

    /** Wall time of a point of the monotonic clock. */
    long millis(long monotonic) {
        return millis + Math.floorDiv(monotonic - nanos, NANOS_PER_MILLI);
    }

    private void set(long monotonic, long wall) {
        nanos = monotonic;
        millis = wall;
    }
}
