package org.oriel.itest;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline that only a broken program reaches. */
final class Waits {
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private Waits() {}

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
