package org.oriel.source.x11.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Rect;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.Target;
import org.oriel.source.x11.Desktop;
import org.oriel.source.x11.X11Hook;
import org.oriel.tck.RecordingSink;

/** The screen of a desktop with a window manager and real applications. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DesktopTest {
    @TempDir
    Path home;

    private Desktop desktop;
    private X11Screen screen;

    @BeforeEach
    void open() throws Exception {
        for (String program : List.of("Xvfb", "openbox", "xterm", "mousepad", "xdotool", "xprop", "setxkbmap")) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            Assumptions.assumeTrue(there, program + " is not installed");
        }
        desktop = Desktop.start(home);
        screen = new X11Screen(desktop.display(), Set.of());
    }

    @AfterEach
    void close() throws Exception {
        if (screen != null) {
            screen.close();
            desktop.close();
        }
    }

    private static Optional<Pane> client(ScreenLayout layout, String executable) {
        return layout.panes().stream()
                .filter(p -> p.target().application().executable().equals(executable)
                        && p.target().scope() == Target.Scope.WINDOW)
                .reduce((first, second) -> second);
    }

    @Test
    @DisplayName("windows, focus and desktop are named as the hook names them; decoration belongs to nobody")
    void namesWindowsAsTheHookDoes() throws Exception {
        int editor = Integer.parseInt(desktop.open("mousepad", "mousepad"));
        int terminal = Integer.parseInt(desktop.open("XTerm", "xterm", "-geometry", "40x10+600+300"));
        RecordingSink sink = new RecordingSink();
        X11Hook hook = new X11Hook(desktop.display(), 20, sink::open);
        try {
            for (int window : List.of(editor, terminal)) {
                desktop.focus(Integer.toString(window));
                TestServer.until("the hook tells the focus", () -> lastFocus(sink) == window);
                ScreenLayout layout = screen.layout();
                assertThat(layout.focused()).isEqualTo(window);
                String executable = window == editor ? "/usr/bin/mousepad" : "/usr/bin/xterm";
                Pane pane = client(layout, executable).orElseThrow();
                assertThat(pane.target().window()).isEqualTo(window);
                assertThat(pane.target().application().verified()).isTrue();
                Rect told = sink.feed().decoder().target(lastRecord(sink)).window() == window
                        ? pane.rects().get(0)
                        : Rect.NONE;
                assertThat(told.width()).isGreaterThan(100);
                assertThat(layout.panes().stream().filter(p -> p.target().window() == window))
                        .hasSize(1);
                Pane frame = layout.panes().get(layout.panes().indexOf(pane) - 1);
                assertThat(frame.target()).isEqualTo(Target.UNKNOWN);
                Rect around = frame.rects().get(0);
                assertThat(Rects.intersect(around, told)).isEqualTo(told);
                assertThat(around.height()).isGreaterThan(told.height());
            }
            assertThat(screen.desktop()).isEqualTo(sink.feed().decoder().desktop());
        } finally {
            hook.close();
        }
    }

    private static RawRecord lastRecord(RecordingSink sink) {
        return sink.feed().records().stream()
                .filter(r -> r.kind() == RecordKind.FOCUS)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static int lastFocus(RecordingSink sink) {
        return sink.feed().records().stream()
                .filter(r -> r.kind() == RecordKind.FOCUS)
                .reduce((first, second) -> second)
                .map(RawRecord::window)
                .orElse(0);
    }

    @Test
    @DisplayName("a menu is a pane of its application, and one that is embedded in another is told apart")
    void menuAndGuest() throws Exception {
        String editor = desktop.open("mousepad", "mousepad");
        desktop.focus(editor);
        int before = screen.layout().panes().size();
        desktop.keys("alt+f");
        TestServer.until("the menu is open", () -> screen.layout().panes().size() > before);
        Pane menu = screen.layout().panes().get(screen.layout().panes().size() - 1);
        assertThat(menu.target().application().executable()).isEqualTo("/usr/bin/mousepad");
        assertThat(menu.target().scope()).isEqualTo(Target.Scope.WINDOW);
        assertThat(menu.target().window()).isNotEqualTo(Integer.parseInt(editor));
        desktop.keys("Escape");
        TestServer.until("the menu is closed", () -> screen.layout().panes().size() == before);
        desktop.launch("xterm", "-into", editor, "-geometry", "20x5+30+90");
        TestServer.until(
                "it is in there",
                () -> client(screen.layout(), "/usr/bin/xterm").isPresent());
        ScreenLayout layout = screen.layout();
        Pane guest = client(layout, "/usr/bin/xterm").orElseThrow();
        Pane host = client(layout, "/usr/bin/mousepad").orElseThrow();
        assertThat(layout.panes().indexOf(guest)).isGreaterThan(layout.panes().indexOf(host));
        assertThat(guest.target().window()).isEqualTo(Integer.parseInt(editor));
        assertThat(Rects.intersect(host.rects().get(0), guest.rects().get(0)))
                .isEqualTo(guest.rects().get(0));
    }
}
