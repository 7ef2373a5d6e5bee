package org.oriel.delivery;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time. */
final class SystemPace implements Pace {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "oriel-export-watch");
        thread.setDaemon(true);
        return thread;
    });

    SystemPace() {
        // Every delivery sets a timer and takes it back; without this they would pile up until they are due.
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the callers loop
    public void await(Object monitor, long nanos) throws InterruptedException {
        if (nanos == Long.MAX_VALUE) {
            monitor.wait();
        } else {
            monitor.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Future<?> future = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
