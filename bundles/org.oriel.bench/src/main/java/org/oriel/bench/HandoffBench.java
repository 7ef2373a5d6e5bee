package org.oriel.bench;

import java.util.List;

/** From a source's thread to the pipeline's, beside EventAdmin, at 20,000 events a second. */
final class HandoffBench implements Benchmark {
    private static final int PER_SECOND = 20_000;
    /** Microseconds per event that rounds differ by. */
    private static final double RESOLUTION = 0.05;

    private static final List<String> WAYS = List.of("none", "ring", "eventadmin");

    @Override
    public Report run(Options options) {
        Samples<Double> cpu = new Samples<>();
        for (int round = 0; round < options.rounds(); round++) {
            for (String way : WAYS) {
                try (Child child = Child.start(HandoffChild.class, way)) {
                    child.numbers(PER_SECOND, options.pick(2_000, 4_000));
                    long[] result = child.numbers(PER_SECOND, options.pick(4_000, 8_000));
                    cpu.add(way, result[1] / 1e3 / result[0]);
                }
            }
        }
        return report(cpu);
    }

    private static Report report(Samples<Double> cpu) {
        double none = cpu.median("none", micros -> micros);
        double ring = cpu.median("ring", micros -> micros);
        double admin = cpu.median("eventadmin", micros -> micros);
        Table table = new Table("hand-off", "CPU µs/event", "net of the producer", "% of a core at 20,000/s");
        table.row("none: the producer calls the consumer", none, 0.0, percent(none));
        table.row("Oriel: feed, ring, pipeline thread", ring, ring - none, percent(ring));
        table.row("Felix EventAdmin 1.6.4, post", admin, admin - none, percent(admin));
        // A difference below what this can resolve counts as what it can resolve.
        double net = Math.max(ring - none, RESOLUTION);
        return new Report()
                .table(table)
                .atLeast("cheaper than EventAdmin, both net of the producer", (admin - none) / net, 10, "×");
    }

    private static double percent(double microsPerEvent) {
        return microsPerEvent * PER_SECOND / 1e6 * 100;
    }
}
