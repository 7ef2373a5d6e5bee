package org.oriel.frames;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls plugins on a thread of their own, and gives the thread up with them when they are late. */
final class Calls {
    private static final long IDLE_SECONDS = 10;

    /** The call took too long, or was given up because all of it ends. */
    static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    private final String name;
    private final Object lock = new Object();
    // Guarded by lock.
    private @Nullable ThreadPoolExecutor executor;
    private @Nullable Future<?> running;
    private boolean closed;

    Calls(String name) {
        this.name = name;
    }

    /** The result; what the plugin throws comes as the cause of an {@link ExecutionException}. */
    <T> T call(Callable<T> plugin, long nanos) throws GivenUp, ExecutionException, InterruptedException {
        Future<T> future = submit(plugin);
        try {
            return future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            giveUp();
            throw new GivenUp();
        }
    }

    private <T> Future<T> submit(Callable<T> plugin) throws GivenUp {
        synchronized (lock) {
            if (closed) {
                throw new GivenUp();
            }
            ThreadPoolExecutor now = executor;
            if (now == null) {
                now = new ThreadPoolExecutor(
                        1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
                // No thread while there is nothing to call.
                now.allowCoreThreadTimeOut(true);
                executor = now;
            }
            try {
                Future<T> future = now.submit(plugin);
                running = future;
                return future;
            } catch (RejectedExecutionException e) {
                throw new GivenUp();
            }
        }
    }

    /** Interrupts the call under way; its thread is not used again. */
    void giveUp() {
        synchronized (lock) {
            ThreadPoolExecutor now = executor;
            Future<?> call = running;
            executor = null;
            running = null;
            if (now != null) {
                now.shutdownNow();
            }
            if (call != null) {
                call.cancel(true);
            }
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** The same for good. */
    void close() {
        synchronized (lock) {
            closed = true;
            giveUp();
        }
    }
}
