package org.oriel.trajectory.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.tck.Events;
import org.oriel.trajectory.Coverage;
import org.oriel.trajectory.GoldenSession;

class DatasetCommandsTest {
    @TempDir
    Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, CaptureEvent> events = new HashMap<>();

    private Path dir() {
        return temp.resolve("out");
    }

    private int run(String command, String... options) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        out.reset();
        err.reset();
        return new DatasetCommands(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        line -> events.get(id(line)),
                        svg -> new byte[] {1, 2, 3})
                .run(command, dir(), map);
    }

    private static String id(String line) {
        return JsonParser.parseString(line).getAsJsonObject().get("id").getAsString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void golden() throws IOException {
        try (DatasetFolder folder = DatasetFolder.open(
                        dir(), new FolderKind("jsonl", 1, "jsonl", Events.PURPOSE), DatasetFolderTest.BY);
                Commit commit = folder.begin()) {
            long position = 0;
            for (CaptureEvent event : GoldenSession.events()) {
                events.put(event.id(), event);
                commit.event(++position, event);
                commit.append("events-000000000001.jsonl", FileEntry.Kind.EVENTS)
                        .event("{\"id\":\"" + event.id() + "\",\"session\":\"" + event.session()
                                + "\",\"time\":{\"wallMillis\":" + event.time().wallMillis()
                                + "},\"body\":{\"type\":\"x\"}}");
            }
            commit.commit();
        }
    }

    @Test
    void verifies() throws Exception {
        assertThat(run("verify")).isEqualTo(4);
        assertThat(err()).contains(dir() + " is not a data set");
        golden();
        assertThat(run("verify")).as(err()).isZero();
        assertThat(out()).contains("jsonl for " + Events.PURPOSE).contains("Everything is as the manifest says");
        Files.writeString(dir().resolve("events-000000000001.jsonl"), "x", StandardOpenOption.APPEND);
        assertThat(run("verify")).isEqualTo(1);
        assertThat(err().strip().lines()).hasSize(1);
        assertThat(err()).contains("events-000000000001.jsonl");
        assertThat(run("verify", "json", "")).isEqualTo(1);
        JsonObject told = JsonParser.parseString(out()).getAsJsonObject();
        assertThat(told.getAsJsonArray("problems")).isNotEmpty();
        assertThat(told.get("format").getAsString()).isEqualTo("jsonl");
    }

    @Test
    void countsWhatIsInEvents() throws Exception {
        golden();
        Path svg = temp.resolve("a.svg");
        Path png = temp.resolve("a.png");
        assertThat(run("coverage", "svg", svg.toString(), "png", png.toString()))
                .as(err())
                .isZero();
        Coverage expected = Coverage.of(GoldenSession.episodes());
        assertThat(out()).isEqualTo(expected.table());
        assertThat(svg).hasContent(expected.svg());
        assertThat(png).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(run("coverage", "json", "")).isZero();
        JsonObject told = JsonParser.parseString(out()).getAsJsonObject();
        assertThat(told.get("steps").getAsInt()).isEqualTo(expected.steps());
        assertThat(told.getAsJsonObject("skills").get("scroll").getAsInt()).isEqualTo(4);
    }

    @Test
    void otherFormatsAreRefusedWithWhatIsAllowed() throws Exception {
        try (DatasetFolder folder = DatasetFolder.open(
                        dir(), new FolderKind("parquet", 1, "parquet", Events.PURPOSE), DatasetFolderTest.BY);
                Commit commit = folder.begin()) {
            commit.commit();
        }
        assertThat(run("coverage")).isEqualTo(1);
        assertThat(err()).contains("format parquet", "export steps");
    }

    @Test
    void recalls() throws Exception {
        golden();
        assertThat(run("recall")).isEqualTo(2);
        assertThat(run("recall", "list", temp.resolve("no").toString())).isEqualTo(4);
        String session = GoldenSession.events().get(0).session().toString();
        Path list = temp.resolve("recall.jsonl");
        new RecallList(List.of(new RecallList.WholeSession(session, "forgotten", 1))).write(list);
        assertThat(run("recall", "list", list.toString(), "json", "")).as(err()).isZero();
        JsonObject told = JsonParser.parseString(out()).getAsJsonObject();
        assertThat(told.get("removed_records").getAsInt()).isPositive();
        assertThat(Manifest.of(Files.readString(dir().resolve("manifest.json"))).sessions())
                .noneMatch(left -> left.session().equals(session));
        assertThat(run("verify")).as(err()).isZero();
    }
}
