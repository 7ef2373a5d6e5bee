package org.oriel.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.RetryableException;
import org.oriel.delivery.DeliveryParts;
import org.oriel.export.trajectory.TrajectoryExporter;
import org.oriel.export.trajectory.TrajectoryParts;
import org.oriel.host.StoreException;
import org.oriel.host.Transfer;
import org.oriel.spool.SpoolCodec;
import org.oriel.spool.SpoolParts;
import org.oriel.spool.SpoolStore;

/** From the sealed store to AgentNet steps in a data set, in one thread; and what an hour of work takes on disk. */
final class ExportBench implements Benchmark {
    private static final double WANTED = 50_000;

    /** As an instance stores at work: what came in a second. */
    private static final int BLOCK = 200;

    /** Of published samples of computer work: actions an hour, and the share of events that are moves. */
    private static final int ACTIONS_AN_HOUR = 434;

    private static final int MOVES_AN_EVENT = 62;
    private static final double MEGABYTE = 1e6;

    private final SpoolCodec codec = new SpoolCodec();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Override
    public Report run(Options options) {
        try {
            Report report = new Report();
            Table table = new Table(
                    "events in the store", "events/s by the clock", "CPU µs/event", "events/s a core", "data set, MB");
            double micros = speed(table, "typing, clicks, scrolling, moves", 6, options);
            speed(table, "98 % moves", 120, options);
            report.table(table);
            report.atLeast("store to AgentNet steps, a core", 1e6 / micros, WANTED, "/s");
            hour(report, options);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreException | RetryableException e) {
            throw new IllegalStateException(e);
        }
    }

    private double speed(Table table, String name, int moves, Options options)
            throws IOException, StoreException, RetryableException {
        Path folder = options.work().resolve("export");
        Folders.delete(folder);
        int events = options.pick(200_000, 500_000);
        fill(folder.resolve("spool"), moves, events);
        List<Double> perSecond = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        long written = 0;
        for (int round = -1; round < options.rounds(); round++) {
            Path out = folder.resolve("out" + round);
            try (SpoolStore store = SpoolParts.open(folder.resolve("spool"), ErrorLog.create())) {
                store.status();
                long cpu = process.getProcessCpuTime();
                long begun = System.nanoTime();
                TrajectoryExporter exporter = TrajectoryParts.agentNet(out.toAbsolutePath());
                Transfer.Result result = DeliveryParts.transfer(store, codec)
                        .run(exporter, new Transfer.Request(0, "", Set.of("ai-training"), Set.of("files"), () -> {}));
                exporter.close();
                double seconds = (System.nanoTime() - begun) / 1e9;
                if (round >= 0) {
                    perSecond.add(result.delivered() / seconds);
                    micros.add((process.getProcessCpuTime() - cpu) / 1e3 / result.delivered());
                }
            }
            written = Folders.bytes(out);
            Folders.delete(out);
        }
        double median = Stats.median(micros);
        table.row(name, Stats.median(perSecond), median, 1e6 / median, written / MEGABYTE);
        return median;
    }

    private static void fill(Path folder, int moves, int most) throws StoreException {
        Work work = new Work(20261122);
        try (SpoolStore store = SpoolParts.open(folder, ErrorLog.create())) {
            List<CaptureEvent> events = new ArrayList<>();
            for (int stored = 0; stored < most; stored += events.size()) {
                events.clear();
                while (events.size() < BLOCK) {
                    work.act(events, moves);
                }
                store.append(events);
            }
        }
    }

    /** One action has about {@link #MOVES_AN_EVENT} moves for each other event, as published samples have. */
    private void hour(Report report, Options options) throws IOException, StoreException {
        Work work = new Work(20261123);
        List<CaptureEvent> events = new ArrayList<>();
        int acts = ACTIONS_AN_HOUR / Work.ACTIONS;
        int moves = 0;
        for (int act = 0; act < acts; act++) {
            int before = events.size();
            work.act(events, 0);
            int others = events.size() - before;
            work.paths(events, others * MOVES_AN_EVENT);
            moves += others * MOVES_AN_EVENT;
        }
        Path folder = options.work().resolve("hour");
        Folders.delete(folder);
        try (SpoolStore store = SpoolParts.open(folder.resolve("spool"), ErrorLog.create())) {
            for (int from = 0; from < events.size(); from += BLOCK) {
                store.append(events.subList(from, Math.min(events.size(), from + BLOCK)));
            }
        }
        Path lines = folder.resolve("events.jsonl");
        Path packed = folder.resolve("events.jsonl.gz");
        try (BufferedWriter plain = Files.newBufferedWriter(lines);
                Writer gzip = new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(packed)), StandardCharsets.UTF_8)) {
            for (CaptureEvent event : events) {
                String line = codec.encode(event) + "\n";
                plain.write(line);
                gzip.write(line);
            }
        }
        Table table = new Table("an hour of work on disk, without pictures", "MB", "what it is");
        table.row(
                "Oriel, the store",
                Folders.bytes(folder.resolve("spool")) / MEGABYTE,
                Table.number(events.size()) + " events, encrypted, with index and keys");
        table.row(
                "Oriel, JSON lines",
                Files.size(lines) / MEGABYTE,
                Table.number(moves) + " places of the pointer, a second of them in one event");
        table.row("Oriel, JSON lines, gzip", Files.size(packed) / MEGABYTE, "");
        table.row("published samples, raw input JSON lines", 11.2, "98.4 % moves");
        table.row("published samples, the same, gzip", 1.6, "");
        table.row("published samples, the same, gzip, without moves", 0.24, "");
        table.row("published samples, a screenshot an action, PNG", 187.0, "1276×718, about 434 actions an hour");
        table.row("published samples, the same, JPEG 85 / WebP 80", "50 / 29", "");
        table.row("published samples, 0.5 frames a second, PNG / JPEG / WebP", "778 / 209 / 121", "");
        table.row("published samples, OBS video", "up to 2,250", "");
        report.table(table);
        report.text(
                "The made-up hour has 434 actions and 98.4 % moves, as those samples of OpenAdapt and AgentNet have;"
                        + " their figures were taken from what these projects publish, not measured here. An event of Oriel says"
                        + " who, where, under which consent, policy and purpose, which those lines do not.");
    }
}
