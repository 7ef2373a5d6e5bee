package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three exporters are swapped while events flow: files, Parquet, and a server in a process of its own. */
class SwapThreeTest {
    private static final List<String> NAMES = List.of("jsonl", "parquet", "http");

    @TempDir
    Path folder;

    private static Path jar(String name) {
        return Oriel.home().resolve("exporters/org.oriel.export." + name + ".jar");
    }

    private static void fine(Oriel oriel, String... words) throws java.io.IOException {
        Oriel.Result result = oriel.ask(words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
    }

    private static Map<String, Long> positions(Oriel oriel) throws java.io.IOException {
        Map<String, Long> positions = new TreeMap<>();
        for (var exporter : oriel.status().getAsJsonArray("exporters")) {
            var status = exporter.getAsJsonObject();
            positions.put(
                    status.get("name").getAsString(), status.get("position").getAsLong());
        }
        return positions;
    }

    @Test
    @DisplayName("ten replacements at 2,000 events a second: no id missing, none twice, order kept")
    void swaps() throws Exception {
        Path data = folder.resolve("d");
        Path parquet = folder.resolve("parquet");
        try (HttpTarget target = HttpTarget.start(folder.resolve("received.jsonl"))) {
            long began;
            long taken;
            try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 4000, 1_000_000), LoadSet.demoPolicy())) {
                oriel.awaitState("recording");
                fine(oriel, "exporter", "add", jar("parquet").toString(), "directory=" + parquet, "rowsPerFile=4000");
                fine(oriel, "exporter", "add", jar("http").toString(), "url=" + target.url());
                Await.until("all three deliver", () -> positions(oriel).keySet().containsAll(NAMES));
                began = System.nanoTime();
                long first = CrashTest.last(oriel);
                for (int i = 0; i < 10; i++) {
                    String name = NAMES.get(i % NAMES.size());
                    long before = positions(oriel).get(name);
                    Await.until(name + " goes on", () -> positions(oriel).get(name) > before);
                    if (i < 6) {
                        fine(oriel, "exporter", "replace", name, jar(name).toString());
                    } else {
                        fine(oriel, "exporter", "remove", name);
                        fine(oriel, "exporter", "add", jar(name).toString());
                    }
                }
                long last = CrashTest.last(oriel);
                taken = System.nanoTime() - began;
                System.out.printf(
                        "swaps: %,d events stored in %.1f s during ten replacements, %,.0f events/s%n",
                        last - first, taken / 1e9, (last - first) * 1e9 / taken);
                for (String name : NAMES) {
                    Await.until(name + " goes on", () -> positions(oriel).get(name) > last);
                }
                assertThat(oriel.ask("pause", "1h").exit()).isZero();
                long stored = CrashTest.last(oriel);
                Await.until(
                        "everything is delivered",
                        () -> positions(oriel).values().stream().allMatch(position -> position >= stored));
            }
            Path out = folder.resolve("out");
            Oriel.Result all = Oriel.call("export", "jsonl", "--data", data.toString(), "--out", out.toString());
            assertThat(all.exit()).as(all.err()).isZero();
            List<String> stored = Files.readAllLines(Exported.file(out));
            assertThat(stored).hasSizeGreaterThan(2000);
            assertThat(Exported.lines(data)).containsExactlyElementsOf(stored);
            assertThat(target.lines()).containsExactlyElementsOf(stored);
            List<String> ids = stored.stream()
                    .map(line -> JsonParser.parseString(line)
                            .getAsJsonObject()
                            .get("id")
                            .getAsString())
                    .toList();
            assertThat(ids(parquet)).containsExactlyElementsOf(ids);
        }
    }

    private static List<String> ids(Path parquet) throws Exception {
        List<String> ids = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id FROM read_parquet('"
                        + parquet.resolve("events") + "/*.parquet', filename=true, file_row_number=true)"
                        + " ORDER BY filename, file_row_number")) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return ids;
    }
}
