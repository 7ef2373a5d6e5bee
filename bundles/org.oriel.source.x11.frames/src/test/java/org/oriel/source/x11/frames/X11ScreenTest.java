package org.oriel.source.x11.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.source.ScreenLayout;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;

/** The screen of real servers, with windows of known colours. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class X11ScreenTest {
    private static final Set<String> NO_COMPOSITOR = Set.of();
    private static final Rect WINDOW = new Rect(100, 50, 40, 30);

    private static int[] grab(X11Screen screen, Rect area) {
        int[] pixels = new int[area.width() * area.height()];
        Arrays.fill(pixels, -1);
        screen.grab(area, pixels, 0, area.width());
        return pixels;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("oriel-x11-frames"))
                .count();
    }

    private static Predicate<Pane> of(int window) {
        return pane -> pane.target().window() == window;
    }

    private static Pane pane(ScreenLayout layout, int window) {
        return layout.panes().stream().filter(of(window)).findFirst().orElseThrow();
    }

    /** Checks every pixel around and in {@link #WINDOW}, which is red with a green point. */
    private static void assertPicture(TestServer server, String detail) {
        try (Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            boolean deep = screen.layout().bounds().width() != 641;
            int window = painter.popup(WINDOW, deep ? 0xff0000 : 0xf800);
            painter.fill(window, new Rect(3, 2, 1, 1), deep ? 0x0a0b0c : 0x07e0);
            Rect area = new Rect(98, 48, 50, 40);
            int[] pixels = grab(screen, area);
            for (int y = 48; y < 88; y++) {
                for (int x = 98; x < 148; x++) {
                    boolean in = x >= 100 && x < 140 && y >= 50 && y < 80;
                    int ink = x == 103 && y == 52 ? (deep ? 0x0a0b0c : 0x00ff00) : 0xff0000;
                    assertThat(pixels[(y - 48) * 50 + x - 98])
                            .as("pixel %d,%d", x, y)
                            .isEqualTo(in ? ink : 0);
                }
            }
            assertThat(screen.health().detail()).contains(detail);
            assertThat(screen.health().state())
                    .isEqualTo(detail.startsWith("XShm") ? SourceHealth.State.OK : SourceHealth.State.DEGRADED);
        }
    }

    @Test
    @DisplayName("pixels are copied exactly through shared memory")
    void pixels() throws Exception {
        try (TestServer server = new TestServer("1280x800x24")) {
            assertPicture(server, "XShm and XDamage");
        }
    }

    @Test
    @DisplayName("pixels are copied exactly through the connection where there is no MIT-SHM, and the health says so")
    void pixelsWithoutSharedMemory() throws Exception {
        try (TestServer server = new TestServer("1280x800x24", "-extension", "MIT-SHM")) {
            assertPicture(server, "no MIT-SHM");
        }
    }

    @Test
    @DisplayName("pixels of 16 bits become colours of 24")
    void sixteenBits() throws Exception {
        try (TestServer server = new TestServer("641x480x16")) {
            assertPicture(server, "XShm and XDamage");
        }
    }

    @Test
    @DisplayName("a screen of palette colours is refused with its format and what is allowed")
    void palette() throws Exception {
        try (TestServer server = new TestServer("640x480x8")) {
            assertThatThrownBy(() -> new X11Screen(server.display(), NO_COMPOSITOR))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("8 bits")
                    .hasMessageContaining("allowed");
        }
    }

    @Test
    @DisplayName("a desktop of 16,000 pixels is copied whole, with and without shared memory")
    void wide() throws Exception {
        for (String without : List.of("XVideo", "MIT-SHM")) {
            try (TestServer server = new TestServer("16000x1200x24", "-extension", without);
                    Painter painter = new Painter(server.display());
                    X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
                painter.popup(new Rect(15_990, 1190, 10, 10), 0x123456);
                int[] pixels = grab(screen, screen.layout().bounds());
                assertThat(pixels).hasSize(16_000 * 1200);
                assertThat(pixels[16_000 * 1200 - 1]).isEqualTo(0x123456);
                assertThat(pixels[16_000 * 1190 + 15_989]).isZero();
                assertThat(pixels[16_000 * 1190 + 15_990]).isEqualTo(0x123456);
            }
        }
    }

    @Test
    @DisplayName("what of an area lies outside of the desktop is 0, and nothing beside the area is written")
    void outside() throws Exception {
        try (TestServer server = new TestServer("200x100x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            painter.popup(new Rect(0, 0, 200, 100), 0xabcdef);
            int[] pixels = new int[7 + 50 * 40];
            Arrays.fill(pixels, -1);
            screen.grab(new Rect(180, -10, 40, 40), pixels, 7, 50);
            for (int y = 0; y < 40; y++) {
                for (int x = 0; x < 50; x++) {
                    int expected = x >= 40 ? -1 : y >= 10 && x < 20 ? 0xabcdef : 0;
                    assertThat(pixels[7 + 50 * y + x]).as("%d,%d", x, y).isEqualTo(expected);
                }
            }
            assertThat(grab(screen, new Rect(500, 500, 2, 2))).containsOnly(0);
            assertThat(grab(screen, new Rect(-5, 10, 300, 1))).startsWith(0, 0, 0, 0, 0, 0xabcdef);
            assertThatThrownBy(() -> screen.grab(new Rect(0, 0, 10, 10), new int[99], 0, 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName(
            "the first look tells everything, then only what was drawn, and the listener is called once for each look")
    void changes() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            AtomicInteger calls = new AtomicInteger();
            screen.onChange(calls::incrementAndGet);
            int window = painter.popup(new Rect(0, 0, 600, 600), 0);
            assertThat(calls).as("nobody asked yet").hasValue(0);
            assertThat(screen.changed()).containsExactly(new Rect(0, 0, 1280, 800));
            assertThat(screen.changed()).isEmpty();
            assertThat(calls).hasValue(0);
            painter.fill(window, new Rect(10, 20, 30, 40), 0xff);
            TestServer.until("told", () -> calls.get() == 1);
            painter.fill(window, new Rect(100, 120, 3, 4), 0xff);
            assertThat(screen.changed()).contains(new Rect(10, 20, 30, 40), new Rect(100, 120, 3, 4));
            assertThat(screen.changed()).isEmpty();
            painter.fill(window, new Rect(10, 20, 30, 40), 0xff00);
            TestServer.until("told again", () -> calls.get() == 2);
        }
    }

    @Test
    @DisplayName("many small changes become few rectangles that cover them all")
    void manyChanges() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int window = painter.popup(new Rect(0, 0, 1280, 800), 0);
            screen.changed();
            for (int i = 0; i < 200; i++) {
                painter.fill(window, new Rect(i * 6, i * 37 % 790, 2, 2), 0xff);
            }
            List<Rect> changed = screen.changed();
            assertThat(changed).hasSizeLessThanOrEqualTo(Rects.FEW);
            for (int i = 0; i < 200; i++) {
                Rect drawn = new Rect(i * 6, i * 37 % 790, 2, 2);
                assertThat(changed).anyMatch(r -> Rects.intersect(r, drawn).equals(drawn));
            }
        }
    }

    @Test
    @DisplayName("without XDamage everything counts as changed, the listener is called, and the health says so")
    void withoutDamage() throws Exception {
        try (TestServer server = new TestServer("640x480x24", "-extension", "DAMAGE");
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            AtomicInteger calls = new AtomicInteger();
            screen.onChange(calls::incrementAndGet);
            assertThat(screen.changed()).containsExactly(new Rect(0, 0, 640, 480));
            assertThat(screen.changed()).isEmpty();
            TestServer.until("told", () -> calls.get() == 1);
            assertThat(screen.changed()).containsExactly(new Rect(0, 0, 640, 480));
            TestServer.until("told again", () -> calls.get() == 2);
            screen.layout();
            assertThat(screen.health().state()).isEqualTo(SourceHealth.State.DEGRADED);
            assertThat(screen.health().detail()).contains("XDamage");
        }
    }

    @Test
    @DisplayName(
            "a desktop that changes its size between and during grabs costs at most an exception, never the process")
    void resize() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int window = painter.popup(new Rect(0, 0, 1280, 800), 0x00ff00);
            screen.changed();
            assertThat(painter.resize(800, 600)).isTrue();
            int[] pixels = grab(screen, new Rect(0, 0, 1280, 800));
            assertThat(pixels[0]).isEqualTo(0x00ff00);
            assertThat(pixels[599 * 1280 + 799]).isEqualTo(0x00ff00);
            assertThat(pixels[599 * 1280 + 800]).isZero();
            assertThat(pixels[600 * 1280]).isZero();
            assertThat(screen.layout().bounds()).isEqualTo(new Rect(0, 0, 800, 600));
            assertThat(pane(screen.layout(), window).rects()).containsExactly(new Rect(0, 0, 800, 600));
            assertThat(screen.changed()).containsExactly(new Rect(0, 0, 800, 600));
            Thread other = new Thread(() -> {
                for (int i = 0; i < 60; i++) {
                    painter.resize(i % 2 == 0 ? 1280 : 500, i % 2 == 0 ? 800 : 300);
                }
                painter.resize(1280, 800);
            });
            other.start();
            int good = 0;
            while (other.isAlive()) {
                try {
                    grab(screen, new Rect(0, 0, 1280, 800));
                    good++;
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("size");
                }
            }
            assertThat(good).isPositive();
            assertThat(grab(screen, new Rect(0, 0, 100, 100))).containsOnly(0x00ff00);
        }
    }

    @Test
    @DisplayName("monitors have their names, places and the scale of the desktop")
    void monitors() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            assertThat(screen.layout().monitors())
                    .extracting(Monitor::bounds, Monitor::scale)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(new Rect(0, 0, 1280, 800), 1.0));
            painter.monitor("LEFT", new Rect(0, 0, 640, 800));
            painter.monitor("RIGHT", new Rect(640, 0, 640, 800));
            painter.text(painter.root(), "RESOURCE_MANAGER", "Xcursor.size:\t24\nXft.dpi:\t144\n");
            assertThat(screen.layout().monitors())
                    .contains(
                            new Monitor("LEFT", new Rect(0, 0, 640, 800), 1.5),
                            new Monitor("RIGHT", new Rect(640, 0, 640, 800), 1.5));
        }
    }

    @Test
    @DisplayName(
            "panes are in stacking order; menus belong to their process; windows that take only input show nothing")
    void stack() throws Exception {
        String java = ProcessHandle.current().info().command().map(c -> real(c)).orElseThrow();
        try (TestServer server = new TestServer("1280x800x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int low = painter.popup(new Rect(10, 10, 100, 100), 0xff);
            int high = painter.popup(new Rect(50, 50, 100, 100), 0xff00);
            painter.inputOnly(new Rect(0, 0, 1280, 800));
            int hidden = painter.popup(new Rect(0, 0, 5, 5), 0);
            painter.unmap(hidden);
            ScreenLayout layout = screen.layout();
            assertThat(layout.panes()).extracting(p -> p.target().window()).containsExactly(low, high);
            assertThat(layout.panes()).allMatch(Pane::opaque);
            assertThat(pane(layout, low).rects()).containsExactly(new Rect(10, 10, 100, 100));
            Target target = pane(layout, low).target();
            assertThat(target.scope()).isEqualTo(Target.Scope.WINDOW);
            assertThat(target.application().executable()).isEqualTo(java);
            assertThat(target.application().verified()).isTrue();
            long before = screen.moves();
            painter.raise(low);
            painter.move(low, 200, 20);
            assertThat(screen.moves()).isGreaterThan(before);
            ScreenLayout after = screen.layout();
            assertThat(after.panes()).extracting(p -> p.target().window()).containsExactly(high, low);
            assertThat(pane(after, low).rects()).containsExactly(new Rect(200, 20, 100, 100));
            painter.focus(high);
            assertThat(screen.layout().focused()).isEqualTo(high);
            long quiet = screen.moves();
            assertThat(screen.moves()).isEqualTo(quiet);
            painter.popup(new Rect(5, 5, 5, 5), 0);
            painter.destroy(high);
            assertThat(screen.layout().panes()).noneMatch(of(high));
        }
    }

    private static String real(String command) {
        try {
            return java.nio.file.Path.of(command).toRealPath().toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("a window that contradicts the server about its process is of unknown owner")
    void liar() throws Exception {
        try (TestServer server = new TestServer("640x480x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int liar = painter.popup(WINDOW, 0xff);
            painter.property(liar, "_NET_WM_PID", "CARDINAL", 1);
            painter.text(liar, "WM_CLASS", "one\0Two\0");
            Target target = pane(screen.layout(), liar).target();
            assertThat(target.scope()).isEqualTo(Target.Scope.UNKNOWN);
            assertThat(target.application().verified()).isFalse();
            assertThat(target.application().windowClass()).isEqualTo("Two");
            painter.property(liar, "WM_STATE", "WM_STATE", 1, 0);
            assertThat(pane(screen.layout(), liar).target().scope())
                    .as("the rules decide about a managed window, as they do about its keys")
                    .isEqualTo(Target.Scope.WINDOW);
        }
    }

    @Test
    @DisplayName("a shaped window covers its shape, a translucent one is not opaque, a border belongs to nobody")
    void looks() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter painter = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int shaped = painter.popup(new Rect(10, 10, 100, 100), 0xff);
            painter.shape(shaped, new Rect(0, 0, 20, 20), new Rect(50, 50, 500, 10));
            int glass = painter.argb(new Rect(300, 10, 50, 50), 0x80ffffff);
            int faded = painter.popup(new Rect(400, 10, 50, 50), 0xff);
            painter.property(faded, "_NET_WM_WINDOW_OPACITY", "CARDINAL", 0x7fffffff);
            int whole = painter.popup(new Rect(500, 10, 50, 50), 0xff);
            painter.property(whole, "_NET_WM_WINDOW_OPACITY", "CARDINAL", -1);
            int partly = painter.argb(new Rect(600, 10, 50, 50), -1);
            painter.property(partly, "_NET_WM_OPAQUE_REGION", "CARDINAL", 5, 5, 40, 400);
            int framed = painter.map(painter.window(painter.root(), new Rect(700, 10, 50, 50), 3, 0xff, true));
            ScreenLayout layout = screen.layout();
            assertThat(pane(layout, shaped).rects())
                    .containsExactlyInAnyOrder(new Rect(10, 10, 20, 20), new Rect(60, 60, 50, 10));
            assertThat(pane(layout, glass).opaque()).isFalse();
            assertThat(pane(layout, faded).opaque()).isFalse();
            assertThat(pane(layout, whole).opaque()).isTrue();
            assertThat(layout.panes().stream().filter(of(partly)))
                    .extracting(Pane::rects, Pane::opaque)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(List.of(new Rect(600, 10, 50, 50)), false),
                            org.assertj.core.groups.Tuple.tuple(List.of(new Rect(605, 15, 40, 45)), true));
            int at = layout.panes().indexOf(pane(layout, framed));
            assertThat(pane(layout, framed).rects()).containsExactly(new Rect(703, 13, 50, 50));
            Pane border = layout.panes().get(at - 1);
            assertThat(border.target().scope()).isEqualTo(Target.Scope.UNKNOWN);
            assertThat(border.rects()).containsExactly(new Rect(700, 10, 56, 56));
        }
    }

    @Test
    @DisplayName("a frame, its client, what another client put into it, and what lies above that are told apart")
    void embedded() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter manager = new Painter(server.display());
                Painter client = new Painter(server.display());
                Painter guest = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int frame = manager.popup(new Rect(100, 100, 300, 200), 0x111111);
            int window = client.window(client.root(), new Rect(0, 0, 280, 400), 0, 0x222222, false);
            client.property(window, "WM_STATE", "WM_STATE", 1, 0);
            manager.reparent(window, frame, 10, 20);
            client.map(window);
            int inside = guest.window(guest.root(), new Rect(0, 0, 50, 50), 0, 0x333333, false);
            guest.reparent(inside, window, 5, 5);
            guest.map(inside);
            int above = client.map(client.window(window, new Rect(40, 40, 100, 100), 0, 0x444444, false));
            int button = manager.map(manager.window(frame, new Rect(0, 0, 15, 25), 0, 0x555555, false));
            assertThat(above).isNotZero();
            assertThat(button).isNotZero();
            ScreenLayout layout = screen.layout();
            assertThat(layout.panes())
                    .extracting(p -> p.target().window(), p -> p.target().scope(), Pane::rects)
                    .containsExactly(
                            tuple(0, Target.Scope.UNKNOWN, new Rect(100, 100, 300, 200)),
                            tuple(window, Target.Scope.WINDOW, new Rect(110, 120, 280, 180)),
                            tuple(window, Target.Scope.WINDOW, new Rect(115, 125, 50, 50)),
                            tuple(window, Target.Scope.WINDOW, new Rect(150, 160, 100, 100)),
                            tuple(0, Target.Scope.UNKNOWN, new Rect(100, 100, 15, 25)));
            client.focus(above);
            assertThat(screen.layout().focused()).isEqualTo(window);
        }
    }

    @Test
    @DisplayName("what was read once is read again when a window comes deep inside, or becomes another's")
    void readsAgain() throws Exception {
        try (TestServer server = new TestServer("1280x800x24");
                Painter client = new Painter(server.display());
                Painter guest = new Painter(server.display());
                X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR)) {
            int window = client.popup(new Rect(100, 100, 300, 200), 0x111111);
            int middle = client.map(client.window(window, new Rect(10, 10, 200, 100), 0, 0x222222, true));
            int inner = client.map(client.window(middle, new Rect(10, 10, 100, 50), 0, 0x333333, true));
            assertThat(screen.layout().panes()).hasSize(1);
            long before = screen.moves();
            int inside = guest.window(inner, new Rect(1, 1, 20, 20), 0, 0x444444, true);
            guest.map(inside);
            assertThat(screen.moves()).isGreaterThan(before);
            assertThat(screen.layout().panes())
                    .extracting(Pane::rects)
                    .containsExactly(List.of(new Rect(100, 100, 300, 200)), List.of(new Rect(121, 121, 20, 20)));
            client.move(middle, 20, 20);
            assertThat(screen.layout().panes().get(1).rects()).containsExactly(new Rect(131, 131, 20, 20));
            assertThat(screen.layout().panes().get(0).target().scope()).isEqualTo(Target.Scope.WINDOW);
            client.property(window, "WM_STATE", "WM_STATE", 1, 0);
            client.property(window, "_NET_WM_PID", "CARDINAL", 1);
            client.unmap(window);
            client.map(window);
            Target target = screen.layout().panes().get(0).target();
            assertThat(target.scope()).as("managed now").isEqualTo(Target.Scope.WINDOW);
            assertThat(target.application().verified()).as("asked again").isFalse();
        }
    }

    private static org.assertj.core.groups.Tuple tuple(int window, Target.Scope scope, Rect rect) {
        return org.assertj.core.groups.Tuple.tuple(window, scope, List.of(rect));
    }

    @Test
    @DisplayName("under a compositor that is not trusted nothing can be told: one unknown pane covers the desktop")
    void compositor() throws Exception {
        String java = ProcessHandle.current()
                .info()
                .command()
                .map(X11ScreenTest::real)
                .orElseThrow();
        try (TestServer server = new TestServer("640x480x24");
                Painter painter = new Painter(server.display());
                X11Screen wary = new X11Screen(server.display(), NO_COMPOSITOR);
                X11Screen trusting = new X11Screen(server.display(), Set.of(java))) {
            int window = painter.popup(WINDOW, 0xff);
            assertThat(wary.layout().panes()).hasSize(1);
            painter.own(window, "_NET_WM_CM_S0");
            List<Pane> panes = wary.layout().panes();
            assertThat(panes.get(panes.size() - 1))
                    .isEqualTo(new Pane(Target.UNKNOWN, List.of(new Rect(0, 0, 640, 480)), true));
            assertThat(wary.health().state()).isEqualTo(SourceHealth.State.DEGRADED);
            assertThat(wary.health().detail()).contains("trustedCompositors").contains(java);
            assertThat(trusting.layout().panes()).hasSize(1);
            painter.destroy(window);
            assertThat(wary.layout().panes()).isEmpty();
            assertThat(wary.health().state()).isEqualTo(SourceHealth.State.OK);
        }
    }

    @Test
    @DisplayName("a server that dies is an exception and a failed health, and the listener is told")
    void lost() throws Exception {
        try (TestServer server = new TestServer("640x480x24")) {
            X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR);
            AtomicInteger calls = new AtomicInteger();
            screen.onChange(calls::incrementAndGet);
            grab(screen, WINDOW);
            server.kill();
            assertThatThrownBy(() -> grab(screen, WINDOW))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed the connection");
            assertThatThrownBy(screen::layout).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(screen::changed).isInstanceOf(IllegalStateException.class);
            TestServer.until("the listener is told", () -> calls.get() == 1);
            assertThat(screen.health().state()).isEqualTo(SourceHealth.State.FAILED);
            screen.close();
            assertThat(threads()).isZero();
        }
    }

    @Test
    @DisplayName("a server that hangs does not keep the end from coming within two seconds")
    void hung() throws Exception {
        try (TestServer server = new TestServer("640x480x24")) {
            X11Screen screen = new X11Screen(server.display(), NO_COMPOSITOR);
            server.signal("STOP");
            try {
                Thread grabbing = new Thread(() -> {
                    try {
                        grab(screen, WINDOW);
                    } catch (IllegalStateException e) {
                        // What it waits for.
                    }
                });
                grabbing.start();
                TestServer.until("it waits", () -> screen.busy());
                screen.close();
                grabbing.join(5000);
                assertThat(grabbing.isAlive()).isFalse();
                assertThat(threads()).isZero();
            } finally {
                server.signal("CONT");
            }
        }
    }

    @Test
    @DisplayName("after the end every call throws; nothing is left, not even shared memory")
    void closed() throws Exception {
        try (TestServer server = new TestServer("640x480x24")) {
            X11FrameSource source = new X11FrameSource(server.display());
            assertThat(source.desktop()).isEqualTo("x11:" + server.display());
            source.grab(WINDOW, new int[1200], 0, 40);
            assertThat(source.health().records()).isEqualTo(1);
            source.stop();
            source.stop();
            assertThatThrownBy(source::layout)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> source.grab(WINDOW, new int[1200], 0, 40))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(source::changed).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(source::moves).isInstanceOf(IllegalStateException.class);
            assertThat(source.health()).isNotNull();
            assertThat(threads()).isZero();
            String maps = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/maps"));
            assertThat(maps).doesNotContain("/SYSV");
        }
    }

    @Test
    @DisplayName("a display that is not there and a wrong setting are refused in words")
    void refused() {
        assertThatThrownBy(() -> new X11FrameSource(":4711"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":4711");
        assertThatThrownBy(() -> new X11FrameSource(":4711", "picom"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trustedCompositors 'picom'")
                .hasMessageContaining("allowed");
    }

    @ParameterizedTest
    @CsvSource({":0,x11::0", ":0.0,x11::0", "unix:0,x11::0", ":0.1,x11::0.1", "box:10.0,x11:box:10", "box:1,x11:box:1"})
    @DisplayName("one desktop has one name")
    void names(String display, String desktop) {
        assertThat(X11Screen.desktop(display)).isEqualTo(desktop);
    }
}
