package org.oriel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The X11 hook beside JNativeHook: one X server, one injector, one receiver at a time. */
final class HookBench implements Benchmark {
    private static final List<String> HOOKS = List.of("oriel", "jnativehook");
    private static final int BURST = 100_000;
    /** A little more than what must be drained. As fast as it goes the X server itself loses some. */
    private static final int FLOOD_PER_SECOND = 95_000;

    private static final long SETTLE_MILLIS = 15_000;
    private static final long STALLED_MILLIS = 3_000;

    private final Samples<Sample> samples = new Samples<>();

    @Override
    public Report run(Options options) throws Exception {
        try (Xvfb server = new Xvfb();
                Child injector = Child.start(InjectorChild.class, server.display())) {
            for (int round = 0; round < options.rounds(); round++) {
                for (String hook : HOOKS) {
                    measure(new Run(hook, server, injector, options));
                }
            }
        }
        return HookReport.of(samples);
    }

    /** One receiver from its start to its end. */
    private void measure(Run run) throws IOException {
        Options options = run.options;
        try (Child hook = Child.start(
                Map.of("DISPLAY", run.server.display()),
                Child.FLAGS,
                HookChild.class,
                run.hook,
                run.server.display())) {
            hook.ask("count");
            run.injector.ask("focus", "on");
            // Warm, as it is for most of a working day: what the compiler does meanwhile is not the hook's cost.
            load(run, hook, "", "flood", 50_000, options.pick(20_000, 300_000));
            load(run, hook, "", "mixed", 1000, options.pick(1500, 5000));
            load(run, hook, "", "keys", 1000, options.pick(1500, 5000));
            load(run, hook, "mixed", "mixed", 1000, options.pick(4000, 8000));
            load(run, hook, "keys", "keys", 200, options.pick(800, 1600));
            load(run, hook, "flood", "flood", FLOOD_PER_SECOND, BURST);
            load(run, hook, "burst", "burst", BURST);
            run.injector.ask("focus", "off");
            load(run, hook, "unfocused", "keys", 200, options.pick(800, 1600));
            run.injector.ask("focus", "on");
        }
    }

    private void load(Run run, Child hook, String name, Object... command) throws IOException {
        hook.ask("clear");
        long serverCpu = run.server.proc().cpuNanos();
        long cpu = hook.proc().cpuNanos();
        long[] sent = run.injector.numbers(command);
        long[] got = settle(hook, sent[0]);
        cpu = hook.proc().cpuNanos() - cpu;
        serverCpu = run.server.proc().cpuNanos() - serverCpu;
        if (name.isEmpty()) {
            return;
        }
        Path from = run.options.work().resolve("sent.times");
        Path to = run.options.work().resolve("got.times");
        run.injector.ask("times", from);
        hook.ask("times", to);
        long events = name.equals("mixed") ? Long.parseLong(command[2].toString()) : sent[0];
        samples.add(
                run.hook + " " + name,
                new Sample(Times.read(from), Times.read(to), events, sent[0], got[0], cpu, serverCpu));
    }

    /** Waits until all have arrived, or none has for a while. Returns how many, and when the last one did. */
    private static long[] settle(Child hook, long expected) {
        long[] got = hook.numbers("count");
        long changed = System.nanoTime();
        long end = changed + SETTLE_MILLIS * 1_000_000;
        while (got[0] < expected
                && System.nanoTime() < end
                && System.nanoTime() - changed < STALLED_MILLIS * 1_000_000) {
            Waits.millis(50);
            long[] now = hook.numbers("count");
            if (now[0] != got[0]) {
                changed = System.nanoTime();
            }
            got = now;
        }
        return got;
    }

    private record Run(String hook, Xvfb server, Child injector, Options options) {}

    /**
     * One load.
     *
     * @param sent when each key and button was injected
     * @param got when each arrived
     * @param events everything injected, moves included
     * @param edges keys and buttons injected
     * @param arrived keys and buttons that arrived
     */
    record Sample(long[] sent, long[] got, long events, long edges, long arrived, long cpuNanos, long serverNanos) {
        /** Microseconds from injection to arrival; in order, so the nth is the nth. Nothing when some are missing. */
        double latency(double percent) {
            if (sent.length != got.length) {
                return Double.NaN;
            }
            long[] latencies = new long[sent.length];
            for (int i = 0; i < latencies.length; i++) {
                latencies[i] = got[i] - sent[i];
            }
            return Stats.percentile(latencies, percent) / 1e3;
        }

        double micros() {
            return cpuNanos / 1e3 / events;
        }

        double serverMicros() {
            return serverNanos / 1e3 / events;
        }

        double perSecond() {
            return got.length == 0 ? 0 : got.length * 1e9 / (got[got.length - 1] - sent[0]);
        }

        double injectedPerSecond() {
            return sent.length * 1e9 / (sent[sent.length - 1] - sent[0]);
        }

        double lost() {
            return edges - arrived;
        }
    }
}
