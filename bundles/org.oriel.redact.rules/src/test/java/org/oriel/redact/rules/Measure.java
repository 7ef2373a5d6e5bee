package org.oriel.redact.rules;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

/**
 * Speed of packs on prose and code, not part of the build. Arguments: folder of a checkout, then pack folders, all given to
 * one detector each. Prints how long loading takes, throughput, latency of short texts, and the most costly rules.
 */
final class Measure {
    private static final int PIECE = 4_096;
    private static final int SHORT = 200;
    private static final int ROUNDS = 5;
    private static final PrintStream OUT = System.out;

    private Measure() {}

    public static void main(String[] arguments) throws IOException {
        Path checkout = Path.of(arguments[0]);
        List<Path> folders = Arrays.stream(arguments).skip(1).map(Path::of).toList();
        List<PackDetector> detectors = new ArrayList<>();
        for (Path folder : folders) {
            detectors.add(load(folder));
        }
        measure("prose", atLeast(text(checkout, ".md"), 2_000_000), detectors);
        measure("code", atLeast(text(checkout, ".java"), 2_000_000), detectors);
        for (PackDetector detector : detectors) {
            costs(detector, text(checkout, ".md"), "prose");
            costs(detector, text(checkout, ".java"), "code");
        }
    }

    private static PackDetector load(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".json")).toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        long start = cpu();
        PackDetector known = new PackDetector(read(files, false), EngineSettings.unhurried());
        long loaded = cpu();
        RulePack withCases = read(files, true);
        long read = cpu();
        withCases.selfTest();
        long tested = cpu();
        OUT.printf(
                Locale.ROOT,
                "%s: %d rules, load %.0f ms; with cases %.0f ms more to read, %.0f ms to run; automata %d KiB%n",
                known.name(),
                known.ids().size(),
                (loaded - start) / 1e6,
                (read - loaded) / 1e6,
                (tested - read) / 1e6,
                known.size() / 1024);
        return known;
    }

    /** Of this thread: the machine may be busy with other things. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static RulePack read(Map<String, byte[]> files, boolean withCases) throws IOException {
        List<PackReader.Content> contents = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try (InputStream in = new ByteArrayInputStream(file.getValue())) {
                contents.add(PackReader.read(file.getKey(), RulePack.reader(in), withCases));
            }
        }
        RulePack pack = RulePack.join(contents);
        return pack;
    }

    private static String text(Path checkout, String ending) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(checkout)) {
            for (Path file : all.filter(f -> f.toString().endsWith(ending)
                            && !f.toString().contains("/target/")
                            // The list of all rules holds all their keywords.
                            && !f.toString().contains("/docs/reference/")
                            && !f.toString().contains("/src/test/"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    private static String atLeast(String text, int length) {
        return text.repeat(Math.max(1, length / text.length()));
    }

    private static void measure(String name, String text, List<PackDetector> detectors) {
        List<Sensitive> pieces = pieces(text, PIECE);
        double best = 0;
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            found = 0;
            long start = cpu();
            for (Sensitive piece : pieces) {
                for (PackDetector detector : detectors) {
                    found += detector.detect(piece).size();
                }
            }
            best = Math.max(best, text.length() / ((cpu() - start) / 1e9) / 1e6);
        }
        List<Sensitive> shorts = pieces(text, SHORT);
        long[] nanos = new long[shorts.size()];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < nanos.length; i++) {
                long start = cpu();
                for (PackDetector detector : detectors) {
                    found += detector.detect(shorts.get(i)).size();
                }
                nanos[i] = cpu() - start;
            }
        }
        Arrays.sort(nanos);
        OUT.printf(
                Locale.ROOT,
                "%s: %.1f M characters, best of %d: %.2f MB/s; %d characters: p50 %.1f, p99 %.1f, most %.1f us; %d findings%n",
                name,
                text.length() / 1e6,
                ROUNDS,
                best,
                SHORT,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3,
                found);
    }

    private static List<Sensitive> pieces(String text, int size) {
        List<Sensitive> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += size) {
            pieces.add(Sensitive.of(text.substring(i, Math.min(text.length(), i + size))));
        }
        return pieces;
    }

    /** Steps that each rule costs beyond what every text costs, most first. */
    private static void costs(PackDetector detector, String text, String name) {
        String sample = text.substring(0, Math.min(text.length(), 1 << 20));
        Map<String, Long> costs = new TreeMap<>();
        Map<String, Integer> found = new TreeMap<>();
        for (String rule : detector.ids()) {
            long steps = 0;
            for (Sensitive piece : pieces(sample, PIECE)) {
                steps += detector.stepsOf(piece.reveal(), rule);
                for (Finding finding : detector.findingsOf(piece.reveal(), rule)) {
                    found.merge(finding.rule(), 1, Integer::sum);
                }
            }
            costs.put(rule, steps);
        }
        long base = costs.values().stream().min(Comparator.naturalOrder()).orElse(0L);
        OUT.printf(
                Locale.ROOT,
                "%s on %s: %.2f steps a character for all rules alike; beyond that%n",
                detector.name(),
                name,
                (double) base / sample.length());
        costs.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(12)
                .forEach(e -> OUT.printf(
                        Locale.ROOT, "  %-40s %.3f%n", e.getKey(), (double) (e.getValue() - base) / sample.length()));
        OUT.println("  found: " + found);
    }
}
