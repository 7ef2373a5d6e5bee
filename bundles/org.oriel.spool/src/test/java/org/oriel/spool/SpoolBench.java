package org.oriel.spool;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;

/**
 * Measures the store beside a plain segment log that gets the same bytes: {@code SpoolBench FOLDER
 * append|paced|fill|open}. Medians of interleaved rounds; CPU of the whole process.
 */
public final class SpoolBench {
    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private SpoolBench() {}

    /** Something that makes a batch durable. */
    private interface Target {
        void append(List<CaptureEvent> events) throws Exception;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        switch (arguments[1]) {
            case "append" -> append(folder);
            case "paced" -> paced(folder);
            case "fill" -> fill(folder, Long.parseLong(arguments[2]));
            default -> open(folder);
        }
    }

    private static void append(Path folder) throws Exception {
        for (int batch : new int[] {1, 64, 1024}) {
            int batches = batch == 1 ? 3000 : batch == 64 ? 2000 : 200;
            List<double[]> store = new ArrayList<>();
            List<double[]> log = new ArrayList<>();
            List<double[]> onlyEncoding = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                Path directory = folder.resolve("store-" + batch + "-" + round);
                try (SpoolStore spool = Stores.open(directory);
                        SegmentLog segments = new SegmentLog(folder.resolve("log-" + batch + "-" + round))) {
                    spool.cursors();
                    store.add(measure(batch, batches, spool::append));
                    log.add(measure(batch, batches, events -> segments.append(Packed.of(events))));
                    onlyEncoding.add(measure(batch, batches, events -> segments.seal(Packed.of(events))));
                }
            }
            print("batch " + batch + " store", store);
            print("batch " + batch + " segment log", log);
            print("batch " + batch + " JSON+deflate+AEAD", onlyEncoding);
        }
    }

    private static double[] measure(int batch, int batches, Target target) throws Exception {
        long cpu = OS.getProcessCpuTime();
        long started = System.nanoTime();
        long next = 1;
        for (int i = 0; i < batches; i++) {
            target.append(EventSamples.numbered(next, next + batch - 1));
            next += batch;
        }
        double events = (double) batch * batches;
        double seconds = (System.nanoTime() - started) / 1e9;
        // Making the events costs too; it is subtracted.
        long makingStarted = OS.getProcessCpuTime();
        long n = 1;
        for (int i = 0; i < batches; i++) {
            EventSamples.numbered(n, n + batch - 1);
            n += batch;
        }
        long making = OS.getProcessCpuTime() - makingStarted;
        return new double[] {events / seconds, (makingStarted - cpu - making) / 1e3 / events};
    }

    private static void print(String what, List<double[]> rounds) {
        System.out.printf("%-32s %10.0f events/s %8.2f us CPU/event%n", what, median(rounds, 0), median(rounds, 1));
    }

    /** Without the first round, which warms up. */
    private static double median(List<double[]> rounds, int column) {
        double[] values = rounds.stream()
                .skip(1)
                .mapToDouble(round -> round[column])
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    /** 200 events once a second; in the same loop the same work without a store, for the ratio. */
    private static void paced(Path folder) throws Exception {
        int seconds = Integer.getInteger("seconds", 20);
        Path directory = folder.resolve("paced");
        long before;
        long[] cpu = new long[2];
        try (SpoolStore spool = Stores.open(directory);
                SegmentLog only = new SegmentLog(folder.resolve("nothing"))) {
            spool.append(EventSamples.numbered(1, 200));
            before = written();
            long process = OS.getProcessCpuTime();
            long started = System.nanoTime();
            for (int second = 1; second <= seconds; second++) {
                LockSupport.parkNanos(started + second * 1_000_000_000L - System.nanoTime());
                List<CaptureEvent> events = EventSamples.numbered(second * 200L + 1, second * 200L + 200);
                long at = threadCpu();
                spool.append(events);
                long then = threadCpu();
                only.seal(Packed.of(events));
                cpu[0] += then - at;
                cpu[1] += threadCpu() - then;
            }
            process = OS.getProcessCpuTime() - process;
            System.out.printf(
                    "CPU of a core: process %.2f %%, append %.3f %%, JSON+deflate+AEAD alone %.3f %%: %.2f times%n",
                    process / 1e7 / seconds, cpu[0] / 1e7 / seconds, cpu[1] / 1e7 / seconds, (double) cpu[0] / cpu[1]);
            System.out.printf("written while open %d%n", written() - before);
        }
        long stored = Long.parseLong(new String(
                Stores.column(directory, "SELECT cast(sum(length(payload)) AS text) FROM block WHERE first > 200"),
                java.nio.charset.StandardCharsets.US_ASCII));
        System.out.printf(
                "stored %d bytes of blocks (%.1f an event), %d written with closing: %.2f times%n",
                stored, stored / 200.0 / seconds, written() - before, (double) (written() - before) / stored);
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("write_bytes"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** Grows a store to that many bytes and then ends as if killed. */
    private static void fill(Path folder, long bytes) throws Exception {
        SpoolStore spool = Stores.open(folder.resolve("big"));
        long next = 1;
        while (spool.status().bytes() < bytes) {
            for (int i = 0; i < 100; i++) {
                spool.append(EventSamples.numbered(next, next + 199));
                next += 200;
            }
        }
        System.out.println("events " + (next - 1));
        Runtime.getRuntime().halt(137);
    }

    private static void open(Path folder) throws Exception {
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        long started = System.nanoTime();
        try (SpoolStore spool = Stores.open(folder.resolve("big"))) {
            long head = spool.append(List.of());
            double open = (System.nanoTime() - started) / 1e6;
            double cpu = OS.getProcessCpuTime() / 1e6;
            List<EventStore.Block> blocks = spool.read(head - 1, 1);
            long[] sizes = {
                Files.size(folder.resolve("big/spool.db")), spool.status().bytes()
            };
            System.out.printf(
                    "open %.0f ms (JVM up for %d ms, its CPU %.0f ms), newest %d, %d blocks read, %s bytes%n",
                    open, System.currentTimeMillis() - jvm, cpu, head, blocks.size(), Arrays.toString(sizes));
        }
    }

    /** Frames of length, checksum and sealed block, forced to the device one by one. */
    private static final class SegmentLog implements AutoCloseable {
        private final FileChannel channel;
        private final Seal seal = new Seal();
        private final Keys.DataKey key = new Keys.DataKey(1, 1, Keys.Label.NONE, Seal.key(new byte[32]));
        private long next = 1;

        SegmentLog(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }

        List<SealedBlock> seal(List<Packed> blocks) {
            return blocks.stream()
                    .map(block -> block.seal(seal, "log", key, next))
                    .toList();
        }

        void append(List<Packed> blocks) throws IOException {
            for (SealedBlock block : seal(blocks)) {
                byte[] payload = block.payload();
                CRC32C sum = new CRC32C();
                sum.update(payload);
                ByteBuffer frame = ByteBuffer.allocate(payload.length + 24);
                frame.putInt(payload.length).putLong(block.first()).putLong(block.last());
                frame.putInt((int) sum.getValue()).put(payload).flip();
                while (frame.hasRemaining()) {
                    channel.write(frame);
                }
                next = block.last() + 1;
            }
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
