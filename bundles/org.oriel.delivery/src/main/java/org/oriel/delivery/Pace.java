package org.oriel.delivery;

import java.util.function.BooleanSupplier;

/** Time as the lanes see it, so that a test can move it by hand. */
interface Pace {
    /** The monotonic clock. */
    long nanos();

    /** Waits on {@code monitor}, which the caller holds, until it is notified, or the time passed; may return early. */
    void await(Object monitor, long nanos) throws InterruptedException;

    /** Runs {@code task} once, later, on another thread. Running the result takes it back. */
    Runnable after(long nanos, Runnable task);

    /** Ends what runs later. */
    void close();

    /** Waits until {@code over}, or the time passed, or the thread is interrupted, which it stays then. */
    default void await(Object monitor, long nanos, BooleanSupplier over) {
        long until = nanos() + nanos;
        while (!over.getAsBoolean()) {
            long left = until - nanos();
            if (left <= 0) {
                return;
            }
            try {
                await(monitor, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
