package org.oriel.context.accessibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.source.SourceHealth;
import org.oriel.tck.CapturingLogger;

/** Applications that stall, and buses that go. */
class TroubleTest {
    @TempDir
    Path home;

    private final RecordingContext context = new RecordingContext();
    private final CapturingLogger log = new CapturingLogger();
    private GtkDesktop desktop;
    private AccessibilityExtractor extractor;

    @BeforeEach
    void open() throws Exception {
        desktop = GtkDesktop.start(home);
        extractor = start(desktop.environment());
        GtkDesktop.until("it listens", () -> extractor.health().state() == SourceHealth.State.OK);
    }

    private AccessibilityExtractor start(Map<String, String> environment) {
        return new AccessibilityExtractor(
                RealApplicationsTest.SETTINGS, desktop.display(), false, environment, context, log.logger());
    }

    @AfterEach
    void close() throws Exception {
        if (extractor != null) {
            extractor.stop();
        }
        if (desktop != null) {
            desktop.close();
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("oriel-"))
                .toList();
    }

    private void signal(String signal, Process process) throws Exception {
        desktop.run("kill", "-" + signal, String.valueOf(process.pid()));
    }

    @Test
    @DisplayName("an application that stalls is left alone, others answer; it is asked again when it goes on")
    void stalled() throws Exception {
        GtkDesktop.need("zenity", "mousepad");
        Path note = Files.writeString(home.resolve("note.txt"), "text");
        desktop.launch("mousepad", note.toString());
        int editor = desktop.window("note.txt");
        GtkDesktop.until("the editor tells", () -> extractor.field(editor).isPresent());
        Process stopped = desktop.launch("zenity", "--entry", "--title=Ask");
        int window = desktop.window("Ask");
        GtkDesktop.until("the entry tells", () -> extractor.field(window).isPresent());
        signal("STOP", stopped);
        long began = System.nanoTime();
        assertThat(extractor.field(window)).isEmpty();
        long first = System.nanoTime() - began;
        began = System.nanoTime();
        assertThat(extractor.field(window)).isEmpty();
        assertThat(extractor.focused(window)).isEmpty();
        long suspended = System.nanoTime() - began;
        // The first question waited for its budget of 250 ms, the next two did not wait at all.
        assertThat(first).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(suspended).isLessThan(first);
        assertThat(extractor.field(editor)).isPresent();
        try (Windows windows = Windows.open(desktop.display())) {
            Rect box = windows.facts(editor).bounds();
            Point point = Point.at(box.x() + box.width() / 2, box.y() + box.height() / 2);
            assertThat(extractor.at(editor, point)).isPresent();
        }
        signal("CONT", stopped);
        GtkDesktop.until("it is asked again", () -> extractor.field(window).isPresent());
    }

    @Test
    @DisplayName("a bus that is killed is a state with words, and found again when it is there again")
    void busKilled() throws Exception {
        GtkDesktop.need("zenity");
        desktop.killBus();
        GtkDesktop.until("it says so", () -> extractor.health().state() == SourceHealth.State.FAILED);
        assertThat(extractor.health().detail()).contains("bus");
        assertThat(extractor.field(1)).isEmpty();
        desktop.startBus();
        GtkDesktop.until("it listens again", () -> extractor.health().state() == SourceHealth.State.OK);
        desktop.launch("zenity", "--entry", "--title=Ask");
        int window = desktop.window("Ask");
        GtkDesktop.until("the entry tells", () -> extractor.field(window).isPresent());
        GtkDesktop.until(
                "it was told unasked",
                () -> context.last()
                        .map(FieldState::holder)
                        .filter(h -> h.window() == window)
                        .isPresent());
    }

    @Test
    @DisplayName("without a session bus it says so, and ends at once")
    void noBus() throws Exception {
        extractor.stop();
        Map<String, String> environment = new HashMap<>(desktop.environment());
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("nothing"));
        extractor = start(environment);
        GtkDesktop.until("it says so", () -> extractor.health().state() == SourceHealth.State.FAILED);
        assertThat(extractor.health().detail()).contains("no session bus");
        extractor.stop();
        assertThat(threads()).isEmpty();
    }

    @Test
    @DisplayName("stopping while an application does not answer leaves no thread and no question behind")
    void stopWhileAsked() throws Exception {
        GtkDesktop.need("zenity");
        Process stopped = desktop.launch("zenity", "--entry", "--title=Ask");
        int window = desktop.window("Ask");
        GtkDesktop.until("the entry tells", () -> extractor.field(window).isPresent());
        signal("STOP", stopped);
        Thread asking = new Thread(() -> extractor.field(window));
        asking.start();
        GtkDesktop.until("the question is under way", () -> asking.getState() == Thread.State.TIMED_WAITING);
        extractor.stop();
        assertThat(threads()).isEmpty();
        asking.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(asking.isAlive()).isFalse();
        assertThat(context.closed).isTrue();
        assertThat(extractor.field(window)).isEmpty();
        signal("CONT", stopped);
    }

    @Test
    @DisplayName("stopping while the buses do not answer leaves no thread behind")
    void stopWhileConnecting() throws Exception {
        extractor.stop();
        desktop.stopBus();
        extractor = start(desktop.environment());
        GtkDesktop.until(
                "it connects",
                () -> threads().stream()
                        .anyMatch(t -> t.getName().equals("oriel-accessibility")
                                && t.getStackTrace().length > 0
                                && t.getState() == Thread.State.RUNNABLE));
        extractor.stop();
        assertThat(threads()).isEmpty();
    }
}
