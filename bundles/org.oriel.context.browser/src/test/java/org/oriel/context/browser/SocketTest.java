package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Element;
import org.oriel.api.event.Extension;
import org.oriel.tck.CapturingLogger;

/** The socket under friendly and hostile callers; what the kernel would say of a caller is set by the test. */
class SocketTest {
    private static final String ID = "abcdefghijklmnopabcdefghijklmnop";
    private static final String CALLER = "chrome-extension://" + ID + "/";
    private static final String RELAY = "{\"t\":\"relay\",\"v\":1,\"caller\":\"" + CALLER + "\"}";
    private static final String HELLO = "{\"t\":\"hello\",\"v\":1,\"browser\":\"chromium\",\"version\":\"0.1.0\"}";

    @TempDir
    Path dir;

    private final RecordingContext context = new RecordingContext();
    private final CapturingLogger log = new CapturingLogger();
    private final AtomicReference<Optional<Browser>> browser =
            new AtomicReference<>(Optional.of(new Browser("/usr/bin/browser", List.of("relay", CALLER))));
    private BrowserExtractor extractor;

    @BeforeEach
    void open() throws Exception {
        extractor = extractor(200);
    }

    private BrowserExtractor extractor(int perSecond) throws IOException {
        return new BrowserExtractor(
                dir.resolve("run/browser.sock"),
                new Sites(List.of("https://a.example")),
                Set.of(ID),
                Set.of("/usr/bin/browser"),
                perSecond,
                credentials -> browser.get(),
                context,
                log.logger());
    }

    @AfterEach
    void close() {
        extractor.close();
        assertThat(log.lines().toString()).doesNotContain("hunter2", "a.example");
    }

    private final class Caller implements AutoCloseable {
        private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);

        Caller() throws IOException {
            channel.connect(UnixDomainSocketAddress.of(dir.resolve("run/browser.sock")));
        }

        Caller say(String... messages) throws IOException {
            for (String message : messages) {
                raw(Frames.of(message.getBytes(StandardCharsets.UTF_8)));
            }
            return this;
        }

        void raw(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        String hear() throws IOException {
            ByteBuffer head = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
            while (head.hasRemaining() && channel.read(head) >= 0) {}
            ByteBuffer body = ByteBuffer.allocate(head.flip().getInt());
            while (body.hasRemaining() && channel.read(body) >= 0) {}
            return new String(body.array(), StandardCharsets.UTF_8);
        }

        /** Waits until the extractor hangs up. */
        void gone() {
            try {
                ByteBuffer rest = ByteBuffer.allocate(4096);
                while (channel.read(rest.clear()) >= 0) {}
            } catch (IOException e) {
                // Reset: gone as well.
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static String span(boolean guarded) {
        return span(guarded, 0);
    }

    private static String span(boolean guarded, long microsAgo) {
        long now = System.currentTimeMillis() * 1000 - microsAgo;
        return MessageReaderTest.SPAN
                .replace("true", Boolean.toString(guarded))
                .replace("1795274407046800", Long.toString(now - 5000))
                .replace("1795274407047800", Long.toString(now - 3000));
    }

    private static String click() {
        return MessageReaderTest.CLICK.replace("1795274407046800", Long.toString(System.currentTimeMillis() * 1000));
    }

    /** That a proper caller is still served. */
    private void served() throws Exception {
        int before = context.fields.size();
        try (Caller caller = new Caller()) {
            caller.say(RELAY);
            assertThat(caller.hear()).contains("\"sites\":[\"https://a.example\"]");
            caller.say(HELLO, span(true));
            Lab.until("it is told", () -> context.fields.size() > before);
        }
    }

    private void refused(String count, String... messages) throws Exception {
        long before = extractor.counters().get(count);
        try (Caller caller = new Caller()) {
            try {
                caller.say(messages);
            } catch (IOException e) {
                // Refused before all was said.
            }
            caller.gone();
        }
        Lab.until(
                "counted: " + count + " in " + extractor.counters(),
                () -> extractor.counters().get(count) == before + 1);
    }

    @Test
    @DisplayName("what a listed site says is told under the browser's executable")
    void tells() throws Exception {
        try (Caller caller = new Caller()) {
            // An open field counts some time after the last key of a protected one.
            caller.say(RELAY, HELLO, span(true, 90_000), span(false), click());
            Lab.until("all is told", () -> context.fields.size() == 2 && context.told.size() == 2);
        }
        assertThat(context.fields.get(0).privacy()).isEqualTo(Privacy.GUARDED);
        assertThat(context.fields.get(0).holder().application().executable()).isEqualTo("/usr/bin/browser");
        assertThat(context.fields.get(0).holder().application().verified()).isTrue();
        assertThat(context.fields.get(0).holder().window()).isZero();
        assertThat(context.bodies(Element.class).get(0).role()).isEqualTo("push button");
        assertThat(context.bodies(Extension.class).get(0).schema()).isEqualTo(Teller.TARGET);
        long age = System.nanoTime() - context.fields.get(0).sinceNanos();
        assertThat(age).as("on the clock of nanoTime").isBetween(0L, 60_000_000_000L);
    }

    @Test
    @DisplayName("the socket and its folder are for their user alone; a folder that others can enter is refused")
    void permissions() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("run"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("run/browser.sock"))))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(dir.resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));
        extractor.close();
        assertThatThrownBy(() -> extractor(200))
                .hasMessageContaining("allowed: a folder that its user alone can enter");
        assertThat(context.closed).isTrue();
        Files.setPosixFilePermissions(dir.resolve("run"), PosixFilePermissions.fromString("rwx------"));
        extractor = extractor(200);
    }

    @Test
    @DisplayName(
            "an unknown process, no browser, another extension, another id than the browser gave: refused and counted")
    void strangers() throws Exception {
        browser.set(Optional.empty());
        refused("refused: unknown process", RELAY);
        browser.set(Optional.of(new Browser("/usr/bin/python3", List.of("relay", CALLER))));
        refused("refused: no browser", RELAY);
        browser.set(Optional.of(
                new Browser("/usr/bin/browser", List.of("relay", "chrome-extension://" + "p".repeat(32) + "/"))));
        refused("refused: unknown extension", RELAY);
        browser.set(Optional.of(new Browser("/usr/bin/browser", List.of("relay", CALLER))));
        refused("refused: unknown extension", RELAY.replace(ID, "p".repeat(32)));
        refused("refused: no relay", HELLO);
        refused("refused: another version", RELAY, RELAY);
        served();
    }

    @Test
    @DisplayName("a caller of another user is refused before anything is read")
    void anotherUser() throws Exception {
        Conversation.House house = new Conversation.House(
                Libc.getuid() + 1,
                credentials -> browser.get(),
                Set.of("/usr/bin/browser"),
                Set.of(ID),
                new Sites(List.of()),
                100,
                new WallClock(java.time.Clock.systemUTC(), System::nanoTime),
                context,
                new Suspended(System::nanoTime),
                extractor.counters());
        Link none = new Link() {
            @Override
            public int read(byte[] into, int length) {
                throw new AssertionError("read");
            }

            @Override
            public void write(byte[] bytes) {
                throw new AssertionError("written");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> new Conversation(house, none).run(new Credentials(1, Libc.getuid())))
                .isInstanceOf(Conversation.Refused.class)
                .hasMessage("another user");
        assertThat(extractor.counters().get("refused: another user")).isEqualTo(1);
    }

    @Test
    @DisplayName("the kernel's word: this process is no relay of a browser")
    void procfs() {
        long pid = ProcessHandle.current().pid();
        Browser found = Browser.of(new Credentials((int) pid, Libc.getuid())).orElseThrow();
        assertThat(found.executable()).startsWith("/");
        assertThat(found.arguments().get(0)).endsWith("java");
        assertThat(Browser.of(new Credentials(0, 0))).isEmpty();
    }

    @Test
    @DisplayName(
            "a site that is not listed, a message that is none, a frame that is too long: refused, counted, hung up")
    void hostile() throws Exception {
        refused("refused: a site that is not listed", RELAY, HELLO, span(false).replace("a.example", "b.example"));
        refused("malformed", RELAY, HELLO, "{\"t\":\"span\",\"value\":\"hunter2\"}");
        refused("malformed", RELAY, HELLO, span(true).replace("}", ",\"key\":\"hunter2\"}"));
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Frames.LONGEST + 1}) {
            try (Caller caller = new Caller()) {
                caller.say(RELAY, HELLO);
                caller.raw(ByteBuffer.allocate(8)
                        .order(ByteOrder.nativeOrder())
                        .putInt(length)
                        .array());
                caller.gone();
            }
        }
        Lab.until("counted", () -> extractor.counters().get("oversized") == 4);
        assertThat(context.fields).isEmpty();
        served();
    }

    @Test
    @DisplayName("random bytes, cut frames and callers that leave: capture goes on")
    void fuzz() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            try (Caller caller = new Caller()) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                try {
                    switch (i % 4) {
                        case 0 -> caller.raw(noise);
                        case 1 -> {
                            caller.say(RELAY, HELLO);
                            caller.raw(noise);
                        }
                        case 2 -> {
                            caller.say(RELAY, HELLO);
                            caller.raw(Frames.of(noise));
                        }
                        default -> {
                            byte[] frame = Frames.of(span(true).getBytes(StandardCharsets.UTF_8));
                            caller.say(RELAY, HELLO);
                            caller.raw(java.util.Arrays.copyOf(frame, random.nextInt(frame.length)));
                        }
                    }
                } catch (IOException e) {
                    // Hung up while we spoke.
                }
            }
        }
        Lab.until("all are gone", () -> extractor.health().detail().contains(" 0 browsers"));
        assertThat(context.fields).isEmpty();
        assertThat(extractor.counters().get("failed")).isZero();
        served();
    }

    @Test
    @DisplayName("too many messages are dropped and counted; a flood ends the connection and is not heard for a while")
    void flood() throws Exception {
        String message = span(false);
        try (Caller caller = new Caller()) {
            caller.say(RELAY, HELLO);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            caller.say(message);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        Lab.until("counted", () -> extractor.counters().get("refused: flood") == 1);
        assertThat(extractor.counters().get("throttled")).isGreaterThan(1000);
        assertThat(context.fields.size()).isLessThan(100_000);
        assertThat(extractor.health().state()).hasToString("DEGRADED");
        refused("refused: suspended", RELAY);
    }

    @Test
    @DisplayName("more callers than there is room for are sent away")
    void crowd() throws Exception {
        java.util.List<Caller> callers = new java.util.ArrayList<>();
        for (int i = 0; i < 12; i++) {
            callers.add(new Caller());
        }
        Lab.until("counted", () -> extractor.counters().get("refused: too many") == 4);
        for (Caller caller : callers) {
            caller.close();
        }
        Lab.until("room again", () -> extractor.health().detail().contains(" 0 browsers"));
        served();
    }

    @Test
    @DisplayName("a full pipeline refuses, which is counted; the connection stays")
    void full() throws Exception {
        context.full = true;
        try (Caller caller = new Caller()) {
            caller.say(RELAY, HELLO, span(true), click());
            Lab.until("counted", () -> extractor.counters().get("refused by the pipeline") == 3);
            context.full = false;
            caller.say(span(true));
            Lab.until("told", () -> context.fields.size() == 1);
        }
    }

    @Test
    @DisplayName("after deactivation the socket is gone, callers are hung up on, nothing is told")
    void gone() throws Exception {
        try (Caller caller = new Caller()) {
            caller.say(RELAY, HELLO, span(true));
            Lab.until("told", () -> context.fields.size() == 1);
            extractor.close();
            caller.gone();
        }
        assertThat(dir.resolve("run/browser.sock")).doesNotExist();
        assertThat(context.closed).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("oriel-browser"));
    }
}
