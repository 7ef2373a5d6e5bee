package org.oriel.redact.titles;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.oriel.api.redact.Finding;

/** Counts on labelled files, each named by an argument: spans that are covered, rows without spans that are hit. */
final class Measure {
    private final TitleGrammars grammars = TitleGrammars.builtIn();
    private final boolean verbose;
    private int spans;
    private int covered;
    private int clean;
    private int hit;
    private int other;
    private int kept;

    private Measure(boolean verbose) {
        this.verbose = verbose;
    }

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            Measure measure = new Measure(files.length == 1);
            for (String line : Files.readAllLines(Path.of(file))) {
                measure.row(JsonParser.parseString(line).getAsJsonObject());
            }
            System.out.printf(
                    "%s: spans covered %d/%d, rows without spans hit %d/%d, other characters kept %d/%d%n",
                    Path.of(file).getFileName(),
                    measure.covered,
                    measure.spans,
                    measure.hit,
                    measure.clean,
                    measure.kept,
                    measure.other);
        }
    }

    private void row(JsonObject row) {
        String text = row.get("text").getAsString();
        boolean[] gold = new boolean[text.length()];
        boolean[] masked = new boolean[text.length()];
        List<Finding> findings = grammars.find("", text);
        findings.forEach(finding -> java.util.Arrays.fill(masked, finding.start(), finding.end(), true));
        for (JsonElement element : row.getAsJsonArray("spans")) {
            JsonObject span = element.getAsJsonObject();
            int start = span.get("start").getAsInt();
            int end = span.get("end").getAsInt();
            java.util.Arrays.fill(gold, start, end, true);
            spans++;
            boolean whole = true;
            for (int i = start; i < end; i++) {
                whole &= masked[i];
            }
            covered += whole ? 1 : 0;
        }
        if (row.getAsJsonArray("spans").isEmpty()) {
            clean++;
            hit += findings.isEmpty() ? 0 : 1;
        }
        for (int i = 0; i < text.length(); i++) {
            other += gold[i] ? 0 : 1;
            kept += gold[i] || masked[i] ? 0 : 1;
        }
        if (verbose) {
            System.out.println(new TitleMask(grammars).mask("", text));
        }
    }
}
