package org.oriel.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code oriel redact --json} did with one set of labelled rows: JSON lines with {@code id}, {@code text},
 * {@code spans} and {@code labelled}, the types for which the row is labelled or {@code "ALL"}.
 *
 * @param recall share of spans that are covered whole, by whatever was found
 * @param hit share of rows without spans in which something of a labelled type was found
 */
record LabelledSet(int rows, double recall, double hit) {
    /** Types of ours that stand for several of a set, by parts of the names there. */
    private static final Map<String, List<String>> BROADER = Map.of(
            "PASSPORT", List.of("PASSPORT"),
            "DRIVER_LICENSE", List.of("DRIVER", "DRIVING", "FUEHRERSCHEIN"),
            "LICENSE_PLATE", List.of("PLATE", "VEHICLE", "KFZ"),
            "TAX_ID", List.of("TAX", "TIN"),
            "VAT_ID", List.of("VAT"),
            "BANK_ACCOUNT", List.of("BANK"),
            "NATIONAL_ID", List.of("NATIONAL_ID", "ID_CARD", "IDENTITY"),
            "DATE_OF_BIRTH", List.of("DATE_TIME"),
            "SECRET", List.of("SECRET"),
            "UNSCANNED", List.of(""));

    static JsonObject object(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    /** Runs the command once over the file; {@code types} are the types of spans that count, empty for all. */
    static LabelledSet measure(Path home, Path file, Set<String> types) throws IOException, InterruptedException {
        Path answers = Files.createTempFile("oriel-redact", ".jsonl");
        Process process = new ProcessBuilder(home.resolve("bin/oriel").toString(), "redact", "--json")
                .redirectInput(file.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(Redirect.INHERIT)
                .start();
        int exit = process.waitFor();
        List<String> rows = Files.readAllLines(file);
        List<String> lines = Files.readAllLines(answers);
        Files.delete(answers);
        if (exit != 0 || lines.size() != rows.size()) {
            throw new IOException("oriel redact --json: exit " + exit + ", " + lines.size() + " answers for "
                    + rows.size() + " rows");
        }
        return count(rows, lines, types);
    }

    private static LabelledSet count(List<String> rows, List<String> answers, Set<String> types) {
        int spans = 0;
        int covered = 0;
        int clean = 0;
        int hit = 0;
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = object(rows.get(i));
            JsonArray found = object(answers.get(i)).getAsJsonArray("spans");
            JsonArray wanted = row.getAsJsonArray("spans");
            BitSet mask = mask(found);
            for (JsonElement element : wanted) {
                JsonObject span = element.getAsJsonObject();
                if (types.isEmpty() || types.contains(span.get("type").getAsString())) {
                    spans++;
                    covered += mask.nextClearBit(span.get("start").getAsInt())
                                    >= span.get("end").getAsInt()
                            ? 1
                            : 0;
                }
            }
            if (wanted.isEmpty()) {
                clean++;
                hit += labelled(found, row.get("labelled")) ? 1 : 0;
            }
        }
        return new LabelledSet(rows.size(), covered / (double) Math.max(1, spans), hit / (double) Math.max(1, clean));
    }

    private static BitSet mask(JsonArray found) {
        BitSet mask = new BitSet();
        for (JsonElement element : found) {
            JsonObject span = element.getAsJsonObject();
            mask.set(span.get("start").getAsInt(), span.get("end").getAsInt());
        }
        return mask;
    }

    private static boolean labelled(JsonArray found, JsonElement labelled) {
        List<String> labels = new ArrayList<>();
        if (labelled.isJsonArray()) {
            labelled.getAsJsonArray().forEach(label -> labels.add(label.getAsString()));
        }
        for (JsonElement element : found) {
            String type = element.getAsJsonObject().get("type").getAsString();
            if (labels.isEmpty() || labels.stream().anyMatch(label -> same(type, label))) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(String type, String label) {
        return label.equals(type)
                || BROADER.getOrDefault(type, List.of()).stream().anyMatch(label::contains);
    }
}
