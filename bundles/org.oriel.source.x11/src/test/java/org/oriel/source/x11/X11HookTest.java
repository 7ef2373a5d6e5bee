package org.oriel.source.x11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Window;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;
import org.oriel.tck.RecordingFeed;
import org.oriel.tck.RecordingSink;

/** The hook on a real server with real applications. Keycodes: 38 a, 26 e, 29 y, 50 Shift, 66 Caps Lock. */
class X11HookTest {
    private static final Predicate<Target> MOUSEPAD =
            t -> t.application().executable().equals("/usr/bin/mousepad")
                    && t.application().verified();

    @TempDir
    Path home;

    private Desktop desktop;
    private XTestInjector hands;
    private final RecordingSink sink = new RecordingSink();
    private X11Hook hook;
    private List<EventBody> bodies = List.of();
    private String editor;
    private Path note;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(home);
        note = Files.createFile(home.resolve("note.txt"));
        editor = desktop.open("mousepad", "mousepad", note.toString());
        desktop.focus(editor);
        hands = new XTestInjector(desktop.display());
        hook = new X11Hook(desktop.display(), 50, sink::open);
        Desktop.until("the hook knows the focus", () -> records(RecordKind.FOCUS) > 0);
    }

    @AfterEach
    void close() throws Exception {
        hook.close();
        hands.close();
        desktop.close();
    }

    private RecordingFeed feed() {
        return sink.feed();
    }

    private long records(int kind) {
        return feed().records().stream().filter(r -> r.kind() == kind).count();
    }

    private void await(int kind, long count) throws Exception {
        Desktop.until(count + " records of kind " + kind, () -> records(kind) >= count);
    }

    /** Ends the hook and decodes what it recorded, as the pipeline would. */
    private List<EventBody> decoded() {
        if (bodies.isEmpty()) {
            bodies = feed().decode(MOUSEPAD);
        }
        return bodies;
    }

    private <T extends EventBody> List<T> decoded(Class<T> type) {
        return decoded().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private String typed() {
        StringBuilder text = new StringBuilder();
        for (Key key : decoded(Key.class)) {
            String value = key.key().reveal();
            boolean chord = key.modifiers().contains(Modifier.CONTROL);
            if (key.phase() == Key.Phase.DOWN && !chord && value.codePointCount(0, value.length()) == 1) {
                text.append(value);
            }
        }
        return text.toString();
    }

    @Test
    @DisplayName("capitals, caps lock and digits under shift arrive as what they type")
    void capitals() throws Exception {
        hands.key(50, true);
        hands.tap(38);
        hands.key(50, false);
        hands.tap(38, 66, 38, 66, 38, 10);
        await(RecordKind.KEY, 16);
        assertThat(typed()).isEqualTo("AaAa1");
        List<Key> keys = decoded(Key.class);
        assertThat(keys).filteredOn(k -> k.key().reveal().equals("Shift")).hasSize(2);
        assertThat(keys.get(1).code().reveal()).isEqualTo("KeyA");
        assertThat(keys.get(1).modifiers()).contains(Modifier.SHIFT);
    }

    @Test
    @DisplayName("a dead key and a compose sequence give their character on the key that completes it")
    void composed() throws Exception {
        desktop.run("setxkbmap", "us", "-variant", "intl", "-option", "compose:ralt");
        Desktop.until("keymap read", () -> records(RecordKind.KEYMAP) >= 2);
        hands.tap(48, 26);
        hands.tap(108, 32, 26);
        await(RecordKind.KEY, 10);
        List<String> keys = decoded(Key.class).stream()
                .filter(k -> k.phase() == Key.Phase.DOWN)
                .map(k -> k.key().reveal())
                .toList();
        assertThat(keys).containsExactly("Dead", "é", "Compose", "Dead", "œ");
    }

    @Test
    @DisplayName("a layout switched while typing changes the keys after it, and only those")
    void layoutSwitch() throws Exception {
        hands.tap(29);
        await(RecordKind.KEY, 2);
        desktop.run("setxkbmap", "de");
        Desktop.until("keymap read", () -> records(RecordKind.KEYMAP) >= 2);
        hands.tap(29);
        await(RecordKind.KEY, 4);
        assertThat(typed()).isEqualTo("yz");
        assertThat(decoded(Key.class)).allMatch(k -> k.code().reveal().equals("KeyY"));
    }

    @Test
    @DisplayName("a chord tells the letter and the modifier")
    void chord() throws Exception {
        hands.key(37, true);
        hands.tap(38);
        hands.key(37, false);
        await(RecordKind.KEY, 4);
        Key letter = decoded(Key.class).get(1);
        assertThat(letter.key().reveal()).isEqualTo("a");
        assertThat(letter.modifiers()).isEqualTo(Set.of(Modifier.CONTROL));
    }

    @Test
    @DisplayName("XTEST input is labelled as injected")
    void injected() throws Exception {
        hands.tap(38);
        await(RecordKind.KEY, 2);
        assertThat(feed().records())
                .filteredOn(r -> r.kind() == RecordKind.KEY)
                .allMatch(r -> r.origin() == RawRecord.ORIGIN_INJECTED);
    }

    @Test
    @DisplayName("keys typed into another client's grab are counted, never told")
    void grabbed() throws Exception {
        hands.tap(38);
        await(RecordKind.KEY, 2);
        try (Grab grab = new Grab(desktop.display())) {
            hands.tap(26, 29, 26);
            await(RecordKind.SUPPRESSED, 1);
            hands.sync();
        }
        hands.tap(38);
        await(RecordKind.KEY, 4);
        assertThat(typed()).isEqualTo("aa");
        long counted = feed().records().stream()
                .filter(r -> r.kind() == RecordKind.SUPPRESSED)
                .mapToLong(RawRecord::value)
                .sum();
        assertThat(counted).isEqualTo(3);
        assertThat(feed().records()).noneMatch(r -> r.kind() == RecordKind.KEY && r.code() == 26);
    }

    @Test
    @DisplayName("what is typed into a window that is not approved has no text, however fast the focus moves")
    void focusRace() throws Exception {
        String terminal = desktop.open("xterm", "xterm");
        desktop.focus(editor);
        for (int i = 0; i < 40; i++) {
            desktop.run("xdotool", "windowactivate", terminal);
            hands.tap(29, 29);
            desktop.run("xdotool", "windowactivate", editor);
            hands.tap(38, 38);
        }
        desktop.focus(terminal);
        desktop.focus(editor);
        hands.tap(26);
        Desktop.until(
                "the last key",
                () -> feed().records().stream()
                        .anyMatch(r -> r.kind() == RecordKind.KEY && r.code() == 26 && r.window() != 0));
        desktop.keys("ctrl+s");
        Desktop.until("saved", () -> Files.readString(note).contains("e"));
        // What the editor got is the truth: every character that was told must be in it, in that order.
        String truth = Files.readString(note);
        String typed = typed();
        int at = 0;
        for (char c : typed.toCharArray()) {
            at = truth.indexOf(c, at) + 1;
            assertThat(at).as(typed + " in " + truth).isPositive();
        }
        assertThat(typed).contains("a");
        assertThat(typed).contains("e");
    }

    @Test
    @DisplayName("buttons, wheel and the pointer's way have places on the desktop")
    void pointer() throws Exception {
        desktop.run("xdotool", "windowmove", "--sync", editor, "100", "100");
        hands.move(300, 300);
        hands.button(1, true);
        hands.button(1, false);
        hands.button(5, true);
        hands.button(5, false);
        await(RecordKind.SCROLL, 1);
        for (int i = 0; i < 20; i++) {
            hands.move(300 + i * 5, 310);
            int at = i;
            Desktop.until("sampled", () -> at < 3 || records(RecordKind.POINTER) > 0);
        }
        await(RecordKind.POINTER, 1);
        List<PointerButton> buttons = decoded(PointerButton.class);
        assertThat(buttons).hasSize(2);
        assertThat(buttons.get(0).at().x()).isEqualTo(300);
        assertThat(buttons.get(0).at().y()).isEqualTo(300);
        assertThat(buttons.get(0).down()).isTrue();
        assertThat(decoded(Scroll.class))
                .singleElement()
                .extracting(Scroll::notchesY)
                .isEqualTo(1.0);
        assertThat(decoded(PointerMove.class)).isNotEmpty();
    }

    @Test
    @DisplayName("windows: focus, title, class, place, executable; a window that vanishes ends nothing")
    void windows() throws Exception {
        hands.tap(38);
        Desktop.until("title changed", () -> records(RecordKind.TITLE) > 0);
        String other = desktop.open("xterm", "xterm", "-T", "Secret title");
        desktop.focus(other);
        desktop.focus(editor);
        for (int i = 0; i < 5; i++) {
            String gone = desktop.open("xeyes", "xeyes");
            desktop.run("xdotool", "windowkill", gone);
        }
        desktop.focus(editor);
        long keys = records(RecordKind.KEY);
        hands.tap(38);
        await(RecordKind.KEY, keys + 2);
        assertThat(hook.health().state()).isNotEqualTo(SourceHealth.State.FAILED);
        List<Window> windows = decoded(Window.class);
        assertThat(windows)
                .anyMatch(w -> w.change() == Window.Change.FOCUS
                        && w.title().reveal().contains("Mousepad")
                        && w.windowClass().equals("Mousepad")
                        && w.bounds().width() > 100);
        assertThat(windows)
                .anyMatch(w ->
                        w.change() == Window.Change.TITLE && w.title().reveal().startsWith("*"));
        assertThat(windows).noneMatch(w -> w.title().reveal().contains("Secret"));
    }

    @Test
    @DisplayName("a window that claims another process is believed by nobody")
    void claimedProcess() throws Exception {
        desktop.run("xprop", "-id", editor, "-f", "_NET_WM_PID", "32c", "-set", "_NET_WM_PID", "1");
        hook.close();
        RecordingSink again = new RecordingSink();
        try (X11Hook second = new X11Hook(desktop.display(), 20, again::open)) {
            Desktop.until("focus", () -> again.feed().records().stream().anyMatch(r -> r.kind() == RecordKind.FOCUS));
            assertThat(second.health().state()).isNotEqualTo(SourceHealth.State.FAILED);
            RawRecord focus = again.feed().records().stream()
                    .filter(r -> r.kind() == RecordKind.FOCUS)
                    .reduce((first, last) -> last)
                    .orElseThrow();
            Target target = again.feed().decoder().target(focus);
            assertThat(target.application().executable()).isEmpty();
            assertThat(target.application().verified()).isFalse();
        }
    }

    @Test
    @DisplayName("a held key tells its repeats")
    void repeats() throws Exception {
        hands.tap(26);
        await(RecordKind.KEY, 2);
        hands.key(38, true);
        hands.sync();
        long since = System.nanoTime();
        Desktop.until("held for longer than the server's delay", () -> System.nanoTime() - since > 1_500_000_000L);
        hands.key(38, false);
        await(RecordKind.KEY, 5);
        assertThat(decoded(Key.class)).anyMatch(k -> k.phase() == Key.Phase.REPEAT && k.count() > 3);
    }

    @Test
    @DisplayName("closing leaves no thread, and a lost server is said, not fatal")
    void ends() throws Exception {
        hook.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("oriel-x11"));
        assertThat(feed().closes()).isEqualTo(1);
        assertThat(feed().offeredAfterClose()).isZero();
        RecordingSink again = new RecordingSink();
        try (X11Hook second = new X11Hook(desktop.display(), 20, again::open)) {
            hands.close();
            desktop.close();
            Desktop.until("said", () -> second.health().state() == SourceHealth.State.FAILED);
            assertThat(second.health().detail()).contains("X server");
        }
    }

    @Test
    @DisplayName("no display: the error names it")
    void noDisplay() {
        assertThatThrownBy(() -> new X11Hook(":4711", 20, sink::open)).hasMessageContaining(":4711");
    }
}
