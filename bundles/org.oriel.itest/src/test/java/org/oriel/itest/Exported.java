package org.oriel.itest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the JSON lines exporter wrote, in order. */
final class Exported {
    private Exported() {}

    static List<String> lines(Path data) throws IOException {
        Path folder = data.resolve("export/jsonl");
        List<String> lines = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return lines;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** The only file of events of a data set. */
    static Path file(Path dataset) throws IOException {
        try (Stream<Path> files = Files.list(dataset)) {
            List<Path> all = files.filter(f -> f.getFileName().toString().matches("events-\\d+\\.jsonl"))
                    .toList();
            if (all.size() != 1) {
                throw new AssertionError(all);
            }
            return all.get(0);
        }
    }

    static List<JsonObject> events(Path data) throws IOException {
        List<JsonObject> events = new ArrayList<>();
        for (String line : lines(data)) {
            events.add(JsonParser.parseString(line).getAsJsonObject());
        }
        return events;
    }

    static List<String> ids(Path data) throws IOException {
        return events(data).stream().map(e -> e.get("id").getAsString()).toList();
    }

    static List<JsonObject> bodies(Path data, String type) throws IOException {
        return events(data).stream()
                .map(e -> e.getAsJsonObject("body"))
                .filter(b -> b.get("type").getAsString().equals(type))
                .toList();
    }
}
