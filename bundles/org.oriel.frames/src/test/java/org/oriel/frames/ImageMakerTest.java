package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Rect;
import org.oriel.host.Image;
import org.oriel.host.StoreException;

class ImageMakerTest {
    private static final int WIDTH = 333;
    private static final int HEIGHT = 210;

    private final FakeDesk desk = new FakeDesk();
    private final ImageMaker images = new ImageMaker(new Encoders());

    private Image store(Canvas canvas) {
        String id = images.id(canvas);
        if (desk.knows(id)) {
            return desk.images().get(id);
        }
        Image image = images.make(id, canvas, "png", desk::knows);
        desk.offer(
                new Frame("f" + desk.frames().size(), id, canvas.bounds(), "", List.of(), List.of(), List.of(), ""),
                desk.time(1),
                image);
        return image;
    }

    static IntStream seeds() {
        return IntStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("every picture of a session reads back as it was, from one image and at most one below it")
    void readsBack(int seed) {
        Random random = new Random(seed);
        Canvas canvas =
                new Canvas(WIDTH, HEIGHT, random.ints(WIDTH * HEIGHT, 0, 3).toArray());
        Map<String, int[]> all = new HashMap<>();
        int patched = 0;
        for (int n = 0; n < 40; n++) {
            Image image = store(canvas);
            patched += image.base().isEmpty() ? 0 : 1;
            assertThat(image.base()).isNotEqualTo(image.id());
            if (!image.base().isEmpty()) {
                assertThat(desk.images().get(image.base()).base()).isEmpty();
            }
            all.put(image.id(), canvas.pixels.clone());
            int edits = random.nextInt(4);
            for (int i = 0; i < edits; i++) {
                Rect rect =
                        new Rect(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt(60), random.nextInt(60));
                Rect clipped = Region.intersect(rect, canvas.bounds());
                for (int y = clipped.y(); y < clipped.y() + clipped.height(); y++) {
                    Arrays.fill(
                            canvas.pixels,
                            y * WIDTH + clipped.x(),
                            y * WIDTH + clipped.x() + clipped.width(),
                            random.nextInt(1 << 24));
                }
            }
        }
        assertThat(patched).isPositive();
        all.forEach((id, pixels) -> assertThat(
                        desk.pixels(new Frame("", id, canvas.bounds(), "", List.of(), List.of(), List.of(), "")))
                .isEqualTo(pixels));
    }

    @Test
    @DisplayName("a small change is stored small; the id depends on the size too")
    void small() {
        Canvas canvas = new Canvas(
                WIDTH, HEIGHT, new Random(1).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray());
        Image whole = store(canvas);
        canvas.pixels[100 * WIDTH + 100] ^= 1;
        Image patch = store(canvas);
        assertThat(patch.base()).isEqualTo(whole.id());
        assertThat(patch.bytes()).isLessThan(1_500);
        assertThat(images.id(new Canvas(10, 20, new int[200])))
                .isNotEqualTo(images.id(new Canvas(20, 10, new int[200])))
                .hasSize(32);
    }

    @Test
    @DisplayName("when the whole one is forgotten the next is whole again, and what was based on it is gone")
    void forgotten() throws StoreException {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, new int[WIDTH * HEIGHT]);
        Image whole = store(canvas);
        canvas.pixels[0] = 5;
        Image patch = images.make(images.id(canvas), canvas, "png", id -> true);
        Image fresh = images.make(images.id(canvas), canvas, "png", id -> false);
        assertThat(patch.base()).isEqualTo(whole.id());
        assertThat(fresh.base()).isEmpty();
        FakeDesk other = new FakeDesk();
        Frame frame = new Frame("f1", patch.id(), canvas.bounds(), "", List.of(), List.of(), List.of(), "");
        assertThatThrownBy(() -> other.offer(frame, other.time(1), patch)).isInstanceOf(AssertionError.class);
        assertThat(new StoredPictures(other.store()).png(patch.id())).isEmpty();
    }

    private static Canvas noise(int seed) {
        return new Canvas(
                WIDTH, HEIGHT, new Random(seed).ints(WIDTH * HEIGHT, 0, 1 << 24).toArray());
    }

    @Test
    @DisplayName("back in a window that was seen before, what changed there is all that is stored")
    void toAndFro() {
        List<Canvas> windows = List.of(noise(1), noise(2), noise(3));
        List<Image> wholes = windows.stream().map(this::store).toList();
        for (int i = 0; i < windows.size(); i++) {
            windows.get(i).pixels[50 * WIDTH + 50] ^= 1;
            assertThat(store(windows.get(i)).base()).isEqualTo(wholes.get(i).id());
        }
    }

    @Test
    @DisplayName("patches that cost as much as a whole one are followed by a new whole one")
    void worn() {
        Canvas canvas = noise(4);
        Image whole = store(canvas);
        long patches = 0;
        int uses = 0;
        Image last = whole;
        for (int y = 0; y < 100 && last.base().equals(y == 0 ? "" : whole.id()); y++) {
            for (int x = 0; x < WIDTH; x++) {
                canvas.pixels[y * WIDTH + x] ^= 7;
            }
            last = store(canvas);
            patches += last.base().isEmpty() ? 0 : last.bytes();
            uses++;
        }
        assertThat(last.base()).as("a new whole one").isEmpty();
        assertThat(uses).isGreaterThan(3);
        assertThat(patches).isLessThan(2 * whole.bytes());
        canvas.pixels[200 * WIDTH] ^= 1;
        assertThat(store(canvas).base()).isEqualTo(last.id());
    }

    @Test
    @DisplayName("many small changes become few patches, none of them lost")
    void few() {
        List<Rect> rects = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rects.add(new Rect(i * 37 % 600 / 16 * 16, i * 53 % 600 / 16 * 16, 16, 16));
        }
        Region changed = Region.of(rects);
        List<Rect> few = ImageMaker.few(changed);
        assertThat(few).hasSizeLessThan(49);
        assertThat(changed.minus(Region.of(few)).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("an image that does not fit together is refused, by name")
    void broken() {
        FakeDesk broken = new FakeDesk();
        Image.Patch outside = new Image.Patch(new Rect(5, 5, 10, 10), "png", new byte[0]);
        Image.Patch unknown = new Image.Patch(new Rect(0, 0, 5, 5), "bmp", new byte[0]);
        int n = 0;
        for (Image.Patch patch : List.of(outside, unknown)) {
            String id = "i" + n++;
            broken.offer(
                    new Frame("f" + n, id, new Rect(0, 0, 10, 10), "", List.of(), List.of(), List.of(), ""),
                    broken.time(1),
                    new Image(id, "", 10, 10, List.of(patch)));
            assertThatThrownBy(() -> new StoredPictures(broken.store()).png(id))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(id);
        }
    }
}
