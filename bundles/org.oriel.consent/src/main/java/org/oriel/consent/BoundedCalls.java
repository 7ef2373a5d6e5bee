package org.oriel.consent;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Calls on threads of their own; a call that hangs costs its thread, of which there are a few. */
final class BoundedCalls implements Calls, AutoCloseable {
    private static final int MOST_THREADS = 16;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), BoundedCalls::thread);

    /** Guards {@link #hanging}; never held during a call. */
    private final Object lock = new Object();

    private final Map<Object, Future<Boolean>> hanging = new IdentityHashMap<>();

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "oriel-gate-call");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Outcome call(Object owner, Duration limit, BooleanSupplier call) {
        synchronized (lock) {
            hanging.values().removeIf(Future::isDone);
            if (hanging.containsKey(owner)) {
                return new Outcome(false, "still hangs in an earlier call");
            }
        }
        Future<Boolean> future;
        try {
            future = threads.submit(call::getAsBoolean);
        } catch (RejectedExecutionException e) {
            return new Outcome(false, "was not called: too many plugins hang");
        }
        return await(owner, limit, future);
    }

    private Outcome await(Object owner, Duration limit, Future<Boolean> future) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return new Outcome(future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS), "");
                } catch (InterruptedException e) {
                    // Whoever interrupts wants the gate to stop; it stops at the end of this step.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            return new Outcome(false, "threw " + e.getCause());
        } catch (TimeoutException e) {
            synchronized (lock) {
                hanging.put(owner, future);
            }
            return new Outcome(false, "did not return within " + limit.toMillis() + " ms");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
