package org.oriel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
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

    private final Random random = new Random(20261121);
    private final UUID session = new UUID(random.nextLong(), random.nextLong());
    private final UUID device = new UUID(random.nextLong(), random.nextLong());
    private long millis;

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
        double work = speed(table, "typing, clicks, scrolling, moves", 6, options);
        speed(table, "98 % moves", 120, options);
        report.table(table);
        report.atLeast("events to steps, one core", work, WANTED, "/s");
        memory(report, options.pick(1_000_000, 10_000_000));
        return report;
    }

    private double speed(Table table, String name, int moves, Options options) {
        List<CaptureEvent> events = new ArrayList<>(BATCH);
        while (events.size() < BATCH) {
            act(events, moves);
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
            act(some, 6);
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

    /** A few words, a click, a shortcut, some scrolling; between them, moves. */
    private void act(List<CaptureEvent> events, int moves) {
        Point at = Point.at(random.nextInt(1920), random.nextInt(1080));
        for (int i = 0; i < moves; i++) {
            add(events, 50, new PointerMove(List.of(Point.at(at.x() + i, at.y()), new Point(at.x(), at.y() + i, 20))));
        }
        add(events, 80, new PointerButton(true, 1, at, Set.of()));
        add(events, 80, new PointerButton(false, 1, at, Set.of()));
        for (int i = 0; i < 20; i++) {
            char letter = (char) ('a' + random.nextInt(26));
            key(events, String.valueOf(letter), "Key" + (char) (letter - 'a' + 'A'));
        }
        key(events, "Enter", "Enter");
        for (int i = 0; i < 3; i++) {
            add(events, 100, new Scroll(0, 1, 0, 0, at));
        }
    }

    private void key(List<CaptureEvent> events, String key, String code) {
        add(events, 40, new Key(Key.Phase.DOWN, Sensitive.of(code), Sensitive.of(key), Set.of(), 1));
        add(events, 40, new Key(Key.Phase.UP, Sensitive.of(code), Sensitive.of(key), Set.of(), 1));
    }

    private void add(List<CaptureEvent> events, long later, EventBody body) {
        millis += later;
        UUID id = new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0000L | random.nextLong() >>> 2);
        events.add(new CaptureEvent(
                id.toString(),
                session,
                device,
                new EventTime(millis * 1_000_000, 1_795_000_000_000L + millis),
                "org.oriel.source.x11/0.1.0",
                Actor.HUMAN,
                new Subject("w1", "/usr/bin/mousepad", ""),
                "0",
                "grant",
                "ai-training",
                List.of(),
                body));
    }
}
