package org.oriel.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.oriel.tck.FakeClock;

/** Time that stands still until the test moves the clock. */
final class FakePace implements Pace {
    private record Timer(long due, Runnable task) {}

    private final FakeClock clock;
    private final Object lock = new Object();
    private final Set<Object> monitors = new HashSet<>();
    private final List<Timer> timers = new ArrayList<>();

    FakePace(FakeClock clock) {
        this.clock = clock;
        clock.onChange(this::tick);
    }

    @Override
    public long nanos() {
        return clock.nanoTime();
    }

    @Override
    public void await(Object monitor, long nanos) throws InterruptedException {
        synchronized (lock) {
            monitors.add(monitor);
        }
        monitor.wait();
    }

    @Override
    public Runnable after(long nanos, Runnable task) {
        Timer timer = new Timer(nanos() + nanos, task);
        synchronized (lock) {
            timers.add(timer);
        }
        return () -> {
            synchronized (lock) {
                timers.remove(timer);
            }
        };
    }

    @Override
    public void close() {}

    private void tick() {
        List<Object> waiting;
        List<Timer> due;
        synchronized (lock) {
            waiting = List.copyOf(monitors);
            due = timers.stream().filter(timer -> timer.due() <= nanos()).toList();
            timers.removeAll(due);
        }
        due.forEach(timer -> timer.task().run());
        for (Object monitor : waiting) {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        }
    }
}
