package org.oriel.consent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.oriel.host.NotAllowedException;
import org.osgi.service.log.Logger;

/** The thread {@code oriel-gate}: one thing after the other. */
final class ControlThread implements Control, AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long LAST_SECONDS = 2;

    private final ScheduledThreadPoolExecutor executor;
    private final Logger log;
    private volatile @Nullable Thread thread;

    ControlThread(Logger log) {
        this.log = log;
        this.executor = new ScheduledThreadPoolExecutor(1, this::thread);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread thread(Runnable task) {
        Thread made = new Thread(task, "oriel-gate");
        made.setDaemon(true);
        thread = made;
        return made;
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            // It is shut down: the gate is closed, and nothing can change that.
            log.debug("the gate is shut down");
        }
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError e) {
                log.error("the gate failed at something and goes on", e);
            }
        };
    }

    /** Runs {@code task} there and waits, however often the caller is interrupted. */
    <T> T call(Duration limit, Callable<T> task) throws Exception {
        if (Thread.currentThread() == thread) {
            return task.call();
        }
        Future<T> future;
        try {
            future = executor.submit(task);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the gate is shut down", e);
        }
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new IllegalStateException("the gate did not answer within " + limit.toSeconds() + " s", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs {@code task} there and waits for its answer. */
    <T> T ask(Callable<T> task) throws NotAllowedException {
        try {
            return call(ANSWER, task);
        } catch (NotAllowedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs what is waiting, not what is scheduled. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the gate's thread still runs after {} s", LAST_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
