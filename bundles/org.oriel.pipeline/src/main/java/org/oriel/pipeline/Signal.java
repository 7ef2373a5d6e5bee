package org.oriel.pipeline;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How the pipeline thread sleeps and is woken: nobody pays for a wake-up while it is awake. */
final class Signal {
    /** The sleeper that records may wake, or null. */
    private volatile @Nullable Thread asleep;
    /** Whoever runs the pipeline, asleep or not. */
    private volatile @Nullable Thread owner;

    private volatile boolean urgent;

    /** A record came: wakes a sleeper, else costs one volatile read. */
    void record() {
        Thread sleeper = asleep;
        if (sleeper != null) {
            asleep = null;
            LockSupport.unpark(sleeper);
        }
    }

    /** Something that cannot wait. */
    void urgent() {
        urgent = true;
        Thread thread = owner;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** The calling thread runs the pipeline from now on. */
    void own() {
        owner = Thread.currentThread();
        asleep = null;
        urgent = true;
    }

    /**
     * Sleeps until there is something to do: at once when it is urgent, {@code lingerNanos} after a record came.
     *
     * @param nanos how long at most, {@link Long#MAX_VALUE} for ever
     * @param goesOn more records are expected at once: rather look again after the linger than be woken and linger then
     * @param records whether there are records to handle; null when they must wait anyway
     */
    void await(long nanos, long lingerNanos, boolean goesOn, @Nullable BooleanSupplier records) {
        long began = System.nanoTime();
        boolean came = false;
        if (goesOn && records != null) {
            linger(Math.min(nanos, lingerNanos));
            if (urgent || records.getAsBoolean()) {
                urgent = false;
                return;
            }
        }
        while (!urgent && !came) {
            if (records != null) {
                asleep = Thread.currentThread();
                // After announcing the sleep: a record offered before it is seen here, one offered later wakes.
                came = records.getAsBoolean();
            }
            long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : nanos - (System.nanoTime() - began);
            if (came || left <= 0) {
                break;
            }
            park(left);
        }
        asleep = null;
        if (came && !urgent) {
            linger(lingerNanos);
        }
        urgent = false;
    }

    private void linger(long nanos) {
        long until = System.nanoTime() + nanos;
        long left = nanos;
        while (!urgent && left > 0) {
            park(left);
            left = until - System.nanoTime();
        }
    }

    private void park(long nanos) {
        // A plugin may have left the flag behind; with it, parking would return at once for ever.
        boolean ignored = Thread.interrupted();
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
