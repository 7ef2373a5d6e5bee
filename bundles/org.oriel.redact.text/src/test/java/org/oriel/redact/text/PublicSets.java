package org.oriel.redact.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;
import org.oriel.redact.rules.RulePack;

/**
 * Measures the pack on sets of labelled rows, one JSON object a line with {@code text}, {@code spans} and
 * {@code labelled}: the share of spans that are wholly covered, and of rows without spans in which something of a
 * labelled class was found. Not a test: the sets are not part of the project.
 *
 * <p>Arguments: packs (folders or {@code .json} files), then files of rows ({@code .jsonl}); {@code -v} prints what is
 * missed and what is hit.
 */
final class PublicSets {
    /** Types of ours that stand for several of a set, as parts of their names. */
    private static final Map<String, List<String>> BROADER = Map.of(
            "PASSPORT", List.of("PASSPORT"),
            "DRIVER_LICENSE", List.of("DRIVER", "DRIVING", "FUEHRERSCHEIN"),
            "LICENSE_PLATE", List.of("PLATE", "VEHICLE", "KFZ"),
            "TAX_ID", List.of("TAX", "TIN"),
            "VAT_ID", List.of("VAT"),
            "BANK_ACCOUNT", List.of("BANK"),
            "NATIONAL_ID", List.of("NATIONAL_ID", "ID_CARD", "IDENTITY"),
            "DATE_OF_BIRTH", List.of("DATE_TIME"),
            "UNSCANNED", List.of(""));

    private static final Set<String> STRUCTURED =
            Set.of("EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "IP_ADDRESS", "US_SSN", "DOMAIN", "URL");

    private PublicSets() {}

    /** What was counted of one set. */
    private static final class Count {
        int spans;
        int covered;
        int structured;
        int structuredCovered;
        int clean;
        int hit;
        final Map<String, int[]> types = new TreeMap<>();
    }

    /** Prints one line for each set. */
    public static void main(String[] arguments) throws IOException {
        boolean verbose = List.of(arguments).contains("-v");
        List<TextDetector> detectors = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.endsWith(".jsonl")) {
                print(argument, measure(Path.of(argument), detectors, verbose));
            } else if (!argument.equals("-v")) {
                detectors.add(RulePack.read(Path.of(argument)).detector());
            }
        }
    }

    private static Count measure(Path file, List<TextDetector> detectors, boolean verbose) throws IOException {
        Count count = new Count();
        for (String line : Files.readAllLines(file)) {
            JsonObject row = JsonParser.parseString(line).getAsJsonObject();
            List<Finding> findings = new ArrayList<>();
            detectors.forEach(detector ->
                    findings.addAll(detector.detect(Sensitive.of(row.get("text").getAsString()))));
            count(row, findings, count, verbose);
        }
        return count;
    }

    private static void count(JsonObject row, List<Finding> findings, Count count, boolean verbose) {
        String text = row.get("text").getAsString();
        BitSet found = new BitSet();
        findings.forEach(f -> found.set(f.start(), f.end()));
        JsonArray spans = row.getAsJsonArray("spans");
        for (JsonElement element : spans) {
            JsonObject span = element.getAsJsonObject();
            int end = span.get("end").getAsInt();
            String type = span.get("type").getAsString();
            boolean whole = found.nextClearBit(span.get("start").getAsInt()) >= end;
            int[] of = count.types.computeIfAbsent(type, t -> new int[2]);
            of[0]++;
            count.spans++;
            count.structured += STRUCTURED.contains(type) ? 1 : 0;
            if (whole) {
                of[1]++;
                count.covered++;
                count.structuredCovered += STRUCTURED.contains(type) ? 1 : 0;
            } else if (verbose) {
                System.out.println(
                        "MISS " + type + "\t" + text.substring(span.get("start").getAsInt(), end) + "\t" + text);
            }
        }
        if (spans.isEmpty()) {
            count.clean++;
            List<Finding> wrong = findings.stream()
                    .filter(f -> counts(f.type(), row.get("labelled")))
                    .toList();
            count.hit += wrong.isEmpty() ? 0 : 1;
            if (verbose && !wrong.isEmpty()) {
                Finding f = wrong.get(0);
                System.out.println("HIT " + f.type() + " " + f.rule() + "\t" + text.substring(f.start(), f.end()) + "\t"
                        + row.get("labelled") + "\t" + row.get("id"));
            }
        }
    }

    private static boolean counts(String type, JsonElement labelled) {
        if (labelled.isJsonPrimitive()) {
            return true;
        }
        for (JsonElement element : labelled.getAsJsonArray()) {
            String label = element.getAsString();
            if (label.equals(type)
                    || BROADER.getOrDefault(type, List.of()).stream().anyMatch(label::contains)) {
                return true;
            }
        }
        return false;
    }

    private static void print(String file, Count c) {
        System.out.printf(
                Locale.ROOT,
                "%s: spans %d/%d = %.3f, structured %d/%d = %.3f, rows without spans hit %d/%d = %.4f%n",
                Path.of(file).getFileName(),
                c.covered,
                c.spans,
                (double) c.covered / Math.max(1, c.spans),
                c.structuredCovered,
                c.structured,
                (double) c.structuredCovered / Math.max(1, c.structured),
                c.hit,
                c.clean,
                (double) c.hit / Math.max(1, c.clean));
        StringBuilder types = new StringBuilder("  ");
        c.types.forEach((type, of) -> types.append(type)
                .append(' ')
                .append(of[1])
                .append('/')
                .append(of[0])
                .append("  "));
        System.out.println(types);
    }
}
