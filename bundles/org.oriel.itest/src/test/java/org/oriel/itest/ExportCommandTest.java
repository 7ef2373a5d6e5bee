package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One-off exports of a stored session, what they leave behind, and what is done with that. */
class ExportCommandTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path data() {
        return shared.resolve("data");
    }

    @BeforeAll
    static void record() throws Exception {
        Oriel.Result demo = Oriel.call("demo", "--data", data().toString(), "--speed", "0");
        assertThat(demo.exit()).as(demo.err()).isZero();
    }

    private static Oriel.Result export(String format, Path out, String... more) throws Exception {
        java.util.ArrayList<String> words = new java.util.ArrayList<>(
                List.of("export", format, "--out", out.toString(), "--data", data().toString()));
        words.addAll(List.of(more));
        return Oriel.call(words.toArray(new String[0]));
    }

    private static JsonObject manifest(Path out) throws Exception {
        return JsonParser.parseString(Files.readString(out.resolve("manifest.json")))
                .getAsJsonObject();
    }

    private static void fine(Oriel.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    private static void refused(Oriel.Result result, int exit, String... parts) {
        assertThat(result.err().strip().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("oriel: ").contains(parts);
        assertThat(result.exit()).isEqualTo(exit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonl",
                "steps",
                "agentnet",
                "agentnet-standard",
                "agentnet-bench",
                "osworld",
                "anthropic",
                "anthropic-20250124",
                "anthropic-browser",
                "openai",
                "puppeteer",
                "parquet",
                "mcap"
            })
    @DisplayName(
            "every format is a data set that verifies, with manifest, card and where it is from; again it adds nothing")
    void formats(String format) throws Exception {
        Path out = folder.resolve("out");
        fine(export(format, out));
        fine(Oriel.call("verify", out.toString()));
        JsonObject manifest = manifest(out);
        assertThat(manifest.getAsJsonObject("counts").get("events").getAsLong()).isGreaterThan(500);
        assertThat(manifest.toString()).contains("ai-training").contains("recorded");
        JsonObject by = manifest.getAsJsonArray("provenance").get(0).getAsJsonObject();
        assertThat(by.get("redactionProfile").getAsString()).startsWith("demo@");
        assertThat(by.get("bundleSetHash").getAsString()).matches("[0-9a-f]{64}");
        assertThat(out.resolve("data-card.md")).isNotEmptyFile();
        if (List.of("jsonl", "parquet", "steps", "mcap").contains(format)) {
            fine(export(format, out));
            assertThat(manifest(out).get("counts")).isEqualTo(manifest.get("counts"));
        }
    }

    @Test
    @DisplayName("what a format could not say is told where it is exported, and where it is tried")
    void losses() throws Exception {
        Path out = folder.resolve("out");
        Oriel.Result told = export("agentnet", out);
        fine(told);
        // The recorded session has no pictures, and AgentNet has no step without one.
        assertThat(told.out())
                .contains("Wrote 0 trajectories as agentnet to " + out + ", from ")
                .containsPattern("\\d+ losses, .*no-picture \\d+, .*losses\\.jsonl");
        assertThat(out.resolve("open")).doesNotExist();
        Oriel.Result again = export("agentnet", out);
        fine(again);
        assertThat(again.out()).contains("Nothing new: " + out).contains("0 trajectories", "no-picture");
        JsonObject json = JsonParser.parseString(
                        export("osworld", folder.resolve("json"), "--json").out())
                .getAsJsonObject();
        assertThat(json.getAsJsonObject("written").get("osworld").getAsLong()).isPositive();
        assertThat(json.getAsJsonArray("losses").toString()).contains("\"reason\":\"no-picture-after\"");
        Oriel.Result tried = Oriel.call("exporter", "try", "puppeteer", "--last", "2000", "--data", data().toString());
        fine(tried);
        assertThat(tried.out()).contains("outside-page");
    }

    @Test
    @DisplayName("bad input: each is refused with the thing and what is allowed, nothing is mixed")
    void badInput() throws Exception {
        refused(export("parquett", folder.resolve("a")), 2, "parquett", "jsonl steps agentnet");
        refused(Oriel.call("export", "jsonl", "--data", data().toString()), 2, "--out");
        Path file = Files.writeString(folder.resolve("file"), "x");
        refused(export("jsonl", file), 4, "is a file");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("letter.txt"), "mine");
        refused(export("jsonl", other), 4, "is not empty");
        refused(export("jsonl", folder.resolve("b"), "--session", "00000000-0000"), 1, "no session");
        Path out = folder.resolve("out");
        fine(export("jsonl", out));
        refused(export("steps", out), 1, "holds another export");
        refused(export("jsonl", data().resolve("export/jsonl")), 1, "did not write");
        Path events;
        try (var files = Files.list(out)) {
            events = files.filter(f -> f.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(events, "{\"half\":", StandardOpenOption.APPEND);
        assertThat(Oriel.call("verify", out.toString()).exit()).isEqualTo(1);
        // What a crash left behind the last commit is cut off; the rest is untouched.
        fine(export("jsonl", out));
        fine(Oriel.call("verify", out.toString()));
    }

    @Test
    @DisplayName("a session by the beginning of its id; coverage counts it, as a table, as JSON, as pictures")
    void coverage() throws Exception {
        Path steps = folder.resolve("steps");
        Path events = folder.resolve("events");
        String session = Exported.events(data()).get(0).get("session").getAsString();
        fine(export("jsonl", events, "--session", session.substring(0, 13)));
        fine(export("steps", steps));
        Oriel.Result ofEvents = Oriel.call("coverage", events.toString(), "--json");
        fine(ofEvents);
        Path png = folder.resolve("c.png");
        Path svg = folder.resolve("c.svg");
        Oriel.Result ofSteps =
                Oriel.call("coverage", steps.toString(), "--json", "--png", png.toString(), "--svg", svg.toString());
        fine(ofSteps);
        assertThat(ofSteps.out()).isEqualTo(ofEvents.out());
        assertThat(JsonParser.parseString(ofSteps.out())
                        .getAsJsonObject()
                        .get("steps")
                        .getAsInt())
                .isPositive();
        assertThat(javax.imageio.ImageIO.read(png.toFile()).getWidth()).isGreaterThan(500);
        assertThat(Files.readString(svg)).startsWith("<svg");
        Oriel.Result table = Oriel.call("coverage", steps.toString());
        fine(table);
        assertThat(table.out()).contains("dropdown choices", "multi-application episodes");
    }

    @Test
    @DisplayName("try shows what an exporter would write, and moves and keeps nothing; what sends is refused")
    void tried() throws Exception {
        String positions = Files.readString(data().resolve("export/jsonl/manifest.json"));
        Oriel.Result format = Oriel.call("exporter", "try", "agentnet", "--last", "200", "--data", data().toString());
        fine(format);
        assertThat(format.out()).contains("of the last 200 events", "manifest.json", "nothing was delivered");
        Path exporters = Oriel.home().resolve("exporters");
        Oriel.Result jar = Oriel.call(
                "exporter",
                "try",
                exporters.resolve("org.oriel.export.jsonl.jar").toString(),
                "--json",
                "--data",
                data().toString());
        fine(jar);
        JsonObject told = JsonParser.parseString(jar.out()).getAsJsonObject();
        assertThat(told.get("delivered").getAsInt()).isEqualTo(100);
        assertThat(told.getAsJsonArray("files").toString()).contains("events-");
        refused(
                Oriel.call(
                        "exporter",
                        "try",
                        exporters.resolve("org.oriel.export.http.jar").toString(),
                        "--data",
                        data().toString()),
                2,
                "writes to no folder");
        refused(Oriel.call("exporter", "try", "http", "--data", data().toString()), 2, "http", "jsonl");
        assertThat(Files.readString(data().resolve("export/jsonl/manifest.json")))
                .isEqualTo(positions);
    }

    @Test
    @DisplayName("what is forgotten after it was delivered is in the recall list, which takes it out of data sets")
    void recalled() throws Exception {
        Path data = folder.resolve("d");
        Path copy = folder.resolve("copy");
        try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 500, 1_000_000), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            Await.until("delivers", () -> CrashTest.position(oriel) > 300);
            assertThat(oriel.ask("pause", "1h").exit()).isZero();
            long stored = CrashTest.last(oriel);
            Await.until("everything is delivered", () -> CrashTest.position(oriel) >= stored);
            fine(Oriel.call("export", "steps", "--data", data.toString(), "--out", copy.toString()));
            assertThat(oriel.ask("forget", "24h").exit()).isZero();
        }
        Path list = data.resolve("recall.jsonl");
        Path written = data.resolve("export/jsonl");
        assertThat(Files.readAllLines(list)).hasSizeGreaterThan(1);
        assertThat(Exported.events(data)).isNotEmpty();
        for (Path dataset : List.of(written, copy)) {
            fine(Oriel.call("recall", dataset.toString(), "--list", list.toString()));
            fine(Oriel.call("verify", dataset.toString()));
        }
        // What was noted about the forgetting itself came later.
        assertThat(Exported.events(data))
                .allMatch(event ->
                        event.getAsJsonObject("body").get("type").getAsString().equals("mark"))
                .hasSizeLessThan(5);
        assertThat(manifest(copy).getAsJsonArray("recalls")).hasSize(1);
        assertThat(Files.exists(copy.resolve("steps/steps.jsonl"))).isFalse();
    }
}
