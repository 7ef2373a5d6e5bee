package org.oriel.bench;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.Step;
import org.oriel.trajectory.Trajectories;
import org.oriel.trajectory.TrajectorySink;

/** Events to steps, in one thread: how fast, and whether what is kept grows with the length of a session. */
final class TrajectoryBench implements Benchmark {
    private static final int BATCH = 200_000;
    private static final double WANTED = 500_000;
    private static final double MEGABYTE = 1e6;
    /** Heap that a collection finds in use differs from run to run by about this much. */
    private static final double GROWTH_MEGABYTES = 8;

    private final Work work = new Work(20261121);

    private static final class Count implements TrajectorySink {
        long steps;
        long episodes;

        @Override
        public void step(Episode.Head episode, Step step) {
            steps++;
        }

        @Override
        public void episode(Episode episode) {
            episodes++;
        }
    }

    @Override
    public Report run(Options options) {
        Report report = new Report();
        Table table = new Table("events", "events/s", "ns/event", "events a step");
        double perSecond = speed(table, "typing, clicks, scrolling, moves", 6, options);
        speed(table, "98 % moves", 120, options);
        report.table(table);
        report.atLeast("events to steps, one core", perSecond, WANTED, "/s");
        memory(report, options.pick(1_000_000, 10_000_000));
        return report;
    }

    private double speed(Table table, String name, int moves, Options options) {
        List<CaptureEvent> events = new ArrayList<>(BATCH);
        while (events.size() < BATCH) {
            work.act(events, moves);
        }
        int rounds = 5 * options.rounds();
        List<Double> perSecond = new ArrayList<>();
        long steps = 0;
        for (int round = -rounds; round < rounds; round++) {
            Count count = new Count();
            Trajectories trajectories = new Trajectories(count);
            long begun = System.nanoTime();
            for (CaptureEvent event : events) {
                trajectories.accept(event);
            }
            trajectories.finish();
            double seconds = (System.nanoTime() - begun) / 1e9;
            steps = count.steps;
            if (round >= 0) {
                perSecond.add(events.size() / seconds);
            }
        }
        double median = Stats.median(perSecond);
        table.row(name, median, 1e9 / median, (double) events.size() / steps);
        return median;
    }

    /** One session that never ends, made as it goes. */
    private void memory(Report report, int events) {
        Count count = new Count();
        Trajectories trajectories = new Trajectories(count);
        double early = 0;
        long fed = 0;
        List<CaptureEvent> some = new ArrayList<>();
        while (fed < events) {
            some.clear();
            work.act(some, 6);
            some.forEach(trajectories::accept);
            boolean tenth = fed < events / 10 && fed + some.size() >= events / 10;
            fed += some.size();
            if (tenth) {
                early = used();
            }
        }
        double late = used();
        report.text(Table.number(fed) + " events of one session: " + Table.number(count.steps) + " steps, heap after a"
                + " collection " + Table.number(early) + " MB after a tenth, " + Table.number(late)
                + " MB at the end.");
        report.atMost("heap that a session ten times as long takes more", late - early, GROWTH_MEGABYTES, " MB");
        trajectories.finish();
    }

    private static double used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }
}
