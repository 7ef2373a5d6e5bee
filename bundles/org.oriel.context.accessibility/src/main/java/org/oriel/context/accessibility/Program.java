package org.oriel.context.accessibility;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application on the accessibility bus: who it is, what it last said, what of it must not be asked. Any thread. */
final class Program {
    private static final int MOST_GUARDED = 1024;
    private static final int MOST_PLACES = 256;

    private final String owner;
    private final Watchdog watchdog = new Watchdog();
    private volatile int process;
    private volatile String activated = "";
    private volatile long lookedNanos;

    private final Object lock = new Object();
    // All below guarded by lock.
    private Focus focus;
    private @Nullable Focus suspect;
    private Focus former;
    private @Nullable Parting parting;
    private boolean partingUntold;
    private long confirmedNanos;
    private long changes;
    private final Map<String, Boolean> guarded = bounded(MOST_GUARDED);
    private final Map<String, Place> places = bounded(MOST_PLACES);
    private final Map<String, Integer> windows = bounded(MOST_PLACES);

    /** Where an object stands: the frame around it, and the innermost web document, null where there is none. */
    record Place(Reference frame, @Nullable Reference document) {}

    /**
     * A focus that a window had when it went to the back.
     *
     * @param untilNanos it still had it then
     */
    record Parting(Focus focus, long untilNanos) {}

    Program(String owner, long listeningNanos) {
        this.owner = owner;
        confirmedNanos = listeningNanos;
        lookedNanos = listeningNanos;
        focus = new Focus("", listeningNanos, listeningNanos);
        former = focus;
    }

    String owner() {
        return owner;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    Reference object(String path) {
        return new Reference(owner, path);
    }

    /** Process on this machine, as the kernel told the bus; 0 until it was asked. */
    int process() {
        return process;
    }

    void process(int id) {
        process = id;
    }

    /** When it was looked at last without having been asked for. */
    long lookedNanos() {
        return lookedNanos;
    }

    void looked(long nanos) {
        lookedNanos = nanos;
    }

    /** An event: a frame of it came to the front. */
    void activated(String frame) {
        activated = frame;
        stirred();
    }

    /** The frame that came to the front last; empty if none did. */
    String activated() {
        return activated;
    }

    /** An event: the object has the focus. Returns whether that is new. */
    boolean focused(String path, long nanos) {
        synchronized (lock) {
            changes++;
            suspect = null;
            if (focus.path().equals(path)) {
                return false;
            }
            focus = new Focus(path, confirmedNanos, later(confirmedNanos, nanos));
            former = focus;
            return true;
        }
    }

    /** An event: the object has the focus no longer. */
    void unfocused(String path, long nanos) {
        synchronized (lock) {
            changes++;
            if (focus.path().equals(path)) {
                focus = new Focus("", confirmedNanos, later(confirmedNanos, nanos));
            }
        }
    }

    /**
     * An event: a window of it went to the back. It told that after all its input before, and got none after: what had
     * the focus last had it until then.
     */
    void deactivated(long nanos) {
        synchronized (lock) {
            if (former.known()) {
                long until = later(former.sinceNanos(), nanos);
                confirmedNanos = later(confirmedNanos, until);
                parting = new Parting(former, until);
                partingUntold = true;
            }
        }
    }

    /** What had the focus when a window went to the back last; null if none did. */
    @Nullable
    Parting parting() {
        synchronized (lock) {
            return parting;
        }
    }

    /** The same, once. */
    @Nullable
    Parting takeParting() {
        synchronized (lock) {
            boolean take = partingUntold;
            partingUntold = false;
            return take ? parting : null;
        }
    }

    /** An event: the caret of the object moved, so it may have the focus although no event said so. */
    void touched(String path, long nanos) {
        synchronized (lock) {
            if (!focus.path().equals(path)) {
                suspect = new Focus(path, confirmedNanos, later(confirmedNanos, nanos));
            }
        }
    }

    Focus focus() {
        synchronized (lock) {
            return focus;
        }
    }

    /** An object that may have the focus without having said so; null if there is none. */
    @Nullable
    Focus suspect() {
        synchronized (lock) {
            return suspect;
        }
    }

    /** Counts what was said about the focus: unchanged means that nothing was said in between. */
    long changes() {
        synchronized (lock) {
            return changes;
        }
    }

    /** The object was asked and still had the focus at {@code nanos}. Returns until when it is known now. */
    long confirmed(Focus asked, long nanos) {
        synchronized (lock) {
            long until = later(asked.sinceNanos(), nanos);
            if (focus.equals(asked)) {
                confirmedNanos = later(confirmedNanos, until);
            }
            return until;
        }
    }

    /** Once guarded, always guarded: a password that is shown is a password. */
    void guard(String path) {
        synchronized (lock) {
            guarded.put(path, true);
        }
    }

    boolean guarded(String path) {
        synchronized (lock) {
            return guarded.containsKey(path);
        }
    }

    @Nullable
    Place place(String path) {
        synchronized (lock) {
            return places.get(path);
        }
    }

    void place(Set<String> paths, Place place) {
        synchronized (lock) {
            paths.forEach(p -> places.put(p, place));
        }
    }

    /** Window of a frame, 0 if it was not found yet. */
    int window(String frame) {
        synchronized (lock) {
            return windows.getOrDefault(frame, 0);
        }
    }

    void window(String frame, int window) {
        synchronized (lock) {
            windows.put(frame, window);
        }
    }

    /** Forgets what may have moved. */
    private void stirred() {
        synchronized (lock) {
            places.clear();
            windows.clear();
        }
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }
}
