package org.oriel.frames;

/** A service of somebody else: who, and whether it is still called. Any thread. */
final class Plugin<T> {
    private static final int MOST_FAILURES = 3;

    final T service;
    final String name;
    final int ranking;
    final long id;

    private final Object lock = new Object();
    // Guarded by lock.
    private boolean gone;
    private boolean running;
    private int failuresInARow;

    Plugin(T service, String name, int ranking, long id) {
        this.service = service;
        this.name = name;
        this.ranking = ranking;
        this.id = id;
    }

    /** Before a call, on the thread that makes it; {@code false} when there must be none. */
    boolean enter() {
        synchronized (lock) {
            if (gone) {
                return false;
            }
            running = true;
            return true;
        }
    }

    void exit() {
        synchronized (lock) {
            running = false;
            lock.notifyAll();
        }
    }

    /** It must not be called any more; waits for a call under way. Returns whether that ended. */
    boolean leave(long nanos) {
        synchronized (lock) {
            gone = true;
            long end = System.nanoTime() + nanos;
            try {
                for (long left = nanos; running && left > 0; left = end - System.nanoTime()) {
                    lock.wait(left / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return !running;
        }
    }

    boolean isGone() {
        synchronized (lock) {
            return gone;
        }
    }

    void worked() {
        synchronized (lock) {
            failuresInARow = 0;
        }
    }

    /** It threw or was late; {@code true} when that suspends it now. */
    boolean failed() {
        synchronized (lock) {
            failuresInARow++;
            return failuresInARow == MOST_FAILURES;
        }
    }

    boolean isSuspended() {
        synchronized (lock) {
            return failuresInARow >= MOST_FAILURES;
        }
    }

    boolean isFirstFailure() {
        synchronized (lock) {
            return failuresInARow == 1;
        }
    }
}
