package org.oriel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The store beside a plain segment log with the same codec, and its recovery after SIGKILL. */
final class SpoolBench implements Benchmark {
    private static final List<String> SINKS = List.of("codec", "log", "oriel");
    private static final List<Integer> BATCHES = List.of(1, 64, 1024);
    private static final int PER_SECOND = 200;
    private static final int PACED = -1;
    private static final int DEVICE = -2;
    private static final double WRITTEN_BY_NOBODY = Double.NaN;

    /** What one run of one load measured. */
    private record Sample(long events, long cpuNanos, long written, long stored) {
        static Sample of(long[] numbers) {
            return new Sample(numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        double micros() {
            return cpuNanos / 1e3 / events;
        }

        double amplification() {
            return written == 0 ? WRITTEN_BY_NOBODY : (double) written / stored;
        }
    }

    private final Samples<Sample> samples = new Samples<>();
    private int folders;

    @Override
    public Report run(Options options) {
        for (int round = 0; round < options.rounds(); round++) {
            for (String sink : SINKS) {
                batches(options, sink);
            }
        }
        paced(options);
        device(options);
        Report report = report();
        RecoveryBench.add(report, options);
        return report;
    }

    private Path folder(Options options, String sink) {
        Path folder = options.work().resolve("spool-" + sink + "-" + folders++);
        Folders.delete(folder);
        return folder;
    }

    private void batches(Options options, String sink) {
        Path folder = folder(options, sink);
        try (Child child = Child.start(SpoolChild.class, sink, folder)) {
            for (int batch : BATCHES) {
                child.numbers("warm", batch, warmUp(options, batch));
                keep(sink, batch, child.numbers("batch", batch, options.pick(1000, 2000)));
            }
        }
        Folders.delete(folder);
    }

    /** How many batches until the code is compiled. */
    private static int warmUp(Options options, int batch) {
        return Math.min(options.pick(40_000, 80_000) / batch, options.pick(400, 800));
    }

    /** All three at the same time: at these rates they do not get into each other's way. */
    private void paced(Options options) {
        List<Child> children = new ArrayList<>();
        for (String sink : SINKS) {
            Path folder = folder(options, sink);
            Child child = Child.start(SpoolChild.class, sink, folder);
            children.add(child);
            child.numbers("warm", PER_SECOND, warmUp(options, PER_SECOND));
        }
        for (Child child : children) {
            child.tell("paced", PER_SECOND, options.pick(10, 30));
            Waits.millis(300);
        }
        for (int i = 0; i < children.size(); i++) {
            long[] answer = java.util.Arrays.stream(children.get(i).answer())
                    .mapToLong(Long::parseLong)
                    .toArray();
            keep(SINKS.get(i), PACED, answer);
            children.get(i).close();
        }
    }

    private void device(Options options) {
        for (String sink : List.of("log", "oriel")) {
            Path folder = folder(options, sink);
            try (Child child = Child.start(SpoolChild.class, sink, folder)) {
                keep(sink, DEVICE, child.numbers("device", PER_SECOND, options.pick(600, 3600)));
            }
            Folders.delete(folder);
        }
    }

    private void keep(String sink, int load, long[] numbers) {
        samples.add(sink + " " + load, Sample.of(numbers));
    }

    private double median(String sink, int load, ToDoubleFunction<Sample> figure) {
        return samples.median(sink + " " + load, figure);
    }

    private double micros(String sink, int load) {
        return median(sink, load, Sample::micros);
    }

    private Report report() {
        Table table = new Table("CPU µs/event", "codec alone", "segment log", "Oriel", "Oriel / log", "stored B/event");
        for (int batch : BATCHES) {
            row(table, "batches of " + batch + ", one after the other", batch);
        }
        row(table, "200 a second, one batch a second", PACED);
        Table device = new Table("device bytes / stored bytes", "segment log", "Oriel");
        device.row(
                "200 events in a batch, the last log closed",
                median("log", DEVICE, Sample::amplification),
                median("oriel", DEVICE, Sample::amplification));
        Report report = new Report().table(table).table(device);
        // Not for batches of 1: the agent commits by time, never per event.
        for (int batch : BATCHES.subList(1, BATCHES.size())) {
            report.atMost("CPU per event, batches of " + batch + ", of the log's", ratio(batch), 2, "×");
        }
        return report.atMost("CPU per event, 200/s, of the log's", ratio(PACED), 2, "×")
                .atMost("device bytes of stored bytes", median("oriel", DEVICE, Sample::amplification), 3.5, "×");
    }

    private void row(Table table, String name, int load) {
        table.row(
                name,
                micros("codec", load),
                micros("log", load),
                micros("oriel", load),
                ratio(load),
                median("oriel", load, sample -> (double) sample.stored / sample.events));
    }

    private double ratio(int load) {
        return micros("oriel", load) / micros("log", load);
    }
}
