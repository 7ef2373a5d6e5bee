package org.oriel.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Pacing on the monotonic clock. */
final class Waits {
    private Waits() {}

    /** Sleeps until {@link System#nanoTime()} reaches {@code nanos}; returns at once when it has. */
    static void until(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }

    static void millis(long millis) {
        until(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Looks every {@code stepMillis} until it is so; {@code false} when {@code limitMillis} passed first. */
    static boolean await(long limitMillis, long stepMillis, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            millis(stepMillis);
        }
        return true;
    }
}
