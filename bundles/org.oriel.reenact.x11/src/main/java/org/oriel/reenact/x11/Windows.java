package org.oriel.reenact.x11;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.oriel.api.event.Subject;

/** Waits until the screen is where a step was: the same window has the keyboard, and nothing moves any more. */
final class Windows {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    /** So long the screen must look the same. A text cursor blinks at half a second and more. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(350);

    private final Display display;
    private final long patienceNanos;
    private final long settleMostNanos;
    private final Map<String, Long> known = new HashMap<>();

    /**
     * Eyes.
     *
     * @param patienceMillis how long a window may take to come
     * @param settleMostMillis how long to wait at most for a screen that never rests, such as one that plays a film
     */
    Windows(Display display, long patienceMillis, long settleMostMillis) {
        this.display = display;
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        settleMostNanos = TimeUnit.MILLISECONDS.toNanos(settleMostMillis);
    }

    /** Waits for the window of a step; empty, or what is there instead. */
    String await(Subject subject) {
        if (subject.window().isEmpty()) {
            return "";
        }
        boolean there = until(patienceNanos, () -> isThere(subject));
        if (there) {
            return "";
        }
        String active = display.application(display.active());
        return "a window of " + subject.application() + " did not get the keyboard; it is with "
                + (active.isEmpty() ? "no known program" : active);
    }

    /** A window that was not seen before is whichever of its program comes first. */
    private boolean isThere(Subject subject) {
        long active = display.active();
        Long bound = known.get(subject.window());
        if (bound != null) {
            return active == bound;
        }
        if (active == 0
                || known.containsValue(active)
                || !display.application(active).equals(subject.application())) {
            return false;
        }
        known.put(subject.window(), active);
        return true;
    }

    /** Waits until nothing changes on the screen; {@code false} when it never rested. */
    boolean settle() {
        long[] last = {display.looks(), System.nanoTime()};
        return until(settleMostNanos, () -> {
            long now = display.looks();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] >= QUIET_NANOS;
        });
    }

    private static boolean until(long mostNanos, BooleanSupplier condition) {
        long end = System.nanoTime() + mostNanos;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
