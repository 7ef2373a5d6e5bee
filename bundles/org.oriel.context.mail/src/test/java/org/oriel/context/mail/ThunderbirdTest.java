package org.oriel.context.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Message;
import org.oriel.source.x11.Desktop;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeContextFeed;
import org.oriel.tck.FakeContextSink;

/** Thunderbird itself, with the extension as it is installed, two messages in a folder of its own, and no network. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThunderbirdTest {
    private static final int SECONDS = 120;

    @TempDir
    Path folder;

    private final FakeContextSink sink = new FakeContextSink();
    private final CapturingLogger log = new CapturingLogger();
    private Desktop desktop;
    private MailSource source;

    @BeforeEach
    void open() throws Exception {
        for (String program : List.of("Xvfb", "openbox", "xdotool", "xprop", "setxkbmap", "thunderbird")) {
            assumeTrue(MailSourceTest.present(program), program + " is not installed: Thunderbird is not run");
        }
        Path home = folder.resolve("home");
        Path socket = folder.resolve("run/mail.sock");
        Install.into(home, socket.toString(), Path.of("target/classes").toAbsolutePath());
        Path profile = Files.createDirectories(home.resolve("profile"));
        copy("prefs.js", profile.resolve("prefs.js"));
        copy("inbox.mbox", Files.createDirectories(profile.resolve("Mail/pop")).resolve("Inbox"));
        Files.copy(
                home.resolve(".local/share/oriel/mail@oriel.org.xpi"),
                Files.createDirectories(profile.resolve("extensions")).resolve("mail@oriel.org.xpi"));
        Settings settings = Settings.of(
                List.of("example.org"),
                "kinds",
                "allowed",
                List.of("thunderbird", "thunderbird-bin"),
                folder.resolve("k"));
        source = new MailSource(socket, settings, sink, log.logger(), System::nanoTime, System::currentTimeMillis);
        desktop = Desktop.start(home);
        desktop.launch("thunderbird", "--profile", profile.toString(), "--no-remote");
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = ThunderbirdTest.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }

    @AfterEach
    void close() throws Exception {
        if (desktop != null) {
            desktop.close();
        }
        if (source != null) {
            source.close();
        }
    }

    private FakeContextFeed feed() {
        return sink.feed();
    }

    private boolean told(String action, String counterpart) {
        return feed().bodies().contains(new Message(action, counterpart));
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        feed().await(what, condition, SECONDS);
    }

    /** Does something again and again until it has an effect: a program that starts takes no keys. */
    private void repeat(String what, BooleanSupplier condition, String... words) throws Exception {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            desktop.run(words);
            try {
                feed().await(what, condition, 8);
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining(what);
            }
        }
    }

    @Test
    @DisplayName(
            "reading, answering, sending, deleting, archiving and searching arrive; keys are open in the text alone")
    void session() throws Exception {
        await("the extension greets", () -> !feed().fields().isEmpty());
        // The account, closed and opened, the folder below it, its next unread message: whatever a slow start left out.
        repeat(
                "a message is read",
                () -> told("read", "external"),
                "xdotool",
                "mousemove",
                "150",
                "132",
                "click",
                "1",
                "key",
                "--delay",
                "300",
                "Left",
                "Right",
                "Down",
                "n");
        assertThat(told("browse", "unknown")).isTrue();
        assertThat(feed().fields()).extracting(FieldState::privacy).containsOnly(FieldState.Privacy.GUARDED);

        desktop.run("xdotool", "key", "ctrl+r");
        await("it is answered", () -> told("reply", "external"));
        String writing = desktop.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^Write")
                .lines()
                .findFirst()
                .orElseThrow();
        desktop.focus(writing);
        repeat("keys of the text are told", this::opened, "xdotool", "type", "--delay", "60", "quartz ");

        // The subject is not the text.
        desktop.run("xdotool", "key", "alt+s");
        desktop.run("xdotool", "sleep", "1");
        long subject = System.nanoTime();
        desktop.type("xylophone");
        long typed = System.nanoTime();
        await("the subject is told", () -> feed().fields().stream().anyMatch(state -> state.untilNanos() - typed > 0));
        assertThat(feed().fields())
                .filteredOn(state -> state.untilNanos() - subject > 0)
                .extracting(FieldState::privacy)
                .containsOnly(FieldState.Privacy.GUARDED);

        desktop.run("xdotool", "key", "ctrl+shift+Return");
        await("it is sent later", () -> told("send", "external"));
        desktop.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "Mozilla Thunderbird$", "windowactivate");
        repeat("it is deleted", () -> told("delete", "external"), "xdotool", "key", "Delete");
        await("the next one is read", () -> told("read", "internal"));
        repeat("it is archived", () -> told("archive", "internal"), "xdotool", "key", "a");
        repeat(
                "it is looked for",
                () -> told("search", "unknown"),
                "xdotool",
                "key",
                "--delay",
                "300",
                "ctrl+k",
                "ctrl+a",
                "q",
                "u",
                "a",
                "r",
                "t",
                "z",
                // The list below the field opens a moment later, and takes the keys then.
                "sleep",
                "1.5",
                "key",
                "--delay",
                "300",
                "Down",
                "Return");

        assertThat(feed().told())
                .allSatisfy(told ->
                        assertThat(told.holder().application().executable()).startsWith("/usr/lib/thunderbird/"));
        assertThat(acts().get("read")).containsEntry("folder", "inbox").containsEntry("people", "1");
        StringBuilder all = new StringBuilder();
        feed().bodies()
                .forEach(body -> body.mapSensitive(text -> {
                    all.append(text.reveal()).append('\n');
                    return text;
                }));
        assertThat(all.toString())
                .doesNotContainIgnoringCase("quartz")
                .doesNotContain("@", "Mara", "xylophone", "offer");
        assertThat(source.health().detail()).contains("wrong=0").contains("throttled=0");
    }

    private boolean opened() {
        return feed().fields().stream().anyMatch(state -> state.privacy() == FieldState.Privacy.OPEN);
    }

    /** The fields of the first act of each kind. */
    private Map<String, Map<String, String>> acts() {
        Map<String, Map<String, String>> acts = new java.util.TreeMap<>();
        feed().bodies().stream()
                .filter(Extension.class::isInstance)
                .map(body -> ((Extension) body).fields())
                .forEach(fields -> {
                    Map<String, String> plain = new java.util.TreeMap<>();
                    fields.forEach((name, value) -> plain.put(name, value.reveal()));
                    acts.putIfAbsent(plain.get("action"), plain);
                });
        return acts;
    }
}
