package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oriel.tck.FakeScreen;

class PngTest {
    private static int[] picture(Random random, int width, int height) {
        int kind = random.nextInt(5);
        int[] pixels = new int[width * height];
        int colours = 1 + random.nextInt(400);
        int[] few = random.ints(colours, 0, 1 << 24).toArray();
        var text = FakeScreen.text(0xFFFFFF, 0x202020, "The quick brown fox jumps over the lazy dog, again and again");
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = switch (kind) {
                    case 0 -> random.nextInt(1 << 24);
                    case 1 -> few[random.nextInt(colours)];
                    case 2 -> few[y / 7 * 31 % colours];
                    case 3 -> text.applyAsInt(x, y % 16) + (x / 50 << 4) & 0xFFFFFF;
                    default -> 0;
                };
            }
        }
        return pixels;
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("what is written reads back, by us and by somebody else")
    void roundTrip(int seed) throws IOException {
        Random random = new Random(seed);
        int stride = 1 + random.nextInt(seed % 10 == 0 ? 3_000 : 300);
        int height = 1 + random.nextInt(120);
        int[] pixels = picture(random, stride, height);
        int x = random.nextInt(stride);
        int width = stride - x;
        byte[] png = PngWriter.write(pixels, x, stride, width, height);
        int[] expected = new int[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * stride + x, expected, y * width, width);
        }
        assertThat(PngReader.read(png, width, height)).isEqualTo(expected);
        BufferedImage other = ImageIO.read(new ByteArrayInputStream(png));
        int[] theirs = other.getRGB(0, 0, width, height, null, 0, width);
        assertThat(Arrays.stream(theirs).map(p -> p & 0xFFFFFF).toArray()).isEqualTo(expected);
    }

    @Test
    @DisplayName("a desktop of 16,000 pixels in a row, and noise, which no code makes shorter")
    void large() {
        int[] wide = picture(new Random(3), 16_000, 40);
        assertThat(PngReader.read(PngWriter.write(wide, 0, 16_000, 16_000, 40), 16_000, 40))
                .isEqualTo(wide);
        int[] noise = new Random(5).ints(400 * 400, 0, 1 << 24).toArray();
        byte[] png = PngWriter.write(noise, 0, 400, 400, 400);
        assertThat(png.length).isLessThan(400 * 400 * 3 * 21 / 20);
        assertThat(PngReader.read(png, 400, 400)).isEqualTo(noise);
    }

    @Test
    @DisplayName("nothing but the picture is in it")
    void noMetadata() {
        byte[] png = PngWriter.write(new int[100], 0, 10, 10, 10);
        String text = new String(png, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).contains("IHDR", "PLTE", "IDAT", "IEND").doesNotContain("tEXt", "tIME", "eXIf", "pHYs");
        assertThat(png.length).isLessThan(120);
    }

    @Test
    @DisplayName("what is no picture of ours, or cut off, is refused")
    void refused() {
        byte[] png = PngWriter.write(new Random(1).ints(900, 0, 1 << 24).toArray(), 0, 30, 30, 30);
        for (int length : new int[] {0, 7, 20, 40, png.length / 2}) {
            assertThatThrownBy(() -> PngReader.read(Arrays.copyOf(png, length), 30, 30))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PngReader.read(png, 31, 30)).isInstanceOf(IllegalArgumentException.class);
    }
}
