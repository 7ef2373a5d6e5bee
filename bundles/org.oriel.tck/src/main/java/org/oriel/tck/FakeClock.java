package org.oriel.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still until a test moves it: wall time for people, and a monotonic time for order. */
public final class FakeClock extends Clock {
    /** Where every fake clock starts, so that tests print the same times everywhere. */
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    // Guarded by lock.
    private Instant wall = START;
    private long nanos = 1_000_000_000L;

    /** A clock at {@link #START}. */
    public FakeClock() {}

    /** The monotonic time, as {@link System#nanoTime()} would tell it. */
    public long nanoTime() {
        synchronized (lock) {
            return nanos;
        }
    }

    /** Moves both times on, then tells the listeners. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("advance by " + by + ", allowed: not negative; see jumpTo");
        }
        synchronized (lock) {
            wall = wall.plus(by);
            nanos += by.toNanos();
        }
        listeners.forEach(Runnable::run);
    }

    /** Sets the wall time alone, as a person or a time server does. */
    public void jumpTo(Instant time) {
        synchronized (lock) {
            wall = time;
        }
        listeners.forEach(Runnable::run);
    }

    /** Calls {@code listener} after every change, on the thread that made it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return wall;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** This clock: tests have one time, and it is UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
