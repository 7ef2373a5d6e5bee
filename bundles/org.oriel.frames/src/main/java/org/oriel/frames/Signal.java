package org.oriel.frames;

import java.util.function.LongSupplier;

/** What wakes the taker. Any thread. */
final class Signal {
    private final LongSupplier clock;
    private final Object lock = new Object();
    // Guarded by lock.
    private boolean woken;
    private boolean changed;
    private boolean asked;
    private boolean stopped;

    Signal(LongSupplier clock) {
        this.clock = clock;
    }

    /** There is something to think about. */
    void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    /** The screen changed. */
    void change() {
        synchronized (lock) {
            changed = true;
            woken = true;
            lock.notifyAll();
        }
    }

    /** A frame is wanted although nothing changed. */
    void ask() {
        synchronized (lock) {
            asked = true;
            woken = true;
            lock.notifyAll();
        }
    }

    /** Whether one is wanted, once. */
    boolean takeAsked() {
        synchronized (lock) {
            boolean wanted = asked;
            asked = false;
            return wanted;
        }
    }

    void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    boolean isChanged() {
        synchronized (lock) {
            return changed;
        }
    }

    void clearChanged() {
        synchronized (lock) {
            changed = false;
        }
    }

    boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    /** Waits until something happens or the time has come. */
    void await(long untilNanos) throws InterruptedException {
        synchronized (lock) {
            while (!woken && !stopped) {
                if (untilNanos == Long.MAX_VALUE) {
                    lock.wait();
                    continue;
                }
                long left = untilNanos - clock.getAsLong();
                if (left <= 0) {
                    break;
                }
                lock.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            woken = false;
        }
    }
}
