package org.oriel.context.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.context.socket.Pace;
import org.oriel.context.socket.SocketFolder;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeContextFeed;
import org.oriel.tck.FakeContextSink;

class AgentSourceTest {
    private static final int SECONDS = 30;

    @TempDir
    Path folder;

    private final FakeContextSink sink = new FakeContextSink();
    private final CapturingLogger log = new CapturingLogger();
    private Path path;
    private AgentSource source;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("run/agent.sock");
        source = new AgentSource(path, sink, log.logger(), System::nanoTime);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    private List<String> acting() {
        return sink.feed().acting().stream().map(FakeContextFeed.Acting::agent).toList();
    }

    private void awaitNobody() throws InterruptedException {
        sink.feed()
                .await(
                        "nobody drives",
                        () -> !acting().isEmpty()
                                && acting().get(acting().size() - 1).isEmpty(),
                        SECONDS);
    }

    @Test
    @DisplayName("a task: who drives, from when to when, the task and how it ended")
    void task() throws IOException {
        try (Caller agent = new Caller(path)) {
            assertThat(agent.say("{\"hello\":\"demo-agent\",\"version\":\"1.2\"}"))
                    .isEqualTo("{\"ok\":\"hello\"}");
            assertThat(agent.say("{\"start\":\"rename the file\"}")).isEqualTo("{\"ok\":\"start\"}");
            assertThat(source.health().detail()).startsWith("an agent drives").contains("callers=1");
            assertThat(agent.say("{\"stop\":\"success\"}")).isEqualTo("{\"ok\":\"stop\"}");
        }
        assertThat(acting()).containsExactly("demo-agent", "");
        assertThat(sink.feed().bodies())
                .containsExactly(
                        new Mark(Mark.Kind.EPISODE_START, "agent", Map.of()),
                        new Extension("org.oriel.episode/1", Map.of("task", Sensitive.of("rename the file"))),
                        new Extension("org.oriel.episode/1", Map.of("outcome", Sensitive.of("success"))),
                        new Mark(Mark.Kind.EPISODE_END, "success", Map.of()));
        long begun = sink.feed().acting().get(0).monotonicNanos();
        assertThat(sink.feed().acting().get(1).monotonicNanos() - begun).isPositive();
    }

    @Test
    @DisplayName("without a task there is no episode, only that an agent drives")
    void withoutTask() throws IOException {
        try (Caller agent = new Caller(path)) {
            agent.say("{\"hello\":\"a\"}");
            assertThat(agent.say("{\"start\":null}")).isEqualTo("{\"ok\":\"start\"}");
            assertThat(agent.say("{\"abandon\":null}")).isEqualTo("{\"ok\":\"stop\"}");
        }
        assertThat(acting()).containsExactly("a", "");
        assertThat(sink.feed().bodies()).isEmpty();
    }

    @Test
    @DisplayName("hanging up is a stop")
    void hangsUp() throws Exception {
        try (Caller agent = new Caller(path)) {
            agent.say("{\"hello\":\"a\"}");
            agent.say("{\"start\":\"book a room\"}");
        }
        awaitNobody();
        assertThat(sink.feed().bodies()).contains(new Mark(Mark.Kind.EPISODE_END, "disconnected", Map.of()));
    }

    @Test
    @DisplayName("one agent at a time; the second may when the first has stopped")
    void oneAtATime() throws IOException {
        try (Caller first = new Caller(path);
                Caller second = new Caller(path)) {
            first.say("{\"hello\":\"one\"}");
            second.say("{\"hello\":\"two\"}");
            first.say("{\"start\":null}");
            assertThat(second.say("{\"start\":null}")).isEqualTo("{\"error\":\"an agent drives already\"}");
            assertThat(second.say("{\"stop\":null}")).isEqualTo("{\"error\":\"not started\"}");
            first.say("{\"stop\":null}");
            assertThat(second.say("{\"start\":null}")).isEqualTo("{\"ok\":\"start\"}");
        }
        assertThat(acting()).startsWith("one", "", "two");
    }

    @Test
    @DisplayName("what is not understood is refused with the reason, repeats nothing, and tells nothing")
    void refused() throws IOException {
        try (Caller agent = new Caller(path)) {
            assertThat(agent.say("{\"start\":\"x\"}")).isEqualTo("{\"error\":\"hello comes first\"}");
            assertThat(agent.say("hunter2 here")).isEqualTo("{\"error\":\"not a JSON object in one line\"}");
            assertThat(agent.say("{\"hello\":\"a\\nb\"}")).contains("hello wants a name");
            assertThat(agent.say("{\"hello\":\"a\",\"secret\":\"hunter2\"}")).contains("unknown field");
            assertThat(agent.say("{\"hello\":{}}")).contains("neither a string nor null");
            assertThat(agent.say("{\"hello\":\"a\"} {}")).contains("not a JSON object");
            assertThat(agent.say("{\"hello\":\"a\"}")).contains("ok");
            assertThat(agent.say("{\"stop\":\"hunter2\"}"))
                    .isEqualTo("{\"error\":\"stop takes success, failure or unknown\"}");
        }
        assertThat(sink.feed().offers()).isZero();
        assertThat(String.join("\n", log.lines())).doesNotContain("hunter2");
    }

    @Test
    @DisplayName("whoever goes on saying nonsense, or never ends a line, is hung up on")
    void hungUpOn() throws IOException {
        try (Caller agent = new Caller(path)) {
            for (int i = 0; i < AgentSocket.ERRORS; i++) {
                assertThat(agent.say("{}")).contains("error");
            }
            assertThat(agent.answer()).isEmpty();
        }
        try (Caller agent = new Caller(path)) {
            agent.send(new byte[AgentSocket.LINE_BYTES]);
            assertThat(agent.answer()).contains("too long");
            assertThat(agent.answer()).isEmpty();
        }
    }

    @Test
    @DisplayName("random bytes and broken requests: no thread dies, no agent drives, the next caller is served")
    void fuzz() throws Exception {
        Random random = new Random(7);
        byte[] good = "{\"hello\":\"a\"}\n{\"start\":\"t\"}\n{\"stop\":null}\n".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = good.clone();
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Caller agent = new Caller(path)) {
                agent.send(bytes);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|refused|closed).*");
            }
        }
        String answer = "";
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (answer.isEmpty() && System.nanoTime() < end) {
            try (Caller agent = new Caller(path)) {
                answer = agent.say("{\"hello\":\"after\"}");
            } catch (IOException e) {
                answer = "";
            }
        }
        assertThat(answer).isEqualTo("{\"ok\":\"hello\"}");
        sink.feed()
                .await(
                        "nobody drives",
                        () -> acting().stream().filter(String::isEmpty).count() * 2 == acting().size(),
                        SECONDS);
    }

    @Test
    @DisplayName("a folder of the user alone, a socket of the user alone, and only one instance")
    void alone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> new AgentSource(path, new FakeContextSink(), log.logger(), System::nanoTime))
                .hasMessageContaining("in use");
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        FakeContextSink other = new FakeContextSink();
        assertThatThrownBy(() -> new AgentSource(open.resolve("agent.sock"), other, log.logger(), System::nanoTime))
                .hasMessageContaining("rwxr-xr-x")
                .hasMessageContaining("allowed: rwx------");
        assertThat(other.feed().closes()).isEqualTo(1);
    }

    @Test
    @DisplayName("when it ends an agent that drives no longer does, and its caller is hung up on")
    void ends() throws IOException {
        try (Caller agent = new Caller(path)) {
            agent.say("{\"hello\":\"a\"}");
            agent.say("{\"start\":\"t\"}");
            source.close();
            assertThat(path).doesNotExist();
        }
        assertThat(acting()).containsExactly("a", "");
        List<EventBody> bodies = sink.feed().bodies();
        assertThat(bodies.get(bodies.size() - 1)).isEqualTo(new Mark(Mark.Kind.EPISODE_END, "disconnected", Map.of()));
        assertThat(sink.feed().toldAfterClose()).isZero();
    }

    @Test
    @DisplayName("more lines a second than allowed are refused, and count")
    void pace() {
        long[] now = {0};
        Pace pace = new Pace(50, () -> now[0]);
        int allowed = 0;
        for (int i = 0; i < 200; i++) {
            allowed += pace.allows() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(50);
        now[0] += 100_000_000L;
        assertThat(pace.allows()).isTrue();
    }

    @Test
    @DisplayName("where the socket is: the setting, the runtime folder, or the home folder")
    void place() {
        assertThat(SocketFolder.socket("/a/b.sock", Map.of(), AgentSource.NAME)).isEqualTo(Path.of("/a/b.sock"));
        assertThat(SocketFolder.socket("", Map.of("XDG_RUNTIME_DIR", "/run/user/7"), AgentSource.NAME))
                .isEqualTo(Path.of("/run/user/7/oriel/agent.sock"));
        assertThat(SocketFolder.socket("", Map.of("HOME", "/home/x"), AgentSource.NAME))
                .isEqualTo(Path.of("/home/x/.local/state/oriel/agent.sock"));
        assertThatThrownBy(() -> SocketFolder.socket("b.sock", Map.of(), AgentSource.NAME))
                .hasMessage("socket b.sock is wrong, allowed: an absolute path of at most 107 bytes");
    }
}
