package org.oriel.redact.secrets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.redact.rules.PackDetector;
import org.oriel.redact.rules.RulePack;

/**
 * Measures the pack on labelled rows or on source trees; a main, not a test: {@code Measure <rules folder> rows
 * <file.jsonl>…} or {@code Measure <rules folder> tree <folder>…}. With {@code -v} it shows misses and hits.
 */
public final class Measure {
    private static final int LONGEST_FILE = 2_000_000;
    /** A line of code with its neighbours is what a capture sees at once. */
    private static final int LONGEST_TEXT = 4_096;

    private final PackDetector detector;
    private final boolean verbose;

    private Measure(PackDetector detector, boolean verbose) {
        this.detector = detector;
        this.verbose = verbose;
    }

    public static void main(String[] args) throws IOException {
        boolean verbose = List.of(args).contains("-v");
        Measure measure = new Measure(RulePack.read(Path.of(args[0])).detector(), verbose);
        for (int i = 2; i < args.length; i++) {
            if (!args[i].equals("-v")) {
                if (args[1].equals("rows")) {
                    measure.rows(Path.of(args[i]));
                } else {
                    measure.tree(Path.of(args[i]));
                }
            }
        }
    }

    private List<Finding> find(String text) {
        return detector.detect(Sensitive.of(text));
    }

    private void rows(Path file) throws IOException {
        List<JsonObject> rows = Files.readAllLines(file).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        Set<String> secrets = new HashSet<>();
        for (JsonObject row : rows) {
            if (!row.getAsJsonArray("spans").isEmpty()) {
                secrets.add(row.get("text").getAsString());
            }
        }
        int spans = 0;
        int found = 0;
        int clean = 0;
        int hit = 0;
        int disputed = 0;
        for (JsonObject row : rows) {
            String text = row.get("text").getAsString();
            JsonArray wanted = row.getAsJsonArray("spans");
            List<Finding> findings = find(text);
            for (JsonElement span : wanted) {
                spans++;
                boolean covered = covered(span.getAsJsonObject(), findings);
                found += covered ? 1 : 0;
                show(!covered, "miss", row, findings);
            }
            if (wanted.isEmpty()) {
                clean++;
                hit += findings.isEmpty() ? 0 : 1;
                boolean elsewhere = !findings.isEmpty() && secrets.contains(text);
                disputed += elsewhere ? 1 : 0;
                show(!findings.isEmpty(), elsewhere ? "disputed" : "hit", row, findings);
            }
        }
        System.out.printf(
                "%s: spans %d, covered %d (%.4f); rows without spans %d, hit %d (%.4f), of these positive elsewhere %d%n",
                file.getFileName(), spans, found, share(found, spans), clean, hit, share(hit, clean), disputed);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static boolean covered(JsonObject span, List<Finding> findings) {
        int at = span.get("start").getAsInt();
        for (Finding finding : findings) {
            if (finding.start() <= at && finding.end() > at) {
                at = finding.end();
            }
        }
        return at >= span.get("end").getAsInt();
    }

    private void show(boolean wanted, String what, JsonObject row, List<Finding> findings) {
        if (verbose && wanted) {
            System.out.println(what + " " + (row.has("rule") ? row.get("rule").getAsString() : "") + " "
                    + row.get("text")
                            .toString()
                            .substring(
                                    0, Math.min(240, row.get("text").toString().length())) + " "
                    + row.get("spans") + " "
                    + findings.stream()
                            .map(f -> f.rule() + "@" + f.start() + "-" + f.end())
                            .toList());
        }
    }

    private void tree(Path folder) throws IOException {
        Map<String, Integer> byRule = new TreeMap<>();
        int[] totals = new int[3];
        long nanos = 0;
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (bytes.length > LONGEST_FILE || text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
                continue;
            }
            totals[0] += (int) text.chars().filter(c -> c == '\n').count();
            totals[2] += bytes.length;
            for (int from = 0; from < text.length(); ) {
                int to = piece(text, from);
                String piece = text.substring(from, to);
                long began = System.nanoTime();
                List<Finding> findings = find(piece);
                nanos += System.nanoTime() - began;
                for (Finding finding : findings) {
                    totals[1]++;
                    byRule.merge(finding.rule(), 1, Integer::sum);
                    if (verbose) {
                        int a = Math.max(0, finding.start() - 50);
                        String value = piece.substring(finding.start(), Math.min(finding.end(), finding.start() + 90));
                        System.out.println(
                                (finding.rule() + "  " + piece.substring(a, finding.start()) + "⟦" + value + "⟧")
                                        .replace("\n", "\\n"));
                    }
                }
                from = to;
            }
        }
        System.out.printf(
                "%s: %d lines, %d findings (%.2f in 1,000 lines), %.1f MB/s%n",
                folder,
                totals[0],
                totals[1],
                totals[1] * 1000.0 / Math.max(1, totals[0]),
                totals[2] * 1e3 / Math.max(1, nanos));
        byRule.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(40)
                .forEach(e -> System.out.println("  " + e.getValue() + "  " + e.getKey()));
    }

    private static int piece(String text, int from) {
        int most = Math.min(text.length(), from + LONGEST_TEXT);
        int line = text.lastIndexOf('\n', most - 1);
        return most == text.length() || line <= from ? most : line + 1;
    }
}
