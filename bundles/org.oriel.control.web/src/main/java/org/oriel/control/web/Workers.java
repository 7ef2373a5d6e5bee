package org.oriel.control.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Few threads for requests. Whoever is slow loses the connection: an interrupt closes the channel that a thread reads
 * from or writes to. While a request works on the core it is never interrupted, as an interrupt would close files there.
 */
final class Workers implements Executor, AutoCloseable {
    private static final int THREADS = 20;
    private static final int QUEUE = 256;

    /** What a request is doing. */
    private enum Phase {
        /** Reads from somebody who is not known yet. */
        READING,
        /** Works on the core. */
        WORKING,
        /** Writes to the page. */
        WRITING,
        /** Over. */
        DONE
    }

    private final Duration limit;
    private final Object lock = new Object();
    // Guarded by lock, oldest first.
    private final Set<Work> running = new LinkedHashSet<>();
    private final ThreadLocal<@Nullable Work> current = new ThreadLocal<>();
    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService clock;

    private final class Work implements Runnable {
        private final Runnable task;
        // All guarded by lock.
        private @Nullable Thread thread;
        private Phase phase = Phase.READING;
        private long deadline;
        private boolean evicted;

        Work(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            synchronized (lock) {
                thread = Thread.currentThread();
                deadline = System.nanoTime() + limit.toNanos();
                running.add(this);
            }
            current.set(this);
            try {
                task.run();
            } finally {
                current.remove();
                synchronized (lock) {
                    phase = Phase.DONE;
                    running.remove(this);
                    // Under the lock: whoever interrupts has done it by now, and the next request must not feel it.
                    Thread.interrupted();
                }
            }
        }

        void interrupt() {
            if (thread != null && (phase == Phase.READING || phase == Phase.WRITING)) {
                thread.interrupt();
            }
        }
    }

    /** With the time that a request may take to arrive, and an answer to be taken. */
    Workers(Duration limit) {
        this.limit = limit;
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), Workers::thread);
        pool.allowCoreThreadTimeOut(true);
        this.clock = Executors.newSingleThreadScheduledExecutor(Workers::thread);
        long step = Math.max(50, limit.toMillis() / 10);
        var unused = clock.scheduleWithFixedDelay(this::look, step, step, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "oriel-web");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a request; when all threads are taken, the one that reads longest gives way. */
    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            if (running.size() >= THREADS) {
                running.stream()
                        .filter(work -> work.phase == Phase.READING && !work.evicted)
                        .findFirst()
                        .ifPresent(work -> {
                            work.evicted = true;
                            work.interrupt();
                        });
            }
        }
        pool.execute(new Work(task));
    }

    /** From here on the request works on the core. */
    void working() {
        enter(Phase.WORKING);
    }

    /** From here on it writes. */
    void writing() {
        enter(Phase.WRITING);
    }

    private void enter(Phase phase) {
        Work work = current.get();
        if (work == null) {
            return;
        }
        synchronized (lock) {
            work.phase = phase;
            work.deadline = System.nanoTime() + limit.toNanos();
            if (phase == Phase.WORKING) {
                // The channel of one that was interrupted is closed; it finds out when it writes.
                Thread.interrupted();
            }
        }
    }

    private void look() {
        long now = System.nanoTime();
        List<Work> late = new ArrayList<>();
        synchronized (lock) {
            for (Work work : running) {
                if (now - work.deadline > 0) {
                    late.add(work);
                }
            }
            late.forEach(Work::interrupt);
        }
    }

    /** Ends what reads and writes, and waits a moment for the rest. */
    @Override
    public void close() {
        clock.shutdownNow();
        pool.shutdown();
        synchronized (lock) {
            running.forEach(Work::interrupt);
        }
        try {
            if (!pool.awaitTermination(2, TimeUnit.SECONDS)) {
                // A request that still works on the core ends with its call; its thread is a daemon.
                pool.getQueue().clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
