package org.oriel.export.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.tck.Records;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Episode;
import org.oriel.trajectory.GoldenSession;
import org.oriel.trajectory.Step;

/** The session with every gesture, read back by both readers: no event and no step is refused, lost or changed. */
class GoldenSessionParquetTest {
    @TempDir
    Path dir;

    @Test
    void everyEventAndStepIsThere() throws Exception {
        List<CaptureEvent> events = GoldenSession.events();
        List<ExportRecord> records = Records.of(1, events);
        ParquetExporter exporter = new ParquetExporter(
                new Settings(dir.resolve("out"), Settings.Images.BESIDE, 1_000_000, 8, 256, 60, () -> 0));
        for (int from = 0; from < records.size(); from += 50) {
            List<ExportRecord> some = records.subList(from, Math.min(records.size(), from + 50));
            exporter.deliver(new Batch(events.get(0).purpose(), some));
        }
        exporter.close();

        assertThat(Stored.events(dir.resolve("out")))
                .isEqualTo(events.stream().map(CaptureEvent::id).toList());
        List<Episode> episodes = GoldenSession.episodes();
        List<Step> steps = episodes.stream().flatMap(e -> e.steps().stream()).toList();
        Path file = Stored.files(dir.resolve("out/steps"), ".parquet").get(0);
        List<Map<String, Object>> rows =
                Duck.rows("SELECT * FROM FILES ORDER BY start_nanos, episode, step", List.of(file));
        List<JsonObject> others = Hyparquet.read(file);
        assertThat(rows).hasSameSizeAs(steps);
        assertThat(others).hasSize(steps.size() + 1);
        for (Episode episode : episodes) {
            List<Map<String, Object>> own = rows.stream()
                    .filter(row -> episode.id().equals(row.get("episode")))
                    .toList();
            assertThat(own).hasSameSizeAs(episode.steps());
            own.forEach(row -> same(row, episode.steps().get((Integer) row.get("step"))));
        }
        Path told = Stored.files(dir.resolve("out/episodes"), ".parquet").get(0);
        assertThat(Duck.rows("SELECT task FROM FILES", List.of(told)))
                .hasSize(episodes.size())
                .anySatisfy(row -> assertThat(row).containsEntry("task", GoldenSession.TASK));
    }

    private static void same(Map<String, Object> row, Step step) {
        assertThat(row).containsEntry("kind", step.action().kind());
        if (step.action() instanceof Action.Type type) {
            assertThat(row).containsEntry("text", type.text().reveal());
        }
        if (step.action() instanceof Action.Click click) {
            assertThat(row).containsEntry("x", click.at().x()).containsEntry("count", click.count());
        }
    }
}
