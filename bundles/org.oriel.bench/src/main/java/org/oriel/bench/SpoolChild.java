package org.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.oriel.api.event.CaptureEvent;
import org.oriel.spool.SpoolCodec;

/** Appends to one sink; every figure is of this process. */
final class SpoolChild {
    private static final int RING = 8192;
    private static final long SECOND = 1_000_000_000L;

    private final Proc self = Proc.self();
    private final Sink sink;
    private List<CaptureEvent> events = new BenchEvents().next(RING);
    private int at;

    private SpoolChild(Sink sink) {
        this.sink = sink;
    }

    public static void main(String[] args) throws Exception {
        SpoolChild child = new SpoolChild(Sink.of(args[0], Path.of(args[1])));
        Server.serve(child::handle);
        System.exit(0);
    }

    private String handle(String[] words) throws Exception {
        if (words[0].equals("load")) {
            return load(Path.of(words[1]));
        }
        int batch = Integer.parseInt(words[1]);
        int amount = Integer.parseInt(words[2]);
        return switch (words[0]) {
            case "batch" -> measure(() -> forMillis(batch, amount));
            case "paced" -> measure(() -> paced(batch, amount));
            case "warm" -> measure(() -> times(batch, amount));
            case "device" ->
                measure(() -> {
                    long count = times(batch, amount);
                    sink.close();
                    return count;
                });
            default -> throw new IllegalArgumentException(words[0] + ", allowed: batch, paced, warm, device");
        };
    }

    /** Takes the events of a file that the agent exported instead. */
    private String load(Path file) throws IOException {
        SpoolCodec codec = new SpoolCodec();
        try (Stream<String> lines = Files.lines(file)) {
            events = lines.limit(RING).map(codec::decode).toList();
        }
        at = 0;
        return String.valueOf(events.size());
    }

    private interface Load {
        long run() throws Exception;
    }

    /** Events, processor nanoseconds, bytes written to the device, bytes stored. */
    private String measure(Load load) throws Exception {
        long stored = sink.storedBytes();
        long written = self.writeBytes();
        long cpu = self.cpuNanos();
        long count = load.run();
        cpu = self.cpuNanos() - cpu;
        written = self.writeBytes() - written;
        return count + " " + cpu + " " + written + " " + (sink.storedBytes() - stored);
    }

    private long forMillis(int batch, int millis) throws Exception {
        long end = System.nanoTime() + millis * 1_000_000L;
        long count = 0;
        while (System.nanoTime() - end < 0) {
            append(batch);
            count += batch;
        }
        return count;
    }

    /** As the agent does it: once a second what came in that second. */
    private long paced(int perSecond, int seconds) throws Exception {
        long next = System.nanoTime();
        for (int i = 0; i < seconds; i++) {
            append(perSecond);
            next += SECOND;
            Waits.until(next);
        }
        return (long) perSecond * seconds;
    }

    /** Many seconds' worth without the waiting, and closed, so that everything the store owes the device is written. */
    private long times(int batch, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            append(batch);
        }
        return (long) batch * times;
    }

    private void append(int batch) throws Exception {
        if (at + batch > events.size()) {
            at = 0;
        }
        sink.append(events.subList(at, at + batch));
        at += batch;
    }
}
