package org.oriel.control.tray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.consent.CaptureState;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.host.ConsentGate;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.oriel.tck.CapturingLogger;

/** On real displays: the pixels are looked at, the sign is clicked, what shows it is killed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrayIndicatorTest {
    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final CapturingLogger log = new CapturingLogger();
    private volatile CaptureState state =
            new CaptureState(Phase.OFF, "no-consent", "nobody agreed", Instant.EPOCH, Optional.empty());
    private Screen screen;
    private TrayIndicator tray;

    private final class Gate implements ConsentGate {
        @Override
        public CaptureState state() {
            return state;
        }

        @Override
        public Notice notice() {
            return new Notice("", "", true);
        }

        @Override
        public Optional<Grant> grant() {
            return Optional.empty();
        }

        @Override
        public boolean covers(String grant, String destination, String purpose) {
            return false;
        }

        @Override
        public Grant accept(String noticeHash, String how) throws NotAllowedException {
            throw new NotAllowedException("no");
        }

        @Override
        public void withdraw() {
            asked.add("withdraw");
        }

        @Override
        public void pause(Duration length) {
            asked.add("pause " + length.toMinutes());
        }

        @Override
        public void resume() {
            asked.add("resume");
        }
    }

    private void open() {
        tray = new TrayIndicator(
                new Gate(), "en", "", screen.environment(), () -> System.getProperty("java.class.path"), log.logger());
    }

    @AfterEach
    void close() throws Exception {
        if (tray != null) {
            tray.close();
        }
        if (screen != null) {
            screen.close();
        }
    }

    private void state(Phase phase, String reason, Duration left) {
        tell(phase, reason, left);
        tray.changed(state);
    }

    private void tell(Phase phase, String reason, Duration left) {
        state = new CaptureState(
                phase,
                reason,
                phase == Phase.RECORDING ? "captures key, window" : "you paused it",
                Instant.now(),
                Optional.ofNullable(left).map(Instant.now()::plus));
    }

    private List<Integer> see(String name, int colour) throws Exception {
        Screen.until(
                name + " is on the screen",
                () -> !Screen.find(screen.picture(name), colour, 40).isEmpty());
        return Screen.find(screen.picture(name), colour, 40);
    }

    @Test
    @DisplayName("Neither a panel nor a tray: a window, only once nothing else shows; red disc, amber bars, a button")
    void window() throws Exception {
        screen = Screen.start(folder, "xterm");
        open();
        assertThat(tray.confirm()).isFalse();
        assertThat(Screen.find(screen.picture("bare"), Glyphs.GREY, 1)).isEmpty();

        state(Phase.BLOCKED, "no-indicator", null);
        Screen.until("it shows", tray::confirm);
        state(Phase.RECORDING, "", null);
        List<Integer> sign = see("window-recording", Glyphs.RED);
        Screen.until("it shows", tray::confirm);
        screen.click(List.of(sign.get(0) + 240, sign.get(1)));
        Screen.until("paused by one click", () -> asked.equals(List.of("pause 30")));

        state(Phase.PAUSED, "paused", Duration.ofMinutes(30));
        see("window-paused", Glyphs.AMBER);
        Screen.until("it shows", tray::confirm);
        screen.click(List.of(sign.get(0) + 240, sign.get(1)));
        Screen.until("goes on", () -> asked.equals(List.of("pause 30", "resume")));

        state(Phase.RECORDING, "", null);
        see("window-recording", Glyphs.RED);
        screen.launch("xterm", "-geometry", "200x60+0+0");
        Screen.until("covered is not shown", () -> !tray.confirm());
        Screen.until("it comes to the front again", tray::confirm);
    }

    @Test
    @DisplayName("A panel: the icon is in its pixels, one click pauses, and with the panel killed nothing is confirmed")
    void panel() throws Exception {
        screen = Screen.start(folder, "xfce4-panel", "dbus-daemon").withBus();
        screen.environment().put("XFCE_PANEL_MIGRATE_DEFAULT", "1");
        Process panel = screen.launch("xfce4-panel", "--disable-wm-check");
        open();
        Screen.until("the panel shows it", tray::confirm);
        state(Phase.RECORDING, "", null);
        List<Integer> sign = see("panel-recording", Glyphs.RED);
        screen.click(sign);
        Screen.until("paused by one click", () -> asked.equals(List.of("pause 30")));
        state(Phase.PAUSED, "paused", Duration.ofMinutes(30));
        see("panel-paused", Glyphs.AMBER);
        screen.click(sign);
        assertThat(tray.confirm()).isTrue();

        panel.descendants().forEach(ProcessHandle::destroyForcibly);
        panel.destroyForcibly();
        Screen.until("nothing is confirmed", () -> !tray.confirm());
        assertThat(asked).as("a click while paused never resumes").containsExactly("pause 30");
    }

    @Test
    @DisplayName("A panel that dropped a change is told again, and until it has fetched the sign nothing is confirmed")
    void stalePanel() throws Exception {
        screen = Screen.start(folder, "dbus-daemon").withBus();
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Bus panel = Bus.connect(screen.environment(), call -> watcher(call, told))) {
            panel.call(
                    "org.freedesktop.DBus",
                    "/org/freedesktop/DBus",
                    "org.freedesktop.DBus",
                    "RequestName",
                    "su",
                    List.of("org.kde.StatusNotifierWatcher", 0));
            open();
            assertThat(tray.confirm())
                    .as("listed, but the sign was never fetched")
                    .isFalse();
            fetch(panel, told.get(0));
            assertThat(tray.confirm()).isTrue();
            // A change of which it was not told.
            tell(Phase.RECORDING, "", null);
            Screen.until("shows another state", () -> !tray.confirm());
            fetch(panel, told.get(0));
            assertThat(tray.confirm()).isTrue();
        }
    }

    private static Bus.Answer watcher(Bus.Message call, List<String> told) {
        if (call.member().endsWith("RegisterStatusNotifierItem")) {
            told.add((String) call.body().get(0));
            return Bus.Answer.NOTHING;
        }
        return call.body().get(1).equals("IsStatusNotifierHostRegistered")
                ? new Bus.Answer("v", List.of(new Wire.Variant("b", true)))
                : new Bus.Answer("v", List.of(new Wire.Variant("as", List.copyOf(told))));
    }

    private static void fetch(Bus panel, String item) throws Exception {
        panel.call(
                item,
                "/StatusNotifierItem",
                "org.freedesktop.DBus.Properties",
                "GetAll",
                "s",
                List.of("org.kde.StatusNotifierItem"));
    }

    @Test
    @DisplayName("The menu over D-Bus: says the state, pauses and resumes")
    void menu() throws Exception {
        screen = Screen.start(folder, "xfce4-panel", "dbus-daemon").withBus();
        screen.environment().put("XFCE_PANEL_MIGRATE_DEFAULT", "1");
        screen.launch("xfce4-panel", "--disable-wm-check");
        open();
        Screen.until("the panel shows it", tray::confirm);
        state(Phase.PAUSED, "paused", Duration.ofMinutes(30));
        try (Bus other = Bus.connect(screen.environment(), call -> null)) {
            String item = item(other);
            Screen.until("the menu says so", () -> layout(other, item).contains("PAUSED  for 29:"));
            event(other, item, 3);
            Screen.until("goes on", () -> asked.equals(List.of("resume")));
            event(other, item, 2);
            Screen.until("pauses", () -> asked.equals(List.of("resume", "pause 30")));
            assertThatThrownBy(() -> other.call(item, "/MenuBar", "com.canonical.dbusmenu", "Nothing", "", List.of()))
                    .hasMessageContaining("UnknownMethod");
        }
    }

    private static String item(Bus bus) throws Exception {
        Object items = ((Wire.Variant) bus.call(
                                "org.kde.StatusNotifierWatcher",
                                "/StatusNotifierWatcher",
                                "org.freedesktop.DBus.Properties",
                                "Get",
                                "ss",
                                List.of("org.kde.StatusNotifierWatcher", "RegisteredStatusNotifierItems"))
                        .get(0))
                .value();
        return ((String) ((List<?>) items).get(0)).replaceAll("/.*", "");
    }

    private static String layout(Bus bus, String item) throws Exception {
        return bus.call(item, "/MenuBar", "com.canonical.dbusmenu", "GetLayout", "iias", List.of(0, -1, List.of()))
                .toString();
    }

    private static void event(Bus bus, String item, int id) throws Exception {
        bus.call(
                item,
                "/MenuBar",
                "com.canonical.dbusmenu",
                "Event",
                "isvu",
                List.of(id, "clicked", new Wire.Variant("i", 0), 0));
    }

    @Test
    @DisplayName("An older tray: the icon is in its pixels, one click pauses; with the tray killed a window takes over")
    void olderTray() throws Exception {
        screen = Screen.start(folder, "trayer", "openbox");
        screen.launch("openbox");
        Process trayer =
                screen.launch("trayer", "--edge", "top", "--align", "right", "--width", "20", "--height", "28");
        Screen.until(
                "the tray is there",
                () -> screen.run("xdotool", "search", "--class", "trayer").matches("(?s).*[0-9]+.*"));
        open();
        state(Phase.BLOCKED, "no-indicator", null);
        Screen.until("it shows", tray::confirm);
        state(Phase.RECORDING, "", null);
        List<Integer> sign = see("trayer-recording", Glyphs.RED);
        assertThat(sign.get(1)).as("at the top, where the tray is").isLessThan(40);
        screen.click(sign);
        Screen.until("paused by one click", () -> asked.contains("pause 30"));
        state(Phase.PAUSED, "paused", Duration.ofMinutes(30));
        see("trayer-paused", Glyphs.AMBER);

        trayer.destroyForcibly();
        state(Phase.RECORDING, "", null);
        Screen.until("the window is there", () -> {
            tray.confirm();
            List<Integer> at = Screen.find(screen.picture("trayer-killed"), Glyphs.RED, 40);
            return !at.isEmpty() && at.get(1) > 500;
        });
    }

    @Test
    @DisplayName("A desktop notification when more would be captured than was agreed to")
    void notifies() throws Exception {
        screen = Screen.start(folder, "dunst", "dbus-daemon").withBus();
        screen.launch("dunst", "-print");
        open();
        Screen.until("dunst is there", () -> {
            try (Bus other = Bus.connect(screen.environment(), call -> null)) {
                return (Boolean) other.call(
                                "org.freedesktop.DBus",
                                "/org/freedesktop/DBus",
                                "org.freedesktop.DBus",
                                "NameHasOwner",
                                "s",
                                List.of("org.freedesktop.Notifications"))
                        .get(0);
            }
        });
        state(Phase.BLOCKED, "consent-outdated", null);
        Screen.until(
                "one is shown",
                () -> screen.run("dunstctl", "count", "displayed").strip().equals("1"));
        screen.picture("notification");
    }

    @Test
    void wrongLanguage() {
        assertThatThrownBy(() -> new TrayIndicator(new Gate(), "fr", "", java.util.Map.of(), () -> "", log.logger()))
                .hasMessage("org.oriel.control.tray: language is \"fr\", allowed: en, de");
    }
}
