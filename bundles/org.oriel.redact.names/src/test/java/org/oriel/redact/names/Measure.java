package org.oriel.redact.names;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

/**
 * Counts on labelled files: spans of a class that are covered whole, and findings that touch no span. Arguments: the
 * class, {@code -v} for a list, {@code -r DIRECTORY} for rosters, files.
 */
final class Measure {
    private Measure() {}

    public static void main(String[] args) throws IOException {
        String type = args[0];
        String directory = "";
        boolean verbose = false;
        List<Path> files = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("-v")) {
                verbose = true;
            } else if (args[i].equals("-r")) {
                directory = args[++i];
            } else {
                files.add(Path.of(args[i]));
            }
        }
        for (Path file : files) {
            System.out.println(
                    file.getFileName() + ": " + measure(new NameDetector(directory, true), type, file, verbose));
        }
    }

    private static String measure(NameDetector detector, String type, Path file, boolean verbose) throws IOException {
        int spans = 0;
        int covered = 0;
        int rows = 0;
        int extra = 0;
        Set<String> hit = new HashSet<>();
        long characters = 0;
        long nanos = 0;
        for (String line : Files.readAllLines(file)) {
            rows++;
            JsonObject row = JsonParser.parseString(line).getAsJsonObject();
            String text = row.get("text").getAsString();
            characters += text.length();
            long begin = System.nanoTime();
            List<Finding> found = detector.detect(Sensitive.of(text));
            nanos += System.nanoTime() - begin;
            boolean[] masked = new boolean[text.length()];
            boolean[] gold = new boolean[text.length()];
            found.forEach(finding -> java.util.Arrays.fill(masked, finding.start(), finding.end(), true));
            for (JsonElement element : row.getAsJsonArray("spans")) {
                JsonObject span = element.getAsJsonObject();
                int start = span.get("start").getAsInt();
                int end = span.get("end").getAsInt();
                java.util.Arrays.fill(gold, start, Math.min(end, gold.length), true);
                if (span.get("type").getAsString().equals(type)) {
                    spans++;
                    boolean whole = all(masked, start, end);
                    covered += whole ? 1 : 0;
                    if (verbose && !whole) {
                        System.out.println("MISSED " + text.substring(start, end) + "   IN " + text.replace('\n', '|'));
                    }
                }
            }
            for (Finding finding : found) {
                boolean touches = false;
                for (int i = finding.start(); i < finding.end(); i++) {
                    touches |= gold[i];
                }
                if (!touches) {
                    extra++;
                    hit.add(line);
                    if (verbose) {
                        System.out.println(
                                "EXTRA " + finding.rule() + " " + text.substring(finding.start(), finding.end()));
                    }
                }
            }
        }
        return "spans of " + type + " covered " + covered + "/" + spans + ", rows with a finding beside all spans "
                + hit.size() + "/" + rows + " (" + extra + " findings), "
                + String.format("%.1f MB/s", characters * 1e3 / Math.max(1, nanos));
    }

    private static boolean all(boolean[] masked, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!masked[i]) {
                return false;
            }
        }
        return true;
    }
}
