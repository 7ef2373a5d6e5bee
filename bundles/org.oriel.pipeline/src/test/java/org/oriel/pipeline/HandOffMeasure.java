package org.oriel.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.tck.CapturingLogger;

/**
 * Not a test: prints what the hand-off and the whole pipeline cost, as processor time of the process. Medians of
 * interleaved rounds; {@code main} takes the seconds of a round.
 */
final class HandOffMeasure {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long TICK_NANOS = 1_000_000;
    private static final int ROUNDS = 5;

    private static volatile long sink;

    private HandOffMeasure() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        handOff(20_000, seconds);
        handOff(1_000, seconds);
        pipeline(200, seconds);
        pipeline(1_000, seconds);
        pipeline(20_000, seconds);
        detection();
        System.exit(0);
    }

    private static void handOff(int perSecond, int seconds) throws InterruptedException {
        double[] direct = new double[ROUNDS];
        double[] ring = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double directly = cpuOf(perSecond, seconds, raw -> sink += raw.value());
            Signal signal = new Signal();
            RingFeed feed = feed(signal);
            Thread reader = new Thread(() -> read(signal, feed));
            reader.start();
            double through = cpuOf(perSecond, seconds, raw -> {
                if (!feed.offer(raw)) {
                    throw new IllegalStateException("the ring is full");
                }
            });
            feed.shut();
            signal.urgent();
            reader.join();
            if (round >= 0) {
                direct[round] = directly;
                ring[round] = through;
            }
        }
        System.out.printf(
                "hand-off %,7d/s: direct call %.2f %% of a core, ring %.2f %%, difference %.2f us a record%n",
                perSecond, 100 * median(direct), 100 * median(ring), 1e6 * (median(ring) - median(direct)) / perSecond);
    }

    private static RingFeed feed(Signal signal) {
        return new RingFeed(
                new Plugin("b", "1", Plugin.Tolerance.DECODER),
                Set.of(),
                new FakeSource(null),
                new Ring(65_536),
                1,
                "",
                new FloodMeter(1, 0),
                signal,
                closed -> {});
    }

    private static void read(Signal signal, RingFeed feed) {
        signal.own();
        RawRecord raw = new RawRecord();
        while (!feed.shutAlready()) {
            while (feed.ring.ready()) {
                feed.ring.take(raw);
                sink += raw.value();
            }
            signal.await(Long.MAX_VALUE, 50_000_000, true, feed.ring::ready);
        }
    }

    private static void pipeline(int perSecond, int seconds) {
        Settings settings = new Settings(
                65_536,
                50_000_000,
                1_000_000_000,
                Limits.DEFAULT,
                Set.of("d"),
                50_000_000,
                2_000_000_000L,
                1_000_000,
                Timing.FINE,
                Naming.NUMBERED,
                500_000_000L,
                Path.of("unused"));
        FakeStore store = new FakeStore();
        store.swallow();
        Engine engine = new Engine(new Surroundings(
                settings,
                new Clocks(Clock.systemUTC(), System::nanoTime, () -> -1),
                store,
                new FakeAdmission(),
                UUID.randomUUID(),
                Placeholders::new,
                "measure/0",
                new CapturingLogger().logger()));
        engine.start();
        engine.addDetector(new Plugins.Entry<>(new Rig.Detector(Rig::emails), "d", "1", 0, 1));
        engine.begin(Rig.GRANT);
        FakeSource decoder = new FakeSource(null) {
            @Override
            public void decode(RawRecord raw, Consumer<org.oriel.api.event.EventBody> out) {
                super.decode(raw, out);
                decoded.clear();
            }
        };
        RingFeed feed = engine.open("source", "1", FakeSource.KINDS, decoder);
        RawRecord mine = new RawRecord();
        int[] count = {0};
        Consumer<RawRecord> offer = raw -> {
            int n = count[0]++;
            feed.offer(mixed(mine, n));
        };
        double[] alone = new double[ROUNDS];
        double[] whole = new double[ROUNDS];
        long events = engine.status().stored();
        for (int round = -1; round < ROUNDS; round++) {
            double producing = cpuOf(
                    perSecond, seconds, raw -> sink += mixed(mine, count[0]++).value());
            double all = cpuOf(perSecond, seconds, offer);
            if (round >= 0) {
                alone[round] = producing;
                whole[round] = all;
            }
        }
        engine.end(Disposition.KEEP, "measure");
        var status = engine.status();
        System.out.printf(
                "pipeline %,7d/s: %.2f %% of a core, of it producer %.2f %%; %.2f us a record (%d records, %d events, dropped %s)%n",
                perSecond,
                100 * median(whole),
                100 * median(alone),
                1e6 * (median(whole) - median(alone)) / perSecond,
                status.admitted(),
                status.stored() - events,
                status.dropped());
        engine.stop();
    }

    /** Of 20 records 14 pointer positions, 4 key edges, a click and a title; a focus change now and then. */
    private static RawRecord mixed(RawRecord raw, int n) {
        long now = System.nanoTime();
        int kind = n % 400 == 0
                ? RecordKind.FOCUS
                : switch (n % 20) {
                    case 3, 4, 9, 10 -> RecordKind.KEY;
                    case 15 -> RecordKind.BUTTON;
                    case 17 -> RecordKind.TITLE;
                    default -> RecordKind.POINTER;
                };
        int flags = n % 20 == 3 || n % 20 == 9 ? RawRecord.FLAG_DOWN : 0;
        return raw.begin(kind, now)
                .window(1 + n / 400 % 2, 1)
                .code('a' + n / 20 % 26)
                .flags(flags)
                .at(n % 1000, n % 700)
                .origin(RawRecord.ORIGIN_PHYSICAL);
    }

    private static void detection() throws DetectionFailed {
        Plugins<org.oriel.api.redact.TextDetector> plugins = new Plugins<>();
        Settings settings = Rig.settings(1 << 10, 0, 1_000);
        CapturingLogger logger = new CapturingLogger();
        Clocks clocks = new Clocks(Clock.systemUTC(), System::nanoTime, () -> -1);
        Detectors detectors = new Detectors(
                settings,
                clocks,
                plugins,
                new Readiness(settings.requiredDetectors(), plugins, new Plugins<>(), logger.logger()),
                new Suspensions(logger.logger()),
                new Watchdog(1_000_000_000));
        plugins.add(new Plugins.Entry<>(new Rig.Detector(text -> List.of()), Rig.DETECTOR, "1", 0, 1));
        detectors.start();
        int calls = 20_000;
        double[] micros = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            long before = SYSTEM.getProcessCpuTime();
            for (int i = 0; i < calls; i++) {
                sink += detectors.detect("sixteen letters.").size();
            }
            if (round >= 0) {
                micros[round] = (SYSTEM.getProcessCpuTime() - before) / 1e3 / calls;
            }
        }
        detectors.stop();
        System.out.printf("a verdict on another thread: %.1f us%n", median(micros));
    }

    /** Share of a core that the process uses while {@code work} gets records at that rate. */
    private static double cpuOf(int perSecond, int seconds, Consumer<RawRecord> work) {
        RawRecord raw = new RawRecord().begin(RecordKind.BUTTON, 1).value(1);
        long began = System.nanoTime();
        long before = SYSTEM.getProcessCpuTime();
        long done = 0;
        long passed = 0;
        while (passed < seconds * 1_000_000_000L) {
            LockSupport.parkNanos(TICK_NANOS);
            passed = System.nanoTime() - began;
            for (long due = passed * perSecond / 1_000_000_000L; done < due; done++) {
                work.accept(raw);
            }
        }
        return (SYSTEM.getProcessCpuTime() - before) / (double) passed;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
