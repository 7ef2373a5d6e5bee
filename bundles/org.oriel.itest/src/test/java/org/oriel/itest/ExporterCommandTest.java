package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A researcher holds, moves back, replaces, removes and adds an exporter while events flow. */
class ExporterCommandTest {
    @TempDir
    Path folder;

    private static JsonObject only(Oriel oriel) throws java.io.IOException {
        Oriel.Result result = oriel.ask("exporter", "list", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        JsonArray all = JsonParser.parseString(result.out()).getAsJsonArray();
        assertThat(all).hasSize(1);
        return all.get(0).getAsJsonObject();
    }

    private static void fine(Oriel oriel, String... words) throws java.io.IOException {
        Oriel.Result result = oriel.ask(words);
        assertThat(result.exit()).as(List.of(words) + ": " + result.err()).isZero();
    }

    private static void refused(Oriel oriel, String says, String... words) throws java.io.IOException {
        Oriel.Result result = oriel.ask(words);
        assertThat(result.exit()).as(String.join(" ", words)).isEqualTo(2);
        assertThat(result.err()).contains(says);
    }

    private static Path jar() throws java.io.IOException {
        try (Stream<Path> files = Files.walk(Oriel.home().resolve("repository/org/oriel/org.oriel.export.jsonl"))) {
            return files.filter(f -> f.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    @Test
    @DisplayName("list, pause, resume, rewind, replace, remove, add and retire, with nothing missing at the end")
    void swaps() throws Exception {
        Path data = folder.resolve("d");
        Path copy = folder.resolve("exporter.jar");
        Files.copy(jar(), copy);
        try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 500, 1_000_000), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            Await.until("delivers", () -> CrashTest.position(oriel) > 100);
            assertThat(only(oriel).get("bundle").getAsString()).startsWith("org.oriel.export.jsonl");
            assertThat(only(oriel).get("destinations").toString()).contains("for ai-training");

            fine(oriel, "exporter", "pause", "jsonl");
            long held = CrashTest.position(oriel);
            Await.until("events wait", () -> CrashTest.last(oriel) > held + 200);
            assertThat(CrashTest.position(oriel)).isEqualTo(held);
            assertThat(only(oriel).get("state").getAsString()).isEqualTo("paused");
            fine(oriel, "exporter", "replace", "jsonl", copy.toString());
            assertThat(only(oriel).get("state").getAsString()).isEqualTo("paused");
            fine(oriel, "exporter", "resume", "jsonl");
            Await.until("delivers again", () -> CrashTest.position(oriel) > held);

            refused(oriel, "is not known, allowed: jsonl", "exporter", "pause", "parquett");
            refused(oriel, "is not an exporter", "exporter", "add", Oriel.home() + "/lib/oriel-launcher.jar");
            refused(oriel, "is installed already", "exporter", "add", copy.toString());
            refused(oriel, "allowed: oldest", "exporter", "rewind", "jsonl", "-1");
            refused(oriel, "is there, allowed: one that was removed", "exporter", "retire", "jsonl");

            fine(oriel, "exporter", "remove", "jsonl");
            assertThat(only(oriel).get("state").getAsString()).isEqualTo("absent");
            long gone = CrashTest.position(oriel);
            fine(oriel, "exporter", "add", copy.toString());
            Await.until("goes on where it stopped", () -> CrashTest.position(oriel) > gone);

            assertThat(oriel.ask("pause", "1h").exit()).isZero();
            long stored = CrashTest.last(oriel);
            Await.until("everything is delivered", () -> CrashTest.position(oriel) >= stored);
            List<String> once = Exported.lines(data);
            fine(oriel, "exporter", "rewind", "jsonl", "oldest");
            Await.until("everything came again", () -> CrashTest.position(oriel) >= stored);
            // The file exporter knows what it has by position: nothing is there twice.
            assertThat(Exported.lines(data)).containsExactlyElementsOf(once).doesNotHaveDuplicates();
        }
    }
}
