package org.oriel.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Rect;
import org.oriel.host.Image;

/** Images and events that name them, a function of a number. */
final class ImageSamples {
    /** Of frames in a row, so many share a whole picture. */
    private static final int PER_KEY = 5;

    private ImageSamples() {}

    /** An image of random bytes; {@code base} is the id of a whole one or empty. */
    static Image image(long n, String base, int bytes, int patches) {
        Random random = new Random(n);
        List<Image.Patch> list = new ArrayList<>();
        for (int i = 0; i < patches; i++) {
            byte[] content = new byte[i < patches - 1 ? bytes / patches : bytes - bytes / patches * (patches - 1)];
            random.nextBytes(content);
            list.add(new Image.Patch(new Rect(i, i * 2, 100 + i, 50), i % 2 == 0 ? "png" : "webp", content));
        }
        return new Image(id(n), base, 1920, 1080, list);
    }

    static Image image(long n, int bytes) {
        return image(n, "", bytes, 1);
    }

    static String id(long n) {
        return String.format("%016x%016x", n * 0x9E3779B97F4A7C15L, n);
    }

    /** Image number {@code n} of a session: whole, or a few patches over the last whole one. */
    static Image inSession(long n) {
        long key = n - n % PER_KEY;
        int bytes = new Random(n).nextInt(n == key ? 200_000 : 3_000);
        return n == key ? image(n, "", bytes, 1) : image(n, id(key), bytes, 1 + (int) (n % 3));
    }

    /** The numbered event, but its body is a frame that names an image. */
    static CaptureEvent frame(CaptureEvent event, String image) {
        return event.withBody(new Frame(image, 1920, 1080, List.of()));
    }

    static CaptureEvent frame(long n, String image) {
        return frame(EventSamples.numbered(n), image);
    }

    static void assertSame(Optional<Image> found, Image expected) {
        assertThat(found).isPresent();
        assertThat(same(found.get(), expected)).as("image as it was stored").isTrue();
    }

    static boolean same(Image a, Image b) {
        if (!a.id().equals(b.id())
                || !a.base().equals(b.base())
                || a.width() != b.width()
                || a.height() != b.height()
                || a.patches().size() != b.patches().size()) {
            return false;
        }
        for (int i = 0; i < a.patches().size(); i++) {
            Image.Patch x = a.patches().get(i);
            Image.Patch y = b.patches().get(i);
            if (!x.rect().equals(y.rect())
                    || !x.format().equals(y.format())
                    || !java.util.Arrays.equals(x.bytes(), y.bytes())) {
                return false;
            }
        }
        return true;
    }
}
