package org.oriel.context.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.oriel.api.event.Message;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeContextSink;

@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MailSourceTest {
    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    private final FakeContextSink sink = new FakeContextSink();
    private final CapturingLogger log = new CapturingLogger();
    private Path path;
    private MailSource source;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("run/mail.sock");
        source = start(path, sink, starter());
    }

    /** File name of the program that started this process, which a relay here is the child of. */
    static String starter() {
        return Path.of(ProcessHandle.current()
                        .parent()
                        .orElseThrow()
                        .info()
                        .command()
                        .orElseThrow())
                .getFileName()
                .toString();
    }

    private MailSource start(Path at, FakeContextSink to, String program) throws IOException {
        Settings settings =
                Settings.of(List.of("example.org"), "kinds", "denied", List.of(program, "java"), folder.resolve("k"));
        return new MailSource(at, settings, to, log.logger(), System::nanoTime, System::currentTimeMillis);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    static boolean present(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
    }

    static String act() {
        return "{\"type\":\"act\",\"at\":" + System.currentTimeMillis()
                + ",\"action\":\"read\",\"counterpart\":\"internal\"}";
    }

    private Process relay(String extension) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "target/classes",
                        Relay.class.getName(),
                        path.toString(),
                        "manifest.json",
                        extension)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void send(Process relay, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        byte[] size = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(bytes.length)
                .array();
        relay.getOutputStream().write(size);
        relay.getOutputStream().write(bytes);
        relay.getOutputStream().flush();
    }

    private static String receive(Process relay) throws IOException {
        byte[] size = relay.getInputStream().readNBytes(4);
        int length = ByteBuffer.wrap(size).order(ByteOrder.nativeOrder()).getInt();
        return new String(relay.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("the relay carries both ways, waits while there is no socket, and ends with its pipe")
    void relay() throws Exception {
        source.close();
        Process relay = relay("mail@oriel.org");
        try {
            send(relay, Caller.HELLO);
            FakeContextSink later = new FakeContextSink();
            source = start(path, later, "java");
            assertThat(receive(relay)).startsWith("{\"type\":\"config\",\"internalDomains\":[\"example.org\"]");
            send(relay, act());
            later.feed().awaitOffers(2, SECONDS);
            assertThat(later.feed().bodies().get(0)).isEqualTo(new Message("read", "internal"));
            assertThat(later.feed().told().get(0).holder().application().executable())
                    .isEqualTo(Path.of("/proc/self/exe").toRealPath().toString());
            source.close();
            assertThat(receive(relay)).isEqualTo("{\"type\":\"off\"}");
            relay.getOutputStream().close();
            assertThat(relay.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            relay.destroy();
        }
    }

    @Test
    @DisplayName("another extension is not listened to, and a caller that no mail program started is refused")
    void strangers() throws Exception {
        Process relay = relay("other@example.org");
        try {
            send(relay, Caller.HELLO);
            send(relay, act());
            await("it was not understood", "wrong=2");
        } finally {
            relay.destroy();
        }
        assertThat(sink.feed().offers()).isZero();
        source.close();
        Settings nobody = Settings.of(List.of(), "kinds", "denied", List.of("thunderbird"), folder.resolve("k"));
        source = new MailSource(
                path, nobody, new FakeContextSink(), log.logger(), System::nanoTime, System::currentTimeMillis);
        try (Caller caller = new Caller(path)) {
            assertThat(caller.answer()).isEmpty();
        }
        assertThat(source.health().detail()).contains("refusedCallers=1");
    }

    private void await(String what, String detail) {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (!source.health().detail().contains(detail)) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("random bytes and broken messages: no thread dies, nothing is told but what was valid")
    void fuzz() throws Exception {
        Random random = new Random(13);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = (Caller.RELAY + "\n" + Caller.HELLO + "\n" + act() + "\n{\"type\":\"field\",\"since\":"
                            + System.currentTimeMillis() + ",\"until\":" + System.currentTimeMillis()
                            + ",\"kind\":\"body\",\"message\":1}\n")
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
        assertThat(sink.feed().fields())
                .noneMatch(state -> state.privacy() == org.oriel.api.context.FieldState.Privacy.OPEN);
    }

    @Test
    @DisplayName("whoever goes on saying nonsense, or never ends a line, is hung up on")
    void hungUpOn() throws IOException {
        try (Caller caller = new Caller(path)) {
            caller.greet();
            for (int i = 0; i < MailSocket.ERRORS; i++) {
                caller.say("{\"type\":\"hunter2\"}");
            }
            assertThat(caller.answer()).isEmpty();
        }
        try (Caller caller = new Caller(path)) {
            caller.greet();
            caller.send(new byte[MailSocket.LINE_BYTES]);
            caller.send(new byte[MailSocket.LINE_BYTES]);
            assertThat(caller.answer()).isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Broken pipe");
        }
        assertThat(String.join("\n", log.lines())).doesNotContain("hunter2");
    }

    @Test
    @DisplayName("the extension's own tests pass")
    void extension() throws Exception {
        assumeTrue(present("node"), "node is not installed: the extension's tests are not run");
        Process tests = new ProcessBuilder("node", "--test", "src/test/js/mail.test.js")
                .redirectErrorStream(true)
                .start();
        String printed = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tests.waitFor()).as(printed).isZero();
        assertThat(printed).contains("says hello");
    }

    @Test
    @DisplayName("a folder of the user alone, a socket of the user alone, and only one instance")
    void alone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> start(path, new FakeContextSink(), "java")).hasMessageContaining("in use");
        source.close();
        assertThat(path).doesNotExist();
        source = start(path, new FakeContextSink(), "java");
    }
}
