package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oriel.api.event.Element;
import org.oriel.api.event.Rect;
import org.oriel.api.redact.TextPolicy;
import org.oriel.api.source.Target;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeScreen;

class CameraTest {
    private static final String GOOD = "/usr/bin/good";
    private static final String BAD = "/usr/bin/bad";
    private static final int WIDTH = 90;
    private static final int HEIGHT = 60;
    /** Bits that only windows have that are not admitted. */
    private static final int FORBIDDEN = 0x0000FF;

    private final Canvases canvases = new Canvases(1 << 24);

    private Camera camera(FakeScreen screen, FakeDesk desk) {
        Sticky sticky = new Sticky();
        Fields fields = new Fields(new Plugins<>("test", new CapturingLogger().logger(), () -> {}), desk, sticky);
        return new Camera(
                screen, desk, canvases, 1 << 20, System::nanoTime, new Typing(FakeScreen.DESKTOP, sticky), fields);
    }

    private static Rect place(Random random) {
        return new Rect(
                random.nextInt(WIDTH) - 10,
                random.nextInt(HEIGHT) - 10,
                1 + random.nextInt(40),
                1 + random.nextInt(30));
    }

    private static void add(FakeScreen screen, Random random, int id) {
        List<Rect> rects = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            rects.add(place(random));
        }
        boolean opaque = random.nextInt(4) > 0;
        if (random.nextInt(2) == 0) {
            Target target = FakeScreen.window(id, GOOD);
            screen.add(target, rects, opaque, (x, y) -> 0x010000 + (id << 8));
        } else {
            Target target = random.nextInt(4) == 0 ? Target.UNKNOWN : FakeScreen.window(id, BAD);
            screen.add(target, rects, opaque, (x, y) -> FORBIDDEN & (1 + x * 7 + y));
        }
    }

    private static void shuffle(FakeScreen screen, Random random, int windows) {
        int id = 1 + random.nextInt(windows);
        switch (random.nextInt(4)) {
            case 0 -> screen.raise(id);
            case 1 -> screen.move(id, random.nextInt(9) - 4, random.nextInt(9) - 4);
            case 2 -> screen.remove(id);
            default -> add(screen, random, windows + 1 + random.nextInt(50));
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("random stacks that move while frames are taken: no pixel of what is not admitted is in any")
    void noForbiddenPixel(int seed) throws InterruptedException {
        Random random = new Random(seed);
        FakeScreen screen = new FakeScreen(WIDTH, HEIGHT);
        FakeDesk desk = new FakeDesk();
        desk.allow(GOOD, TextPolicy.KEEP_ALL);
        int windows = 2 + random.nextInt(8);
        for (int id = 1; id <= windows; id++) {
            add(screen, random, id);
        }
        screen.add(FakeScreen.window(100, GOOD), place(random), 0x020000);
        screen.focus(100);
        Camera camera = camera(screen, desk);
        int taken = 0;
        for (int n = 0; n < 40; n++) {
            shuffle(screen, random, windows);
            if (random.nextInt(3) == 0) {
                screen.beforeGrab(() -> shuffle(screen, random, windows));
            }
            Optional<Shot> shot = shoot(camera);
            if (shot.isPresent()) {
                taken++;
                check(screen, shot.get());
                canvases.give(shot.get().canvas());
            }
        }
        assertThat(taken).isPositive();
    }

    private static Optional<Shot> shoot(Camera camera) throws InterruptedException {
        try {
            return Optional.of(camera.shoot(true));
        } catch (NoPicture e) {
            assertThat(e.reason()).isIn(NoPicture.LAYOUT_CHANGED, NoPicture.NOT_ADMITTED);
            return Optional.empty();
        }
    }

    /** The screen does not move any more: what is kept is what it shows, what is not is black and forbidden or nobody's. */
    private static void check(FakeScreen screen, Shot shot) {
        int[] pixels = shot.canvas().pixels;
        for (int i = 0; i < pixels.length; i++) {
            int colour = screen.colour(i % WIDTH, i / WIDTH);
            int pixel = pixels[i];
            if ((pixel & FORBIDDEN) != 0 || (pixel != 0 && pixel != colour)) {
                assertThat(pixel).as("pixel %d", i).isZero();
            }
        }
        for (Shot.Part part : shot.parts()) {
            Rect rect = part.rect();
            assertThat(pixels[rect.y() * WIDTH + rect.x()]).isEqualTo(screen.colour(rect.x(), rect.y()));
        }
    }

    @Test
    @DisplayName("a window that went away and was back before anybody looked again costs the frame")
    void backAgain() throws InterruptedException {
        FakeScreen screen = new FakeScreen(WIDTH, HEIGHT);
        FakeDesk desk = new FakeDesk();
        desk.allow(GOOD, TextPolicy.KEEP_ALL);
        screen.add(FakeScreen.window(2, BAD), List.of(new Rect(0, 0, WIDTH, HEIGHT)), true, (x, y) -> FORBIDDEN);
        screen.add(FakeScreen.window(1, GOOD), new Rect(0, 0, 40, 40), 0x010000);
        screen.focus(1);
        Camera camera = camera(screen, desk);
        screen.beforeGrab(() -> {
            screen.move(1, 5, 0);
            screen.beforeGrab(() -> {});
        });
        // While it is away the pixels are copied; then it comes back.
        screen.afterGrab(() -> screen.move(1, -5, 0));
        Optional<Shot> shot = shoot(camera);
        assertThat(shot).isPresent();
        assertThat(shot.get().canvas().pixels).doesNotContain(FORBIDDEN);
        assertThat(screen.grabs()).isEqualTo(2);
    }

    @Test
    @DisplayName("an element whose name is sensitive is masked; the top byte that a source leaves is removed")
    void namedField() throws Exception {
        FakeScreen screen = new FakeScreen(WIDTH, HEIGHT);
        FakeDesk desk = new FakeDesk();
        desk.allow(GOOD, TextPolicy.KEEP_ALL);
        screen.add(FakeScreen.window(1, GOOD), new Rect(0, 0, WIDTH, HEIGHT), 0xFF00AA00);
        screen.focus(1);
        Fields fields = new Fields(new Plugins<>("test", new CapturingLogger().logger(), () -> {}), desk, new Sticky());
        Shot shot = camera(screen, desk).shoot(true);
        assertThat(shot.canvas().pixels).containsOnly(0xAA00);
        Element plain =
                new Element("entry", org.oriel.api.event.Sensitive.of("City"), new Rect(1, 1, 9, 9), true, false);
        Element named =
                new Element("entry", org.oriel.api.event.Sensitive.of("4111"), new Rect(20, 20, 10, 10), true, false);
        assertThat(fields.masks(1, shot.seen(), List.of(plain, named)))
                .containsExactly(new Shot.Masked(new Rect(15, 15, 20, 20), "FIELD", "name"));
    }
}
