package org.oriel.tck;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which threads a plugin left behind. */
final class Threads {
    // Threads of the JVM and of the test framework come and go as they please.
    private static final Set<String> NOT_OURS = Set.of(
            "Common-Cleaner",
            "Attach Listener",
            "process reaper",
            "Signal Dispatcher",
            "Finalizer",
            "Reference Handler");

    private final Set<Thread> before;

    private Threads(Set<Thread> before) {
        this.before = before;
    }

    static Threads now() {
        return new Threads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** Names of the threads that are new and still alive; waits for them to end, up to {@code limit}. */
    Set<String> leftAfter(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (isOurs(thread)) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        }
        return Thread.getAllStackTraces().keySet().stream()
                .filter(this::isOurs)
                .map(Thread::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isOurs(Thread thread) {
        return !before.contains(thread)
                && !NOT_OURS.contains(thread.getName())
                && !thread.getName().startsWith("junit-")
                && thread != Thread.currentThread();
    }
}
