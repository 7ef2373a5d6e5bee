package org.oriel.bench;

import org.oriel.bench.HookBench.Sample;

/** What the hooks did, in tables. */
final class HookReport {
    private static final double HALF = 0.5;

    private HookReport() {}

    static Report of(Samples<Sample> samples) {
        Table paced =
                new Table("load", "hook", "p50 µs", "p99 µs", "hook's CPU µs/event", "X server's CPU µs/event", "lost");
        paced(paced, samples, "mixed", "1000/s: 80 % moves, 20 % keys and buttons");
        paced(paced, samples, "keys", "200/s: keys and buttons");
        paced(paced, samples, "unfocused", "200/s: keys and buttons, no client has the focus");
        Table burst = new Table("100,000 keys", "injected/s", "drained/s", "CPU µs/event", "lost");
        burst(burst, samples, "oriel flood", "95,000/s: Oriel");
        burst(burst, samples, "jnativehook flood", "95,000/s: JNativeHook 2.2.2");
        burst(burst, samples, "oriel burst", "as fast as it goes: Oriel");
        burst(burst, samples, "jnativehook burst", "as fast as it goes: JNativeHook 2.2.2");
        Report report = new Report().table(paced).table(burst);
        for (String load : new String[] {"mixed", "keys"}) {
            report.atMost("p50, " + load + ", of JNativeHook's", ratio(samples, load, s -> s.latency(50)), HALF, "×");
            report.atMost(
                    "CPU per event, " + load + ", of JNativeHook's", ratio(samples, load, Sample::micros), HALF, "×");
        }
        return report.atLeast("drained, of 95,000/s", samples.median("oriel flood", Sample::perSecond), 90_000, "/s")
                .atMost("lost, of 95,000/s", samples.median("oriel flood", Sample::lost), 0, "")
                .atMost("p50, no client has the focus", millis(samples), 1, " ms");
    }

    private static double millis(Samples<Sample> samples) {
        return samples.median("oriel unfocused", s -> s.latency(50)) / 1000;
    }

    private static double ratio(
            Samples<Sample> samples, String load, java.util.function.ToDoubleFunction<Sample> figure) {
        return samples.median("oriel " + load, figure) / samples.median("jnativehook " + load, figure);
    }

    private static void paced(Table table, Samples<Sample> samples, String load, String name) {
        for (String hook : new String[] {"oriel", "jnativehook"}) {
            String key = hook + " " + load;
            table.row(
                    name,
                    hook.equals("oriel") ? "Oriel" : "JNativeHook 2.2.2",
                    samples.median(key, s -> s.latency(50)),
                    samples.median(key, s -> s.latency(99)),
                    samples.median(key, Sample::micros),
                    samples.median(key, Sample::serverMicros),
                    samples.median(key, Sample::lost));
        }
    }

    private static void burst(Table table, Samples<Sample> samples, String key, String name) {
        table.row(
                name,
                samples.median(key, Sample::injectedPerSecond),
                samples.median(key, Sample::perSecond),
                samples.median(key, Sample::micros),
                samples.median(key, Sample::lost));
    }
}
