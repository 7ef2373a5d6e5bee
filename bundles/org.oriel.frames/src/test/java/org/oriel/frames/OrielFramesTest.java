package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.Element;
import org.oriel.api.event.Frame;
import org.oriel.api.event.FrameMask;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.FrameRedactor;
import org.oriel.api.redact.Picture;
import org.oriel.api.redact.PictureView;
import org.oriel.api.redact.TextPolicy;
import org.oriel.host.FrameDesk;
import org.oriel.host.FrameTies;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeScreen;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrielFramesTest {
    private static final String GOOD = "/usr/bin/good";
    private static final String OTHER = "/usr/bin/other";
    private static final String BAD = "/usr/bin/bad";
    private static final int WHITE = 0x00FF00;
    private static final int CANARY = 0xC0FFEE;
    private static final long MILLI = 1_000_000L;

    private final FakeScreen screen = new FakeScreen(200, 120);
    private final FakeDesk desk = new FakeDesk();
    private final CapturingLogger logger = new CapturingLogger();
    private final AtomicInteger ids = new AtomicInteger();
    private OrielFrames frames;

    private Settings settings =
            new Settings(5 * MILLI, 200 * MILLI, 0, 100 * MILLI, 1_000_000, "png", 1 << 30, false, 1.0, 2_000 * MILLI);

    @BeforeEach
    void windows() {
        desk.allow(GOOD, TextPolicy.KEEP_ALL);
        screen.add(FakeScreen.window(1, GOOD), new Rect(10, 10, 100, 80), WHITE);
        screen.focus(1);
    }

    private void start() {
        frames = new OrielFrames(desk, screen, logger.logger(), settings, System::nanoTime);
        frames.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (frames != null) {
            frames.stop();
        }
    }

    private static boolean hasPicture(Frame frame) {
        return !frame.image().isEmpty();
    }

    private FrameTies.Ties click(long nanos) {
        return desk.ties()
                .acted(FakeScreen.DESKTOP, 1, nanos, new PointerButton(true, 1, new Point(0, 1, 1), Set.of()));
    }

    private Frame after(FrameTies.Ties ties) {
        return desk.await(frame -> frame.frame().equals(ties.after()));
    }

    private void redactor(Function<Picture, List<FrameMask>> masks) {
        frames.redactors()
                .add(
                        new FrameRedactor() {
                            @Override
                            public Set<String> classes() {
                                return Set.of("TEXT");
                            }

                            @Override
                            public List<FrameMask> masks(Picture picture, PictureView view) {
                                return masks.apply(picture);
                            }
                        },
                        "test",
                        0,
                        ids.incrementAndGet());
    }

    @Test
    @DisplayName("the first frame shows the admitted window on black, with its rectangles, and nothing of the other")
    void first() {
        screen.add(FakeScreen.window(2, BAD), new Rect(50, 40, 100, 60), CANARY);
        start();
        Frame frame = desk.await(OrielFramesTest::hasPicture);
        assertThat(frame.trigger()).isEqualTo("start");
        assertThat(frame.frame()).isEqualTo("f1");
        assertThat(frame.area()).isEqualTo(new Rect(0, 0, 200, 120));
        assertThat(frame.shown()).allSatisfy(shown -> assertThat(shown.window()).isEqualTo("w1"));
        int[] pixels = desk.pixels(frame);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 200; x++) {
                boolean seen = x >= 10 && x < 110 && y >= 10 && y < 90 && !(x >= 50 && y >= 40);
                assertThat(pixels[y * 200 + x]).isEqualTo(seen ? WHITE : 0);
            }
        }
    }

    @Test
    @DisplayName(
            "an action gets the frame before it and the settled one after it; without a change it is the same image")
    void ties() {
        start();
        Frame first = desk.await(OrielFramesTest::hasPicture);
        long acted = System.nanoTime();
        FrameTies.Ties ties = click(acted);
        assertThat(ties.before()).isEqualTo("f1");
        assertThat(ties.after()).isEqualTo("f2");
        assertThat(click(acted + 1).after()).isEqualTo("f2");
        Frame same = after(ties);
        assertThat(same.image()).isEqualTo(first.image());
        assertThat(same.trigger()).isEqualTo("action");
        assertThat(desk.stored()).isEqualTo(1);
        screen.paint(1, new Rect(20, 20, 10, 10), (x, y) -> x < 20 ? 0xFF : WHITE);
        Frame other = after(click(System.nanoTime()));
        assertThat(other.image()).isNotEqualTo(first.image());
        assertThat(desk.pixels(other)[15 * 200 + 15]).isEqualTo(0xFF);
        // An action that becomes known late finds the frame that was taken meanwhile.
        assertThat(click(acted - 1_000 * MILLI)).isEqualTo(new FrameTies.Ties("", first.frame()));
    }

    @Test
    @DisplayName("while nothing changes nothing is grabbed; a change is, once it settled")
    void quiet() {
        start();
        desk.await(OrielFramesTest::hasPicture);
        after(click(System.nanoTime()));
        int grabs = screen.grabs();
        screen.paint(1, new Rect(20, 20, 10, 10), (x, y) -> 0x123456);
        Frame change = desk.await(frame -> frame.trigger().equals("change"));
        assertThat(desk.pixels(change)[50 * 200 + 50]).isEqualTo(0x123456);
        assertThat(screen.grabs()).isEqualTo(grabs + 1);
    }

    @Test
    @DisplayName("while the keyboard is elsewhere nothing is taken, and an action's frame is missing")
    void notFocused() {
        screen.add(FakeScreen.window(2, BAD), new Rect(150, 90, 10, 10), CANARY);
        screen.focus(2);
        start();
        Frame frame = after(click(System.nanoTime()));
        assertThat(frame.missing()).isEqualTo("not-admitted");
        assertThat(frame.shown()).isEmpty();
        assertThat(screen.grabs()).isZero();
    }

    @Test
    @DisplayName("what moves between layout and copy costs the frame, and never shows what was below")
    void layoutChanges() {
        screen.add(FakeScreen.window(2, BAD), new Rect(0, 0, 200, 120), CANARY);
        screen.raise(1);
        AtomicInteger moves = new AtomicInteger();
        Runnable move = new Runnable() {
            @Override
            public void run() {
                moves.incrementAndGet();
                screen.move(1, 1, 0);
                screen.beforeGrab(this);
            }
        };
        screen.beforeGrab(move);
        start();
        Frame lost = after(click(System.nanoTime()));
        assertThat(lost.missing()).isEqualTo("layout-changed");
        screen.beforeGrab(() -> {});
        Frame kept = desk.await(OrielFramesTest::hasPicture);
        assertThat(desk.pixels(kept)).doesNotContain(CANARY).contains(WHITE);
        assertThat(moves.get()).isPositive();
    }

    @Test
    @DisplayName("typed text that is held is masked where the window changed; nothing else is")
    void typing() {
        start();
        desk.await(OrielFramesTest::hasPicture);
        desk.typed(new FrameDesk.Typed(FakeScreen.DESKTOP, 1, true, System.nanoTime(), 0));
        screen.paint(1, new Rect(30, 30, 20, 10), (x, y) -> x >= 20 && x < 40 && y >= 20 && y < 30 ? CANARY : WHITE);
        Frame held = after(click(System.nanoTime()));
        assertThat(desk.pixels(held)).doesNotContain(CANARY).contains(WHITE);
        assertThat(held.masks())
                .isNotEmpty()
                .allSatisfy(mask -> assertThat(mask.type()).isEqualTo("TYPING"));
        // It is told, and nothing of it was masked.
        desk.typed(new FrameDesk.Typed(FakeScreen.DESKTOP, 1, false, 0, 0));
        assertThat(desk.pixels(after(click(System.nanoTime())))).contains(CANARY);
    }

    @Test
    @DisplayName("typed text that was masked stays masked on the screen, also when it was typed between two frames")
    void sticky() {
        start();
        desk.await(OrielFramesTest::hasPicture);
        screen.paint(1, new Rect(30, 30, 20, 10), (x, y) -> x >= 20 && x < 40 && y >= 20 && y < 30 ? CANARY : WHITE);
        desk.typed(new FrameDesk.Typed(FakeScreen.DESKTOP, 1, false, 0, 1));
        assertThat(desk.pixels(after(click(System.nanoTime())))).doesNotContain(CANARY);
        screen.paint(
                1,
                new Rect(100, 80, 5, 5),
                (x, y) -> x >= 20 && x < 40 && y >= 20 && y < 30 ? CANARY : x > 95 ? 7 : WHITE);
        screen.move(1, 30, 5);
        Frame later = after(click(System.nanoTime()));
        assertThat(desk.pixels(later)).doesNotContain(CANARY).contains(7);
    }

    @Test
    @DisplayName("a protected field is masked whole with a margin, before and after the keyboard left it")
    void fields() {
        start();
        desk.await(OrielFramesTest::hasPicture);
        CountDownLatch asked = new CountDownLatch(1);
        Rect bounds = new Rect(40, 40, 40, 10);
        Element field = new Element("password text", Sensitive.of(""), bounds, true, true);
        frames.extractors()
                .add(
                        window -> {
                            asked.countDown();
                            return window == 1 ? Optional.of(field) : Optional.empty();
                        },
                        "test",
                        0,
                        1);
        Frame frame = after(click(System.nanoTime()));
        assertThat(frame.masks()).contains(new FrameMask(new Rect(32, 35, 56, 20), "FIELD", "protected"));
        assertThat(desk.pixels(frame)[36 * 200 + 33]).isZero();
        frames.extractors().remove(1);
        assertThat(desk.pixels(after(click(System.nanoTime())))[36 * 200 + 33]).isZero();
        assertThat(asked.getCount()).isZero();
    }

    @Test
    @DisplayName("without a redactor no text that must be looked at is kept; with one its masks are black")
    void redactors() {
        desk.allow(GOOD, TextPolicy.DEFAULT_DENY);
        start();
        assertThat(after(click(System.nanoTime())).missing()).isEqualTo("no-redactor");
        redactor(picture -> List.of(new FrameMask(new Rect(20, 20, 30, 10), "TEXT", "test")));
        Frame frame = after(click(System.nanoTime()));
        assertThat(frame.masks()).containsExactly(new FrameMask(new Rect(20, 20, 30, 10), "TEXT", "test"));
        int[] pixels = desk.pixels(frame);
        assertThat(pixels[25 * 200 + 30]).isZero();
        assertThat(pixels[25 * 200 + 60]).isEqualTo(WHITE);
    }

    @Test
    @DisplayName("a redactor that comes late is reason enough for a frame")
    void lateRedactor() {
        desk.allow(GOOD, TextPolicy.MASK_DETECTED);
        start();
        desk.await(frame -> frame.missing().equals("no-redactor"));
        redactor(picture -> List.of());
        assertThat(desk.await(OrielFramesTest::hasPicture).trigger()).isEqualTo("change");
    }

    @Test
    @DisplayName("a redactor that throws costs the picture; three times in a row, every picture until it is replaced")
    void badRedactor() {
        desk.allow(GOOD, TextPolicy.DEFAULT_DENY);
        start();
        AtomicInteger calls = new AtomicInteger();
        redactor(picture -> {
            calls.incrementAndGet();
            throw new IllegalStateException("geheim");
        });
        for (int i = 0; i < 5; i++) {
            assertThat(after(click(System.nanoTime())).missing()).isIn("redactor-failed", "busy", "no-redactor");
        }
        desk.await(frame -> logger.lines("WARN").stream().anyMatch(line -> line.contains("suspended")));
        assertThat(desk.images()).isEmpty();
        assertThat(logger.lines().toString()).doesNotContain("geheim");
        frames.redactors().remove(1);
        redactor(picture -> List.of());
        assertThat(after(click(System.nanoTime())).missing()).isEmpty();
    }

    @Test
    @DisplayName("a redactor that hangs costs pictures and not more; the end does not wait for it")
    void hangingRedactor() throws InterruptedException {
        desk.allow(GOOD, TextPolicy.DEFAULT_DENY);
        start();
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        redactor(picture -> {
            in.countDown();
            while (true) {
                try {
                    if (never.await(30, TimeUnit.SECONDS)) {
                        return List.of();
                    }
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
            }
        });
        FrameTies.Ties hanging = click(System.nanoTime());
        assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
        FrameTies.Ties waiting = click(System.nanoTime() + 300 * MILLI);
        assertThat(waiting.after()).isNotEqualTo(hanging.after());
        frames.stop();
        // They were promised, so they are told; the picture is not.
        assertThat(after(hanging).missing()).isIn("stopped", "busy");
        assertThat(after(waiting).missing()).isIn("stopped", "busy");
        assertThat(desk.images()).isEmpty();
        never.countDown();
    }

    @Test
    @DisplayName("a blank application is painted over whole, and needs no redactor")
    void blank() {
        desk.allow(OTHER, TextPolicy.BLANK);
        screen.add(FakeScreen.window(3, OTHER), new Rect(120, 20, 40, 40), CANARY);
        start();
        Frame frame = desk.await(OrielFramesTest::hasPicture);
        assertThat(desk.pixels(frame)).doesNotContain(CANARY).contains(WHITE);
        assertThat(frame.masks()).containsExactly(new FrameMask(new Rect(120, 20, 40, 40), "TEXT", "blank"));
    }

    @Test
    @DisplayName("a screen that throws is lost, told once, and found again")
    void lost() {
        screen.fail(new IllegalStateException("geheim"));
        settings = new Settings(
                5 * MILLI, 200 * MILLI, 0, 100 * MILLI, 1_000_000, "png", 1 << 30, false, 1.0, 2_000 * MILLI);
        screen.fail(null);
        start();
        desk.await(OrielFramesTest::hasPicture);
        screen.fail(new IllegalStateException("geheim"));
        assertThat(after(click(System.nanoTime())).missing()).isEqualTo("screen-lost");
        assertThat(after(click(System.nanoTime() + 300 * MILLI)).missing()).isEqualTo("screen-lost");
        assertThat(logger.lines("WARN"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).doesNotContain("geheim"));
        screen.fail(null);
        screen.paint(1, new Rect(20, 20, 10, 10), (x, y) -> 0x123456);
        Frame back = desk.await(frame -> hasPicture(frame) && desk.pixels(frame)[50 * 200 + 50] == 0x123456);
        assertThat(back.missing()).isEmpty();
    }

    @Test
    @DisplayName("no room in the store: told as missing once there is room, and pictures come again")
    void full() {
        start();
        desk.await(OrielFramesTest::hasPicture);
        desk.full(true);
        screen.paint(1, new Rect(20, 20, 10, 10), (x, y) -> 0x123456);
        FrameTies.Ties ties = click(System.nanoTime());
        assertThat(ties.after()).isNotEmpty();
        int grabs = screen.grabs();
        long end = System.nanoTime() + 20_000 * MILLI;
        while (screen.grabs() == grabs && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        // The picture was refused by now, or is about to be: a second one waits behind it.
        desk.full(false);
        assertThat(after(ties).missing()).isIn("store-full", "");
        screen.paint(1, new Rect(20, 20, 10, 10), (x, y) -> 0x654321);
        assertThat(desk.pixels(after(click(System.nanoTime())))[50 * 200 + 50]).isEqualTo(0x654321);
    }

    @Test
    @DisplayName("another resolution, a monitor less, a desktop of 16,000 pixels: each is taken as it is")
    void resize() {
        start();
        desk.await(OrielFramesTest::hasPicture);
        Rect wide = new Rect(0, 0, 16_000, 120);
        screen.resize(
                wide,
                List.of(
                        new Monitor("A", new Rect(0, 0, 300, 120), 1),
                        new Monitor("B", new Rect(300, 0, 15_700, 120), 1)));
        Frame large = desk.await(frame -> hasPicture(frame) && frame.width() != 200);
        // More than a million pixels: the monitor of the window that has the keyboard.
        assertThat(large.area()).isEqualTo(new Rect(0, 0, 300, 120));
        screen.resize(new Rect(0, 0, 64, 64), List.of(new Monitor("A", new Rect(0, 0, 64, 64), 1)));
        Frame small = desk.await(frame -> hasPicture(frame) && frame.width() == 64);
        assertThat(desk.pixels(small)).hasSize(64 * 64).contains(WHITE);
        screen.resize(wide, List.of());
        assertThat(after(click(System.nanoTime())).missing()).isEqualTo("too-large");
    }

    @Test
    @DisplayName("a session that is over costs nothing but the frames; nothing is kept after the end")
    void over() throws InterruptedException {
        start();
        desk.await(OrielFramesTest::hasPicture);
        int kept = desk.frames().size();
        desk.over();
        click(System.nanoTime());
        screen.paint(1, new Rect(20, 20, 10, 10), (x, y) -> 0x123456);
        frames.stop();
        assertThat(desk.frames()).hasSize(kept);
        assertThat(Arrays.asList(click(System.nanoTime()).after())).containsExactly("");
    }
}
