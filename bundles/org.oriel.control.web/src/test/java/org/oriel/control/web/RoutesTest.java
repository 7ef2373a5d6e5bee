package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.host.StoreException;

/** What the pages ask for, over the wire. */
class RoutesTest {
    @TempDir
    Path folder;

    private OpenPage open;

    @BeforeEach
    void start() throws IOException {
        open = new OpenPage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        open.close();
    }

    private JsonObject get(String path) throws IOException {
        Wire.Answer answer = open.wire.get(path);
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonObject post(String path, String body) throws IOException {
        Wire.Answer answer = open.wire.post(path, body);
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonObject first(JsonObject from, String list) {
        return from.getAsJsonArray(list).get(0).getAsJsonObject();
    }

    @Test
    @DisplayName("state, pause of a length, pause as set, resume")
    void pause() throws IOException {
        JsonObject state = get("/api/state");
        assertThat(state.get("phase").getAsString()).isEqualTo("recording");
        assertThat(state.getAsJsonArray("indicators").get(0).getAsString()).isEqualTo("terminal");
        assertThat(state.getAsJsonArray("missing")).isEmpty();
        JsonObject paused = post("/api/pause", "{\"minutes\":45}");
        assertThat(paused.get("phase").getAsString()).isEqualTo("paused");
        assertThat(paused.get("until").getAsLong() - paused.get("now").getAsLong())
                .isBetween(2_600_000L, 2_700_000L);
        assertThat(post("/api/resume", "{}").get("phase").getAsString()).isEqualTo("recording");
        post("/api/pause", "{}");
        assertThat(open.core.calls).containsExactly("pause 45", "resume", "pause 30");
    }

    @Test
    @DisplayName("a refusal by the gate comes as its reason")
    void refused() throws IOException {
        open.core.state(Phase.OFF, "withdrawn", Optional.empty());
        Wire.Answer answer = open.wire.post("/api/resume", "{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("code").getAsString()).isEqualTo("not-allowed");
        assertThat(answer.json().get("message").getAsString()).isEqualTo("you have not agreed");
    }

    @Test
    @DisplayName("forgetting reaches what is held back first, then the store")
    void forget() throws IOException {
        int before = open.core.store.events.size();
        JsonObject done = post("/api/forget", "{\"minutes\":1440}");
        assertThat(open.core.calls).containsExactly("forget 1440");
        assertThat(done.get("events").getAsInt()).isEqualTo(before - open.core.store.events.size());
    }

    @Test
    @DisplayName("today: programs with their spans, kinds, masks by class, pictures, marks")
    void today() throws IOException {
        JsonObject today = get("/api/today");
        assertThat(today.get("events").getAsInt()).isEqualTo(open.core.store.events.size());
        JsonArray applications = today.getAsJsonArray("applications");
        assertThat(applications).hasSize(2);
        assertThat(applications.get(0).getAsJsonObject().get("application").getAsString())
                .isEqualTo(FakeCore.EDITOR);
        assertThat(applications.get(0).getAsJsonObject().getAsJsonArray("spans"))
                .hasSize(2);
        // Four in keys, four in pictures.
        assertThat(today.getAsJsonObject("redactions").get("EMAIL").getAsInt()).isEqualTo(8);
        assertThat(today.getAsJsonObject("kinds").get("frame").getAsInt()).isEqualTo(4);
        assertThat(first(today, "frames").getAsJsonArray("masks")).hasSize(2);
        assertThat(today.getAsJsonArray("marks")).hasSize(3);
        JsonObject before = get("/api/today?day=" + LocalDate.now().minusDays(1));
        assertThat(before.get("events").getAsInt()).isZero();
    }

    @Test
    @DisplayName("today counts only its own day, and says what was taken back")
    void oneDay() throws IOException {
        open.core.store.day(LocalDate.now().plusDays(1));
        open.core.store.events.remove(30L);
        open.core.store.holes.put(30L, "damaged: seal");
        JsonObject today = get("/api/today");
        assertThat(today.get("events").getAsInt()).isEqualTo((int) (open.core.store.last / 2 - 1));
        assertThat(today.getAsJsonObject("holes").get("damaged").getAsInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("review: newest first, filtered by program and kind, with what was typed and masked")
    void review() throws IOException {
        JsonObject all = get("/api/review");
        assertThat(all.getAsJsonArray("stretches")).hasSize(4);
        assertThat(first(all, "stretches").get("application").getAsString()).isEqualTo(FakeCore.BROWSER);
        assertThat(all.get("reviewed").getAsBoolean()).isTrue();
        JsonObject editor = get("/api/review?application=" + FakeCore.EDITOR + "&kind=key");
        assertThat(editor.getAsJsonArray("stretches")).hasSize(2);
        JsonObject oldest = editor.getAsJsonArray("stretches").get(1).getAsJsonObject();
        assertThat(oldest.get("typed").getAsString()).isEqualTo("Dear all, please find the numbers below.<EMAIL_1>");
        assertThat(oldest.get("title").getAsString()).startsWith("Budget 2027");
        assertThat(get("/api/review?kind=scroll").getAsJsonArray("stretches")).isEmpty();
    }

    @Test
    @DisplayName("each item of a stretch can be seen and deleted, and what had left is named")
    void deleteItems() throws IOException {
        JsonObject stretch = first(get("/api/review"), "stretches");
        JsonObject items = get("/api/items?first=" + stretch.get("first") + "&last=" + stretch.get("last")
                + "&application=" + FakeCore.BROWSER);
        assertThat(items.getAsJsonArray("items").size())
                .isEqualTo(stretch.get("events").getAsInt());
        long position = first(items, "items").get("position").getAsLong();
        JsonObject done = post("/api/delete", "{\"what\":\"items\",\"positions\":[" + position + "]}");
        assertThat(done.get("events").getAsInt()).isEqualTo(1);
        assertThat(done.getAsJsonObject("left").get("jsonl").getAsInt()).isEqualTo(1);
        assertThat(open.core.store.events).doesNotContainKey(position);
    }

    @Test
    @DisplayName("a stretch goes whole and nothing else with it; so does a span; so does a program")
    void deleteMore() throws IOException {
        JsonObject stretch = first(get("/api/review"), "stretches");
        JsonObject body = new JsonObject();
        body.addProperty("what", "stretch");
        for (String name : List.of("first", "last", "application", "session")) {
            body.add(name, stretch.get(name));
        }
        // Its picture with it, which as an event is of no program.
        assertThat(post("/api/delete", body.toString()).get("events").getAsInt())
                .isEqualTo(stretch.get("events").getAsInt());
        assertThat(get("/api/today").getAsJsonArray("frames")).hasSize(3);
        Instant noon =
                LocalDate.now().atTime(10, 30).atZone(ZoneId.systemDefault()).toInstant();
        long inside = open.core.store.events.values().stream()
                .filter(event -> event.time().wallMillis() >= noon.toEpochMilli()
                        && event.time().wallMillis() < noon.plusSeconds(60).toEpochMilli())
                .count();
        assertThat(post(
                                "/api/delete",
                                "{\"what\":\"span\",\"from\":" + noon.toEpochMilli() + ",\"until\":"
                                        + noon.plusSeconds(60).toEpochMilli() + "}")
                        .get("events")
                        .getAsLong())
                .isEqualTo(inside);
        post("/api/delete", "{\"what\":\"application\",\"application\":\"" + FakeCore.EDITOR + "\"}");
        assertThat(open.core.store.events.values())
                .isNotEmpty()
                .noneMatch(event -> Stretch.application(event).equals(FakeCore.EDITOR));
    }

    @Test
    @DisplayName("pictures come as PNG; one that is gone is said to be gone")
    void pictures() throws IOException {
        Wire.Answer picture = open.wire.get("/api/frame?image=" + FakeCore.IMAGE);
        assertThat(picture.headers()).containsEntry("content-type", "image/png");
        assertThat(picture.body()).isEqualTo(FakeCore.picture());
        assertThat(open.wire.get("/api/frame?image=" + "cd".repeat(32)).status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("approval lets everything up to a position go, and only where it is asked for")
    void approve() throws IOException {
        assertThat(post("/api/approve", "{\"position\":60}").get("approved").getAsLong())
                .isEqualTo(60);
        assertThat(open.wire.post("/api/approve", "{\"position\":99999}").status())
                .isEqualTo(400);
        open.core.delivery.reviewed = false;
        assertThat(open.wire.post("/api/approve", "{\"position\":61}").status()).isEqualTo(409);
    }

    @Test
    @DisplayName("consent: the notice, what changed, yes by its hash, no at any time")
    void consent() throws IOException {
        JsonObject data = get("/api/consent");
        assertThat(data.get("agreed").getAsBoolean()).isFalse();
        List<String> changes = new ArrayList<>();
        data.getAsJsonArray("changes").forEach(one -> {
            JsonObject line = one.getAsJsonObject();
            if (!line.get("op").getAsString().equals("same")) {
                changes.add(line.get("op").getAsString()
                        + line.get("text").getAsString().strip());
            }
        });
        assertThat(changes).containsExactly("gone- page: addresses of pages.", "new- frame: pictures of the windows.");
        assertThat(open.wire
                        .post("/api/consent/agree", "{\"hash\":\"" + "n1".repeat(32) + "\"}")
                        .status())
                .isEqualTo(409);
        post("/api/consent/agree", "{\"hash\":\"" + data.get("hash").getAsString() + "\"}");
        JsonObject agreed = get("/api/consent");
        assertThat(agreed.get("agreed").getAsBoolean()).isTrue();
        assertThat(agreed.has("changes")).isFalse();
        assertThat(agreed.getAsJsonObject("grant").get("how").getAsString()).isEqualTo("page");
        post("/api/consent/refuse", "{}");
        assertThat(get("/api/state").get("reason").getAsString()).isEqualTo("withdrawn");
    }

    @Test
    @DisplayName("exemptions: ask, take back, appeal; the text goes to the reviewer and comes back nowhere")
    void exemptions() throws IOException {
        JsonObject asked = post(
                "/api/exemptions/ask",
                "{\"reason\":\"client-data\",\"scope\":\"application\",\"subject\":\"/usr/bin/mail\",\"text\":\"private words\"}");
        assertThat(asked.get("state").getAsString()).isEqualTo("open");
        assertThat(open.core.exemptions.text).isEqualTo("private words");
        assertThat(get("/api/exemptions").toString()).doesNotContain("private words");
        assertThat(first(get("/api/exemptions"), "all").get("id").getAsString())
                .isEqualTo(asked.get("id").getAsString());
        assertThat(post("/api/exemptions/appeal", "{\"id\":\"x2\",\"text\":\"again\"}")
                        .get("state")
                        .getAsString())
                .isEqualTo("appealed");
        post("/api/exemptions/withdraw", "{\"id\":\"x1\"}");
        assertThat(open.wire
                        .post("/api/exemptions/ask", "{\"reason\":\"health\",\"scope\":\"time\"}")
                        .status())
                .isEqualTo(400);
        post("/api/exemptions/ask", "{\"reason\":\"health\",\"scope\":\"all\"}");
    }

    @Test
    @DisplayName("exports: where to, how far, held and let go; the ledger's deletions")
    void exports() throws IOException {
        JsonObject exports = get("/api/exports");
        assertThat(first(exports, "exporters").get("position").getAsInt()).isEqualTo(20);
        assertThat(first(exports, "exporters").getAsJsonArray("destinations").toString())
                .contains("ai-training");
        assertThat(exports.getAsJsonArray("recalls").size()).isEqualTo(7);
        post("/api/exports/hold", "{\"name\":\"jsonl\",\"act\":\"hold\"}");
        assertThat(open.core.delivery.state).isEqualTo("paused");
        post("/api/exports/hold", "{\"name\":\"jsonl\",\"act\":\"go\"}");
        assertThat(open.core.delivery.state).isEqualTo("idle");
    }

    @Test
    @DisplayName("ledger: newest first, older on demand, verified, and what is wrong named")
    void ledger() throws IOException {
        JsonObject newest = get("/api/ledger");
        assertThat(newest.getAsJsonArray("entries")).hasSize(50);
        assertThat(first(newest, "entries").get("index").getAsInt()).isEqualTo(69);
        JsonObject older = get("/api/ledger?before=" + newest.get("first"));
        assertThat(first(older, "entries").get("index").getAsInt()).isEqualTo(19);
        assertThat(older.getAsJsonArray("entries")).hasSize(20);
        assertThat(post("/api/ledger/verify", "{}").get("problem").getAsString())
                .isEmpty();
        open.core.ledger.problem = "entry 17: hash does not fit";
        assertThat(post("/api/ledger/verify", "{}").get("problem").getAsString())
                .contains("17");
    }

    @Test
    @DisplayName("my data: a copy with every event and picture; all of it deleted on a clear word")
    void mine() throws IOException {
        JsonObject mine = get("/api/mine");
        assertThat(mine.get("events").getAsInt()).isEqualTo(open.core.store.events.size());
        List<String> names = new ArrayList<>();
        long lines = 0;
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(open.wire.get("/api/mine/copy").body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                byte[] bytes = zip.readAllBytes();
                if (entry.getName().equals("events.jsonl")) {
                    lines = new String(bytes, StandardCharsets.UTF_8).lines().count();
                }
            }
        }
        assertThat(names).containsExactly("events.jsonl", "images/" + FakeCore.IMAGE + ".png");
        assertThat(lines).isEqualTo(open.core.store.events.size());
        assertThat(post("/api/mine/delete", "{\"confirm\":\"delete\"}")
                        .get("events")
                        .getAsLong())
                .isEqualTo(lines);
        assertThat(open.core.store.events).isEmpty();
        assertThat(open.core.calls).contains("forget 1440");
    }

    @Test
    @DisplayName("a task is named, renamed and ended as marks and a label; without a session it says so")
    void task() throws IOException {
        post("/api/task/begin", "{\"task\":\"write minutes\"}");
        assertThat(get("/api/state").getAsJsonObject("task").get("task").getAsString())
                .isEqualTo("write minutes");
        post("/api/task/name", "{\"task\":\"send minutes\"}");
        post("/api/task/end", "{\"outcome\":\"success\"}");
        assertThat(open.core.pipeline.notes).hasSize(4);
        assertThat(((Mark) open.core.pipeline.notes.get(0)).mark()).isEqualTo(Mark.Kind.EPISODE_START);
        assertThat(Notes.task((Extension) open.core.pipeline.notes.get(2))).isEqualTo("send minutes");
        assertThat(((Mark) open.core.pipeline.notes.get(3)).reason()).isEqualTo("success");
        assertThat(get("/api/state").getAsJsonObject("task").keySet()).isEmpty();
        open.core.pipeline.open = false;
        assertThat(open.wire
                        .post("/api/task/begin", "{\"task\":\"x\"}")
                        .json()
                        .get("code")
                        .getAsString())
                .isEqualTo("no-session");
    }

    @Test
    @DisplayName("what is not installed is named, and everything else goes on")
    void missing() throws IOException {
        open.core.parts.ledger = null;
        open.core.parts.exemptions = null;
        open.core.parts.delivery = null;
        open.core.parts.pictures = null;
        assertThat(open.wire.get("/api/ledger").json().get("code").getAsString())
                .isEqualTo("missing.ledger");
        assertThat(open.wire.get("/api/exemptions").json().get("code").getAsString())
                .isEqualTo("missing.exemptions");
        assertThat(open.wire.get("/api/exports").json().get("code").getAsString())
                .isEqualTo("missing.delivery");
        assertThat(get("/api/state").getAsJsonArray("missing").toString()).contains("ledger", "delivery");
        get("/api/review");
        get("/api/mine");
        open.core.parts.gate = null;
        open.core.parts.pipeline = null;
        open.core.parts.store = null;
        assertThat(get("/api/state").get("reason").getAsString()).isEqualTo("no-gate");
        assertThat(open.wire.get("/api/today").status()).isEqualTo(503);
    }

    @Test
    @DisplayName("a failure inside says nothing of what it was about, neither to the page nor to the log")
    void failure() throws IOException {
        open.core.store.breaks = new IllegalStateException("typed: hunter2");
        Wire.Answer answer = open.wire.get("/api/today");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("hunter2");
        assertThat(String.join("\n", open.log.lines()))
                .contains("IllegalStateException")
                .doesNotContain("hunter2");
    }

    @Test
    @DisplayName("the state comes live, at once when it changes")
    void live() throws IOException {
        try (Socket socket = open.wire.connect()) {
            StringBuilder text = new StringBuilder("GET /api/live HTTP/1.1\r\n");
            open.wire
                    .own()
                    .forEach((name, value) ->
                            text.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(next(socket).get("phase").getAsString()).isEqualTo("recording");
            open.core.gate.pause(Duration.ofMinutes(5));
            assertThat(next(socket).get("phase").getAsString()).isEqualTo("paused");
        }
    }

    private static JsonObject next(Socket socket) throws IOException {
        for (String line = Wire.line(socket.getInputStream()); ; line = Wire.line(socket.getInputStream())) {
            if (line.startsWith("data: ")) {
                return JsonParser.parseString(line.substring(6)).getAsJsonObject();
            }
        }
    }

    @Test
    @DisplayName("one stream too many ends the oldest")
    void streams() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Socket socket = open.wire.connect();
            sockets.add(socket);
            StringBuilder text = new StringBuilder("GET /api/live HTTP/1.1\r\n");
            open.wire
                    .own()
                    .forEach((name, value) ->
                            text.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            next(socket);
        }
        String rest = new String(
                Wire.line(sockets.get(0).getInputStream()).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        for (int i = 0; i < 20 && !rest.equals("0"); i++) {
            rest = Wire.line(sockets.get(0).getInputStream());
        }
        assertThat(rest).as("the last chunk").isEqualTo("0");
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    @DisplayName("a wrong setting is named with its value and what is allowed")
    void settings() {
        var parts = open.core.parts;
        assertThatThrownBy(() -> new PersonWeb(Path.of("web"), 0, Duration.ofSeconds(1), parts, open.log.logger()))
                .hasMessageContaining("directory=web")
                .hasMessageContaining("allowed");
        assertThatThrownBy(() -> new PersonWeb(folder, 80, Duration.ofSeconds(1), parts, open.log.logger()))
                .hasMessageContaining("port=80")
                .hasMessageContaining("allowed");
    }

    @Test
    @DisplayName("a store that cannot delete by choice says so")
    void storeFails() throws IOException {
        open.core.parts.store = new org.oriel.host.EventStore() {
            @Override
            public long append(List<org.oriel.api.event.CaptureEvent> events) throws StoreException {
                return 0;
            }

            @Override
            public List<Block> read(long after, int maxBlocks) {
                return List.of();
            }

            @Override
            public long cursor(String name, Start start) {
                return 0;
            }

            @Override
            public void acknowledge(String name, long position) {}

            @Override
            public java.util.Map<String, Long> cursors() {
                return java.util.Map.of();
            }

            @Override
            public void retire(String name) {}

            @Override
            public long forget(Instant since) {
                return 0;
            }

            @Override
            public org.oriel.host.StoreStatus status() {
                return open.core.store.status();
            }

            @Override
            public AutoCloseable onAppend(Runnable listener) {
                return () -> {};
            }
        };
        Wire.Answer answer = open.wire.post("/api/delete", "{\"what\":\"items\",\"positions\":[3]}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("message").getAsString()).contains("by time only");
    }
}
