package org.oriel.context.ide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Document;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeContextFeed;
import org.oriel.tck.FakeContextSink;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IdeSourceTest {
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    private final FakeContextSink sink = new FakeContextSink();
    private final CapturingLogger log = new CapturingLogger();
    private Path path;
    private IdeSource source;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("run/ide.sock");
        source = start(path, sink);
    }

    private IdeSource start(Path at, FakeContextSink to) throws IOException {
        Settings settings = Settings.of("hashed", "none", List.of("source"), folder.resolve("k"));
        return new IdeSource(at, settings, to, log.logger(), System::nanoTime);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    static boolean present(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
    }

    private String command() {
        return "{\"type\":\"command\",\"at\":" + Caller.micros() + ",\"event\":\"save\"}";
    }

    @Test
    @DisplayName("what it is told is of the program at the other end, as the kernel knows it")
    void program() throws Exception {
        try (Caller caller = new Caller(path)) {
            assertThat(caller.greet()).isEqualTo("{\"type\":\"config\",\"project\":true,\"content\":\"none\"}");
            caller.say(command());
            sink.feed().awaitOffers(1, SECONDS);
        }
        FakeContextFeed.Told told = sink.feed().told().get(0);
        Path java = Path.of("/proc/self/exe").toRealPath();
        assertThat(told.holder().application().executable()).isEqualTo(java.toString());
        assertThat(told.holder().application().verified()).isTrue();
        assertThat(told.holder().window()).isZero();
        assertThat(source.health().records()).isEqualTo(1);
        assertThat(source.health().detail()).contains("lines=2").contains("wrong=0");
    }

    @Test
    @DisplayName(
            "the extension in a stand-in editor: its session arrives, with proven keys, an undone suggestion, and no secret")
    void session() throws Exception {
        assumeTrue(present("node"), "node is not installed: the extension is not run");
        Process editor = new ProcessBuilder("node", "extension/test/session.js", path.toString())
                .redirectErrorStream(true)
                .start();
        try {
            sink.feed().await("the secret file was saved", () -> told("save"), SECONDS);
        } finally {
            editor.destroy();
            assertThat(editor.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        FakeContextFeed feed = sink.feed();
        assertThat(source.health().detail()).contains("wrong=0").contains("throttled=0");
        assertThat(feed.told())
                .allMatch(told -> told.holder().application().executable().endsWith("/node"));
        assertThat(feed.fields())
                .extracting(FieldState::privacy)
                .contains(FieldState.Privacy.OPEN, FieldState.Privacy.GUARDED);
        assertThat(feed.bodies().stream().filter(Document.class::isInstance).map(body -> ((Document) body).fileKind()))
                .containsExactly("source", "secret");
        assertThat(feed.bodies())
                .contains(new Mark(Mark.Kind.INTERVENTION, "assistant-edit-undone", java.util.Map.of()));
        StringBuilder all = new StringBuilder();
        feed.bodies()
                .forEach(body -> body.mapSensitive(text -> {
                    all.append(text.reveal()).append('\n');
                    return text;
                }));
        assertThat(all.toString()).doesNotContain("xylophone", "quartz", "hunter2", "mara", "tidewater");
        // No stretch in which the secret was typed is open: the last open one ends before it.
        long opened = feed.told().stream()
                .filter(told -> told.body() instanceof Document document
                        && document.fileKind().equals("secret"))
                .mapToLong(FakeContextFeed.Told::monotonicNanos)
                .findFirst()
                .orElseThrow();
        assertThat(feed.fields())
                .filteredOn(state -> state.privacy() == FieldState.Privacy.OPEN)
                .isNotEmpty()
                .allMatch(state -> state.untilNanos() - opened <= 0);
    }

    private boolean told(String event) {
        return sink.feed().bodies().stream()
                .anyMatch(body -> body instanceof Extension extension
                        && extension.fields().containsKey("event")
                        && extension.fields().get("event").reveal().equals(event));
    }

    @Test
    @DisplayName("the extension's own tests pass")
    void extension() throws Exception {
        assumeTrue(present("node"), "node is not installed: the extension's tests are not run");
        Process tests = new ProcessBuilder(
                        "node", "--test", "extension/test/units.test.js", "extension/test/extension.test.js")
                .redirectErrorStream(true)
                .start();
        String printed = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tests.waitFor()).as(printed).isZero();
        assertThat(printed).contains("only what was just proven");
    }

    @Test
    @DisplayName("whoever goes on saying nonsense, or never ends a line, is hung up on")
    void hungUpOn() throws IOException {
        try (Caller caller = new Caller(path)) {
            caller.greet();
            for (int i = 0; i < IdeSocket.ERRORS; i++) {
                caller.say("{\"type\":\"hunter2\"}");
            }
            assertThat(caller.answer()).isEmpty();
        }
        try (Caller caller = new Caller(path)) {
            caller.greet();
            caller.send(new byte[IdeSocket.LINE_BYTES]);
            caller.send(new byte[IdeSocket.LINE_BYTES]);
            assertThat(caller.answer()).isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Broken pipe");
        }
        assertThat(String.join("\n", log.lines())).doesNotContain("hunter2");
    }

    @Test
    @DisplayName("a flood is throttled and counted, and the rest goes on")
    void flood() throws Exception {
        try (Caller caller = new Caller(path)) {
            caller.greet();
            for (int i = 0; i < 5_000; i++) {
                caller.say(command());
            }
            sink.feed().awaitOffers(IdeSocket.LINES_A_SECOND - 10, SECONDS);
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            while (!source.health().detail().contains("lines=5001") && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
        assertThat(source.health().detail()).contains("lines=5001").doesNotContain("throttled=0");
        assertThat(sink.feed().offers()).isLessThan(5_000);
    }

    @Test
    @DisplayName("random bytes and broken messages: no thread dies, nothing is told but what was valid")
    void fuzz() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = (Caller.HELLO + "\n" + command() + "\n{\"type\":\"field\",\"since\":" + Caller.micros()
                            + ",\"until\":" + Caller.micros() + ",\"kind\":\"config\",\"document\":1}\n")
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (Caller caller = new Caller(path)) {
                caller.send(bytes);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|refused|closed).*");
            }
        }
        String answer = "";
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (answer.isEmpty() && System.nanoTime() < end) {
            try (Caller caller = new Caller(path)) {
                answer = caller.greet();
            } catch (IOException e) {
                answer = "";
            }
        }
        assertThat(answer).contains("config");
        assertThat(sink.feed().fields()).noneMatch(state -> state.privacy() == FieldState.Privacy.OPEN);
    }

    @Test
    @DisplayName("another user is refused, even where the file system lets them in")
    void otherUser() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to be another user");
        assumeTrue(present("setpriv") && present("node"), "setpriv or node is not installed");
        for (Path open : List.of(folder, path.getParent(), path)) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        String call =
                "const s=require('net').connect(process.argv[1]);s.on('connect',()=>s.write(process.argv[2]+'\\n'));"
                        + "s.on('data',d=>console.log(''+d));s.on('close',()=>console.log('closed'));s.on('error',()=>{})";
        Process other = new ProcessBuilder(
                        "setpriv", "--reuid=65534", "--clear-groups", "node", "-e", call, path.toString(), Caller.HELLO)
                .redirectErrorStream(true)
                .start();
        String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        other.waitFor();
        assertThat(printed).contains("closed").doesNotContain("config");
        assertThat(source.health().detail()).contains("refusedCallers=1");
    }

    @Test
    @DisplayName("a folder of the user alone, a socket of the user alone, and only one instance")
    void alone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("k/ide.key"))))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> start(path, new FakeContextSink())).hasMessageContaining("in use");
        source.close();
        assertThat(path).doesNotExist();
        source = start(path, new FakeContextSink());
    }
}
