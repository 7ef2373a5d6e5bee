package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a data set folder holds, read without code of the exporter. */
final class Stored {
    private Stored() {}

    static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Ids of the events in Parquet files, in their order, then the lines of the journal. */
    static List<String> events(Path dataset) throws IOException, SQLException {
        List<String> all = new ArrayList<>();
        for (Path file : files(dataset.resolve("events"), ".parquet")) {
            Duck.rows("SELECT id FROM FILES", List.of(file)).forEach(row -> all.add((String) row.get("id")));
        }
        for (Path journal : files(dataset.resolve(".oriel"), ".log")) {
            Files.readAllLines(journal).stream().filter(l -> l.startsWith("E ")).forEach(all::add);
        }
        return all;
    }
}
