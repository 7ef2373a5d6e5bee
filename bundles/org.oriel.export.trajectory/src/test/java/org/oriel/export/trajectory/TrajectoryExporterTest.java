package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.tck.Events;
import org.oriel.tck.Records;
import org.oriel.trajectory.GoldenSession;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.Recall;
import org.oriel.trajectory.dataset.RecallList;

class TrajectoryExporterTest {
    private static final List<String> ALL = List.copyOf(Dialects.names());

    @TempDir
    Path temp;

    private final List<ExportRecord> records = Fixture.golden();

    private TrajectoryExporter exporter(Path directory) throws IOException {
        return new TrajectoryExporter(Fixture.settings(directory, ALL));
    }

    private Batch batch(int from, int to) {
        return new Batch("ai-training", records.subList(from, Math.min(to, records.size())));
    }

    /** What is in a data set, by file; without what has a random id or a number of commits. */
    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                boolean own = name.startsWith(".oriel") && !name.startsWith(".oriel/index");
                if (!own && !name.equals("manifest.json") && !name.equals("data-card.md")) {
                    content.put(
                            name, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 10_000})
    void whatIsWrittenDoesNotDependOnBatches(int size) throws Exception {
        GoldenTest.export(temp.resolve("a"), ALL, records, 100);
        GoldenTest.export(temp.resolve("b"), ALL, records, size);
        assertThat(content(temp.resolve("b"))).isEqualTo(content(temp.resolve("a")));
    }

    @Test
    void goesOnAfterARestartAtAnyPlaceAsIfThereWasNone() throws Exception {
        GoldenTest.export(temp.resolve("whole"), ALL, records, 100);
        Path folder = temp.resolve("parts");
        for (int from = 0; from < records.size(); from += 23) {
            TrajectoryExporter exporter = exporter(folder);
            // The batch before comes again, as after a crash between its end and the position being kept.
            exporter.deliver(batch(Math.max(0, from - 23), from + 23));
            exporter.close();
        }
        assertThat(content(folder)).isEqualTo(content(temp.resolve("whole")));
    }

    /** A kill leaves the folder as it was at that moment: a copy of it while the exporter still runs. */
    @Test
    void aKilledExporterLeavesWhatItAcknowledged() throws Exception {
        GoldenTest.export(temp.resolve("whole"), ALL, records, 100);
        TrajectoryExporter killed = exporter(temp.resolve("live"));
        for (int from = 0; from < records.size(); from += 100) {
            killed.deliver(batch(from, from + 100));
            Path copy = temp.resolve("copy" + from);
            copy(temp.resolve("live"), copy);
            TrajectoryExporter next = exporter(copy);
            for (int i = from; i < records.size(); i += 100) {
                next.deliver(batch(i, i + 100));
            }
            next.close();
            assertThat(content(copy)).isEqualTo(content(temp.resolve("whole")));
        }
        killed.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void whatItWritesIsAWholeDataSet() throws Exception {
        Path folder = temp.resolve("out");
        GoldenTest.export(folder, ALL, records, 60);
        assertThat(DatasetCheck.verify(folder)).isEmpty();
        String manifest = Files.readString(folder.resolve("manifest.json"));
        int steps = GoldenSession.episodes().stream()
                .mapToInt(e -> e.steps().size())
                .sum();
        assertThat(manifest.contains("\"steps\": " + steps)).isTrue();
        assertThat(manifest.contains("\"episodes\": 2")).isTrue();
        assertThat(manifest.contains("\"osworld\": 2")).isTrue();
    }

    @Test
    void anEpisodeThatIsOpenIsWrittenAtTheEndOnlyWhereThatIsSet() throws Exception {
        List<ExportRecord> part = records.subList(0, 100);
        for (boolean finish : List.of(false, true)) {
            Path folder = temp.resolve("finish-" + finish);
            TrajectoryExporter exporter = new TrajectoryExporter(
                    Fixture.settings(folder, List.of("steps"), Dialects.Options.DEFAULT, finish));
            exporter.deliver(new Batch("ai-training", part));
            exporter.close();
            assertThat(Files.exists(folder.resolve("steps/steps.jsonl"))).isEqualTo(finish);
            assertThat(Fixture.files(folder.resolve("open"), ".jsonl")).hasSize(finish ? 0 : 1);
            // An empty folder would look like something that is missing.
            assertThat(Files.exists(folder.resolve("open"))).isEqualTo(!finish);
            assertThat(Files.exists(folder.resolve(".oriel/index/open"))).isEqualTo(!finish);
        }
    }

    @Test
    void picturesThatNoStepShowsGoWithTheirSession() throws Exception {
        Path folder = temp.resolve("out");
        TrajectoryExporter exporter = new TrajectoryExporter(Fixture.settings(folder, List.of("steps")));
        int middle = records.size() - 60;
        exporter.deliver(batch(0, middle));
        int during = Fixture.files(folder.resolve("images"), ".png").size();
        exporter.deliver(batch(middle, records.size()));
        exporter.close();
        int after = Fixture.files(folder.resolve("images"), ".png").size();
        long shown = Fixture.lines(folder.resolve("steps/steps.jsonl")).stream()
                .flatMap(step -> Stream.of("image_before", "image_after")
                        .map(name -> step.get(name).getAsString()))
                .filter(name -> !name.isEmpty())
                .distinct()
                .count();
        assertThat(after).isEqualTo((int) shown);
        assertThat(during).isPositive();
    }

    @Test
    void aSecondSessionEndsTheFirst() throws Exception {
        List<CaptureEvent> events = new ArrayList<>(GoldenSession.events());
        events.remove(events.size() - 1); // its end is not told
        events.addAll(new Events().some(3));
        Path folder = temp.resolve("out");
        GoldenTest.export(folder, List.of("steps"), Fixture.records(1, events), 50);
        assertThat(Fixture.lines(folder.resolve("steps/episodes.jsonl")))
                .hasSize(2)
                .last()
                .satisfies(episode ->
                        assertThat(episode.get("ended").getAsString()).isEqualTo("session"));
        assertThat(Fixture.files(folder.resolve("open"), ".jsonl"))
                .singleElement()
                .satisfies(file -> assertThat(file.toString()).contains(Events.SESSION.toString()));
    }

    @Test
    void aRecallReachesEveryDialect() throws Exception {
        Path folder = temp.resolve("out");
        GoldenTest.export(folder, ALL, records, 60);
        JsonObject step = Fixture.lines(folder.resolve("steps/steps.jsonl")).get(1);
        String id = step.getAsJsonObject("events").get("last").getAsString();
        String episode = step.get("episode").getAsString();
        RecallList list = new RecallList(
                UUID.randomUUID().toString(),
                List.of(new RecallList.Events(GoldenSession.SESSION.toString(), List.of(id), "forgotten", 1)));

        Recall.apply(folder, list);

        for (Map.Entry<String, String> file : content(folder).entrySet()) {
            if (!file.getKey().startsWith("steps/")
                    && !file.getKey().startsWith(".oriel")
                    && !file.getKey().equals("losses.jsonl")
                    && !file.getKey().startsWith("osworld/")) {
                assertThat(file.getKey() + file.getValue()).doesNotContain(episode);
            }
        }
        assertThat(Fixture.lines(folder.resolve("steps/steps.jsonl")))
                .isNotEmpty()
                .noneMatch(left -> left.get("step").getAsString().endsWith(episode + "/1"));
        assertThat(DatasetCheck.verify(folder)).isEmpty();
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("out"));
        Files.writeString(folder.resolve("notes.txt"), "mine");
        TrajectoryExporter exporter = exporter(folder);
        assertThatThrownBy(() -> exporter.deliver(batch(0, 10)))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("notes.txt");
        exporter.close();
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void refusesEventsOfAnotherStore() throws Exception {
        TrajectoryExporter exporter = exporter(temp.resolve("out"));
        exporter.deliver(batch(0, 10));
        List<ExportRecord> other = Records.of(1, new Events().some(10));
        assertThatThrownBy(() -> exporter.deliver(new Batch("ai-training", other)))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("another store");
        exporter.close();
    }

    @Test
    void namesTheDialectsThereAre() {
        assertThatThrownBy(() -> Dialects.of(List.of("agentnet", "agentnext"), Dialects.Options.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dialects=agentnext, allowed: some of steps, agentnet, agentnet-standard, agentnet-bench,"
                        + " osworld, anthropic, anthropic-20250124, anthropic-browser, openai, puppeteer");
        assertThatThrownBy(() -> new Dialects.Options("click3", 100, false))
                .hasMessageContaining("tripleClick=click3, allowed: pyautogui.tripleClick, ");
        assertThatThrownBy(() -> exporter(Path.of("relative"))).hasMessageContaining("allowed: an absolute path");
    }

    @Test
    void withoutPicturesAgentNetSaysSo() throws Exception {
        List<ExportRecord> blind =
                Records.of(1, GoldenSession.events()).stream().toList();
        Path folder = temp.resolve("out");
        GoldenTest.export(folder, List.of("agentnet", "steps"), blind, 100);
        assertThat(folder.resolve("agentnet")).doesNotExist();
        assertThat(Fixture.lines(folder.resolve("losses.jsonl")))
                .extracting(loss -> loss.get("reason").getAsString())
                .contains("no-picture");

        Path kept = temp.resolve("kept");
        TrajectoryExporter exporter = new TrajectoryExporter(Fixture.settings(
                kept, List.of("agentnet"), new Dialects.Options("computer.triple_click", 100, true), false));
        exporter.deliver(new Batch("ai-training", blind));
        exporter.close();
        assertThat(kept.resolve("agentnet/trajectories.jsonl"))
                .content()
                .contains("\"image\":\"\"", "computer.triple_click(x=0.4938, y=0.2222)");
    }
}
