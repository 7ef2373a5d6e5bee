package org.oriel.frames.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.host.FrameEncoder;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeScreen;

class FrameCodecsTest {
    private static final int STRIDE = 220;
    private static final int WIDTH = 200;
    private static final int HEIGHT = 90;

    private static FrameEncoder encoder(String name) {
        CapturingLogger logger = new CapturingLogger();
        FrameEncoder found = FrameCodecs.encoders(logger.logger()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(found != null, () -> "skipped: " + logger.lines());
        return found;
    }

    private static int[] picture() {
        var text = FakeScreen.text(0xFFFFFF, 0x203040, "The quick brown fox", "jumps over", "the lazy dog");
        int[] pixels = new int[STRIDE * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = text.applyAsInt(i % STRIDE, i / STRIDE);
        }
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"webp", "webp-lossy", "jpeg"})
    @DisplayName("a part of a picture comes back: exactly where it is lossless, nearly where it is not")
    void roundTrip(String name) {
        FrameEncoder encoder = encoder(name);
        int[] pixels = picture();
        byte[] bytes = encoder.encode(pixels, STRIDE + 3, STRIDE, WIDTH, HEIGHT - 1);
        int[] back = encoder.decode(bytes, WIDTH, HEIGHT - 1);
        long error = 0;
        for (int y = 0; y < HEIGHT - 1; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int was = pixels[(y + 1) * STRIDE + 3 + x];
                int is = back[y * WIDTH + x];
                assertThat(is >>> 24).isZero();
                error += Math.abs((was >> 8 & 0xFF) - (is >> 8 & 0xFF));
            }
        }
        if (encoder.lossless()) {
            assertThat(error).isZero();
        } else {
            assertThat(error / (WIDTH * (HEIGHT - 1))).isLessThan(20);
        }
        assertThat(bytes.length).isLessThan(WIDTH * HEIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webp", "webp-lossy", "jpeg"})
    @DisplayName("what is no such picture, another size, or too large is refused")
    void refused(String name) {
        FrameEncoder encoder = encoder(name);
        byte[] bytes = encoder.encode(picture(), 0, STRIDE, WIDTH, HEIGHT);
        byte[] noise = new byte[500];
        new Random(1).nextBytes(noise);
        assertThatThrownBy(() -> encoder.decode(noise, WIDTH, HEIGHT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.decode(bytes, 20, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.encode(new int[70_000], 0, 70_000, 70_000, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a library that is missing is named with its package, and costs nothing else")
    void missing() {
        assertThatThrownBy(() -> Natives.bind(WebPNatives.class, "libnothere.so.9", "libnothere9"))
                .hasMessage("library libnothere.so.9 is missing: install the Debian package libnothere9");
    }
}
