package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.GoldenSession;
import org.oriel.trajectory.Step;

/** The golden session in every dialect. */
class GoldenTest {
    private static final String SHARE = "(?:0|1|0\\.\\d{0,3}[1-9])";
    private static final String AT = "\\(x=" + SHARE + ", y=" + SHARE + "\\)";
    private static final String TEXT = "(?:'(?:[^'\\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\\n]|\\\\.)*\")";
    private static final String KEYS = "\\(keys=\\[" + TEXT + "(?:, " + TEXT + ")*\\]\\)";

    /** The forms of the table in which every parser of AgentNet reads code. */
    private static final Pattern EXACT = Pattern.compile(String.join(
            "|",
            "pyautogui\\.(?:click|doubleClick|rightClick|middleClick|tripleClick)" + AT,
            "pyautogui\\.moveTo" + AT,
            "pyautogui\\.moveTo" + AT + "\\npyautogui\\.dragTo\\(x=" + SHARE + ", y=" + SHARE + ", button='left'\\)",
            "pyautogui\\.moveTo" + AT + "\\npyautogui\\.h?scroll\\(-?[1-9]\\d*\\)",
            "(?:pyautogui\\.write\\(message=" + TEXT + "\\)|pyautogui\\.press\\(keys=\\['(?:enter|tab)'\\]\\)|\\n)+",
            "pyautogui\\.press" + KEYS,
            "pyautogui\\.hotkey" + KEYS,
            "computer\\.terminate\\(status='(?:success|failure)'\\)"));

    @TempDir
    static Path temp;

    static Path data;

    @BeforeAll
    static void export() throws Exception {
        data = temp.resolve("golden");
        export(data, List.copyOf(Dialects.names()), Fixture.golden(), 50);
    }

    static void export(Path directory, List<String> dialects, List<ExportRecord> records, int size) throws Exception {
        TrajectoryExporter exporter = new TrajectoryExporter(Fixture.settings(directory, dialects));
        for (int i = 0; i < records.size(); i += size) {
            exporter.deliver(new Batch("ai-training", records.subList(i, Math.min(i + size, records.size()))));
        }
        exporter.close();
    }

    private static List<JsonObject> documents(String dialect) throws IOException {
        List<JsonObject> all = new ArrayList<>();
        for (Path file : Fixture.files(data.resolve(dialect), ".json")) {
            all.add(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        }
        return all;
    }

    private static Map<String, Integer> losses(String dialect) throws IOException {
        Map<String, Integer> losses = new TreeMap<>();
        for (JsonObject loss : Fixture.lines(data.resolve("losses.jsonl"))) {
            if (loss.get("dialect").getAsString().equals(dialect)) {
                losses.merge(loss.get("reason").getAsString(), 1, Integer::sum);
            }
        }
        return losses;
    }

    @Test
    void everyStepIsInOurOwnForm() throws IOException {
        List<JsonObject> steps = Fixture.lines(data.resolve("steps/steps.jsonl"));
        List<String> wanted = new ArrayList<>();
        for (Episode episode : GoldenSession.episodes()) {
            for (Step step : episode.steps()) {
                wanted.add(
                        episode.id() + "/" + step.index() + " " + step.action().kind());
            }
        }
        assertThat(steps.stream()
                        .map(step -> step.get("step").getAsString() + " "
                                + step.getAsJsonObject("action").get("kind").getAsString()))
                .isEqualTo(wanted);
        assertThat(losses("steps")).isEmpty();
    }

    @Test
    void agentNetCodeHasTheExactForms() throws IOException {
        List<String> codes = new ArrayList<>();
        for (JsonObject trajectory : Fixture.lines(data.resolve("agentnet/trajectories.jsonl"))) {
            JsonArray steps = trajectory.getAsJsonArray("traj");
            for (int i = 0; i < steps.size(); i++) {
                JsonObject step = steps.get(i).getAsJsonObject();
                assertThat(step.get("index").getAsInt()).isEqualTo(i);
                assertThat(data.resolve("images/" + step.get("image").getAsString()))
                        .isRegularFile();
                codes.add(step.getAsJsonObject("value").get("code").getAsString());
            }
        }
        assertThat(codes)
                .hasSizeGreaterThan(40)
                .allMatch(code -> EXACT.matcher(code).matches());
        assertThat(codes)
                .contains(
                        "pyautogui.doubleClick(x=0.4938, y=0.1852)",
                        "pyautogui.moveTo(x=0.5563, y=0.3704)\npyautogui.scroll(-3)",
                        "pyautogui.moveTo(x=0.5563, y=0.3704)\npyautogui.hscroll(2)",
                        "pyautogui.hotkey(keys=['ctrl', 's'])",
                        "pyautogui.write(message=\"O'Neil\")",
                        "computer.terminate(status='success')");
    }

    @Test
    void agentNetLossesAreListed() throws IOException {
        assertThat(losses("agentnet")).containsEntry("quote-in-text", 2).containsEntry("held-modifier", 2);
        assertThat(losses("agentnet-standard")).doesNotContainKeys("quote-in-text", "wait", "horizontal-scroll");
        assertThat(losses("agentnet-bench"))
                .containsEntry("quote-in-text", 2)
                .containsEntry("horizontal-scroll", 1)
                .containsEntry("middle-click", 1)
                .containsEntry("triple-click", 1)
                .containsEntry("drag-of-another-button", 1);
    }

    /** What the benchmark's patterns read in the string is what the structures say, except where a loss is listed. */
    @Test
    void agentNetStringsEqualStructures() throws IOException {
        Set<String> otherwise = new HashSet<>();
        int same = 0;
        for (JsonObject task : documents("agentnet-bench")) {
            JsonArray about = task.getAsJsonObject("metadata").getAsJsonArray("steps");
            JsonArray steps = task.getAsJsonArray("steps");
            for (int i = 0; i < steps.size(); i++) {
                JsonObject step = steps.get(i).getAsJsonObject();
                assertThat(step.get("step_num").getAsInt()).isEqualTo(i + 1);
                List<String> structures = new ArrayList<>();
                step.getAsJsonArray("ground_truth_actions").forEach(action -> structures.add(told(action)));
                if (BenchReader.read(step.get("action").getAsString()).equals(structures)) {
                    same++;
                } else {
                    int index = about.get(i).getAsJsonObject().get("step").getAsInt();
                    otherwise.add(task.get("task_id").getAsString() + "/" + index);
                }
            }
        }
        assertThat(same).isGreaterThan(35);
        assertThat(otherwise).isEqualTo(quoteLosses()).hasSize(2);
    }

    private static Set<String> quoteLosses() throws IOException {
        Set<String> steps = new HashSet<>();
        for (JsonObject loss : Fixture.lines(data.resolve("losses.jsonl"))) {
            if (loss.get("dialect").getAsString().equals("agentnet-bench")
                    && loss.get("reason").getAsString().equals("quote-in-text")) {
                steps.add(loss.get("step").getAsString());
            }
        }
        return steps;
    }

    private static String told(JsonElement action) {
        JsonObject params = action.getAsJsonObject().getAsJsonObject("params");
        String type = action.getAsJsonObject().get("type").getAsString();
        if (params.has("text")) {
            return type + " " + params.get("text").getAsString();
        } else if (params.has("keys")) {
            List<String> keys = new ArrayList<>();
            params.getAsJsonArray("keys").forEach(key -> keys.add(key.getAsString()));
            return type + " " + keys;
        } else if (params.has("amount")) {
            return type + " " + params.get("amount").getAsString();
        } else if (params.has("status")) {
            return type + " " + params.get("status").getAsString();
        }
        JsonObject at = params.getAsJsonObject("position");
        return type + " " + at.get("x").getAsString() + " " + at.get("y").getAsString();
    }

    @Test
    void standardisedTrajectoriesTakeTurnsAndStayInThePicture() throws IOException {
        for (JsonObject trajectory : documents("agentnet-standard")) {
            JsonArray content = trajectory.getAsJsonArray("content");
            List<String> turns = new ArrayList<>();
            for (JsonElement element : content) {
                JsonObject object = element.getAsJsonObject();
                turns.add(
                        object.has("guiactions")
                                ? "action"
                                : object.get("class_").getAsString());
                if (object.has("filename")) {
                    assertThat(object.get("content").isJsonNull()).isFalse();
                    assertThat(data.resolve("agentnet-standard/images/"
                                    + object.get("filename").getAsString()))
                            .isRegularFile();
                }
            }
            List<String> wanted = new ArrayList<>(List.of("text_observation", "image_observation", "text_observation"));
            for (int i = 4; i <= turns.size(); i += 2) {
                wanted.add("action");
                if (i < turns.size()) {
                    wanted.add("image_observation");
                }
            }
            assertThat(turns).isEqualTo(wanted);
            shares(trajectory);
        }
    }

    private static void shares(JsonElement json) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(GoldenTest::shares);
        } else if (json.isJsonObject()) {
            for (String name : List.of("x", "y")) {
                if (json.getAsJsonObject().has(name)) {
                    assertThat(json.getAsJsonObject().get(name).getAsDouble()).isBetween(0.0, 1.0);
                }
            }
            json.getAsJsonObject().asMap().values().forEach(GoldenTest::shares);
        }
    }

    @Test
    void osWorldNumbersStepsAndShowsWhatFollowed() throws IOException {
        int runs = 0;
        for (Path file : Fixture.files(data.resolve("osworld"), "traj.jsonl")) {
            runs++;
            int number = 1;
            for (JsonObject line : Fixture.lines(file)) {
                assertThat(line.get("step_num").getAsInt()).isEqualTo(number++);
                assertThat(line.get("action_timestamp").getAsString()).matches("\\d{8}@\\d{12}");
                assertThat(file.resolveSibling(line.get("screenshot_file").getAsString()))
                        .isRegularFile();
            }
        }
        assertThat(runs).isEqualTo(2);
        assertThat(Fixture.files(data.resolve("osworld"), "result.txt"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent("1.0"));
        assertThat(losses("osworld"))
                .containsOnlyKeys("button", "suppressed", "unknown", "outcome-not-told", "scroll-rounded");
    }

    @Test
    void whatEveryExporterAddsIsThere() throws IOException {
        List<JsonObject> all = new ArrayList<>(Fixture.lines(data.resolve("agentnet/trajectories.jsonl")));
        all.addAll(Fixture.lines(data.resolve("openai/conversations.jsonl")));
        all.addAll(Fixture.lines(data.resolve("anthropic/conversations.jsonl")));
        all.addAll(documents("agentnet-standard"));
        all.addAll(documents("agentnet-bench"));
        for (JsonObject record : all) {
            JsonObject metadata = record.getAsJsonObject("metadata");
            assertThat(metadata.keySet())
                    .contains(
                            "capture_session",
                            "consent_grant_id",
                            "purpose",
                            "policy_hash",
                            "redaction_profile",
                            "bundle_set_hash",
                            "screen",
                            "coordinate_space",
                            "gaps",
                            "steps");
            assertThat(metadata.getAsJsonArray("steps").get(0).getAsJsonObject().keySet())
                    .contains("pre_frame", "post_frame");
        }
    }

    @Test
    void nothingOfTheSessionIsLeftOpenAndEveryPictureIsShown() throws IOException {
        assertThat(Fixture.files(data.resolve("open"), ".jsonl")).isEmpty();
        String records = Files.readString(data.resolve("steps/steps.jsonl"));
        for (Path picture : Fixture.files(data.resolve("images"), ".png")) {
            assertThat(records).contains(picture.getFileName().toString());
        }
    }
}
