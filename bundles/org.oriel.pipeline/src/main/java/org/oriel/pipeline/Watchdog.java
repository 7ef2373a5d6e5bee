package org.oriel.pipeline;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Looks now and then whether somebody hangs in a plugin; sleeps without a timer while nothing runs. */
final class Watchdog implements Runnable {
    private final long everyNanos;
    private volatile @Nullable BooleanSupplier look;
    private volatile long activity;
    private volatile boolean asleep;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    Watchdog(long everyNanos) {
        this.everyNanos = everyNanos;
    }

    /** {@code looks} does the looking and says whether a plugin runs now. */
    void start(BooleanSupplier looks) {
        look = looks;
        Thread fresh = new Thread(this, "oriel-watchdog");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    /** Plugins are about to run. Costs two volatile accesses while the watchdog is awake. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost increment still is a change
    void busy() {
        activity++;
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        BooleanSupplier looks = Objects.requireNonNull(look);
        while (!stopped) {
            long before = activity;
            LockSupport.parkNanos(this, everyNanos);
            if (!looks.getAsBoolean() && activity == before) {
                sleep(before);
            }
        }
    }

    private void sleep(long before) {
        asleep = true;
        // After announcing the sleep: what began before it is seen here, what begins later wakes.
        while (asleep && activity == before && !stopped) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
