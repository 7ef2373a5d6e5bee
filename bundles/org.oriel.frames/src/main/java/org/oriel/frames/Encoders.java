package org.oriel.frames;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.event.Rect;
import org.oriel.host.FrameEncoder;
import org.oriel.host.Image;

/** PNG, and what the optional bundles add to it. Any thread. */
final class Encoders {
    static final String PNG = "png";

    private final List<FrameEncoder> others = new CopyOnWriteArrayList<>();

    void add(FrameEncoder encoder) {
        others.add(encoder);
    }

    void remove(FrameEncoder encoder) {
        others.remove(encoder);
    }

    /** The rectangle as the setting {@code codec} wants it; as PNG where nobody writes that. */
    Image.Patch encode(String codec, Canvas canvas, Rect rect) {
        int offset = rect.y() * canvas.width + rect.x();
        Optional<FrameEncoder> other =
                others.stream().filter(each -> each.name().equals(codec)).findFirst();
        if (other.isPresent()) {
            FrameEncoder encoder = other.get();
            try {
                byte[] bytes = encoder.encode(canvas.pixels, offset, canvas.width, rect.width(), rect.height());
                return new Image.Patch(rect, encoder.format(), bytes);
            } catch (IllegalArgumentException | IllegalStateException tooLargeOrGone) {
                // WebP and JPEG end at some 16,000 and 65,000 pixels; PNG does not.
                return png(canvas, offset, rect);
            }
        }
        return png(canvas, offset, rect);
    }

    private static Image.Patch png(Canvas canvas, int offset, Rect rect) {
        return new Image.Patch(
                rect, PNG, PngWriter.write(canvas.pixels, offset, canvas.width, rect.width(), rect.height()));
    }

    /** The pixels of {@code patch}. */
    int[] decode(Image.Patch patch) {
        int width = patch.rect().width();
        int height = patch.rect().height();
        if (patch.format().equals(PNG)) {
            return PngReader.read(patch.bytes(), width, height);
        }
        return others.stream()
                .filter(each -> each.format().equals(patch.format()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nobody reads " + patch.format() + ": start org.oriel.frames.codecs"))
                .decode(patch.bytes(), width, height);
    }
}
