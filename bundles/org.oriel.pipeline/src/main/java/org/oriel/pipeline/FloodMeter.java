package org.oriel.pipeline;

/** Whether a feed offers more than it may for five seconds on end. Pipeline thread only. */
final class FloodMeter {
    private static final long STEP_NANOS = 1_000_000_000L;
    private static final int STEPS = 5;

    private final long perSecond;
    private long since;
    private long before;
    private int stepsOver;

    FloodMeter(long perSecond, long now) {
        this.perSecond = perSecond;
        since = now;
    }

    /** Tells how much was offered until now; {@code true} when it is a flood. */
    boolean flooding(long offered, long now) {
        long passed = now - since;
        if (passed < STEP_NANOS) {
            return false;
        }
        double rate = (offered - before) * (double) STEP_NANOS / passed;
        stepsOver = rate > perSecond ? stepsOver + 1 : 0;
        since = now;
        before = offered;
        return stepsOver >= STEPS;
    }
}
