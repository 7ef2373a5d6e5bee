package org.oriel.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.export.parquet.ParquetExporter;
import org.oriel.spool.SpoolParts;

/**
 * Events through the Parquet exporter, as the delivery hands them over: 2,048 at a time, as JSON, each batch on the device
 * when {@code deliver} returns. One thread. What is measured is the processor time of the whole process, garbage collection
 * and compiler included, so it is what one core does.
 */
final class ParquetBench implements Benchmark {
    private static final int BATCH = 2048;
    private static final int POOL = 10 * BATCH;
    private static final double MEGABYTE = 1 << 20;
    private static final double NANOS = 1e9;

    private final int events;

    /** With {@code events} events, or a number that suits the options where it is 0. */
    ParquetBench(int events) {
        this.events = events;
    }

    /** An event that comes again at another position: making ten million takes longer than writing them. */
    private record Again(long position, ExportedOnce once) implements ExportRecord {
        @Override
        public String id() {
            return once.event().id();
        }

        @Override
        public String json() {
            return once.json();
        }

        @Override
        public CaptureEvent event() {
            return once.event();
        }
    }

    private record ExportedOnce(String json, CaptureEvent event) {}

    @Override
    public Report run(Options options) throws Exception {
        int count = events > 0 ? events : options.pick(1_000_000, 10_000_000);
        List<ExportedOnce> pool = pool();
        Path folder = options.work().resolve("parquet");
        Table memory = new Table("events", "events/s of processor time", "live heap MB", "resident MB");
        ParquetExporter exporter = new ParquetExporter(new Config(folder, false));
        // The first ones warm it up and are not counted.
        long position = deliver(exporter, pool, 1, POOL);
        long cpu = 0;
        long wall = 0;
        double firstHeap = 0;
        double lastHeap = 0;
        int part = Math.max(POOL, count / 10);
        for (int done = 0; done < count; done += part) {
            long cpuBegun = cpuNanos();
            long begun = System.nanoTime();
            int now = Math.min(part, count - done);
            position = deliver(exporter, pool, position, now);
            long took = cpuNanos() - cpuBegun;
            cpu += took;
            wall += System.nanoTime() - begun;
            lastHeap = liveHeap();
            firstHeap = done == 0 ? lastHeap : firstHeap;
            memory.row((double) (done + now), now * NANOS / took, lastHeap, resident());
        }
        long cpuBegun = cpuNanos();
        exporter.close();
        cpu += cpuNanos() - cpuBegun;
        double withSteps = withSteps(pool, options.work().resolve("parquet-steps"), count / 10);
        double json = pool.stream().mapToLong(e -> e.json().length()).sum() / (double) pool.size();
        double size = size(folder.resolve("events")) / (double) (position - 1);
        return new Report()
                .text(Table.number(count) + " events, 80 % keys, " + Table.number(json)
                        + " bytes of JSON each, by a heap of "
                        + Table.number(Runtime.getRuntime().maxMemory() / MEGABYTE) + " MB at most.")
                .table(memory)
                .atLeast("events per second of one core", count * NANOS / cpu, 100_000, "/s")
                .text(Table.number(count * NANOS / wall) + " events/s waiting for the disk included; "
                        + Table.number(withSteps)
                        + " events/s of processor time with steps, where every second of these events makes one.")
                .atMost("live heap at the end, beyond that after a tenth", lastHeap - firstHeap, 1, " MB")
                .atMost("size of the files for each event", size, json / 4, " B");
    }

    /** The same with the tables of steps: keys that are pressed at random make far more of them than a person. */
    private static double withSteps(List<ExportedOnce> pool, Path folder, int count) throws Exception {
        ParquetExporter exporter = new ParquetExporter(new Config(folder, true));
        long position = deliver(exporter, pool, 1, POOL);
        long begun = cpuNanos();
        deliver(exporter, pool, position, count);
        exporter.close();
        return count * NANOS / (cpuNanos() - begun);
    }

    private static List<ExportedOnce> pool() {
        List<ExportedOnce> pool = new ArrayList<>(POOL);
        for (CaptureEvent event : new BenchEvents().next(POOL)) {
            StringBuilder json = new StringBuilder();
            SpoolParts.write(event, json);
            pool.add(new ExportedOnce(json.toString(), event));
        }
        return pool;
    }

    private static long deliver(ParquetExporter exporter, List<ExportedOnce> pool, long first, int count)
            throws Exception {
        long position = first;
        for (int done = 0; done < count; ) {
            List<ExportRecord> records = new ArrayList<>(BATCH);
            for (; records.size() < BATCH && done < count; done++) {
                records.add(new Again(position, pool.get((int) (position % POOL))));
                position++;
            }
            exporter.deliver(new Batch("ai-training", records));
        }
        return position;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
    }

    private static double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    /** The settings as they ship. */
    private record Config(Path folder, boolean steps) implements ParquetExporter.Config {
        @Override
        public String directory() {
            return folder.toAbsolutePath().toString();
        }

        @Override
        public String images() {
            return "beside";
        }

        @Override
        public int rowsPerFile() {
            return 250_000;
        }

        @Override
        public int rowGroupMegabytes() {
            return 8;
        }

        @Override
        public int fileMegabytes() {
            return 256;
        }

        @Override
        public int flushMinutes() {
            return 60;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ParquetExporter.Config.class;
        }
    }
}
