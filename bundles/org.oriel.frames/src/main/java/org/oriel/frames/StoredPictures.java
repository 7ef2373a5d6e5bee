package org.oriel.frames;

import java.util.Optional;
import org.oriel.api.event.Rect;
import org.oriel.host.EventStore;
import org.oriel.host.FrameEncoder;
import org.oriel.host.Image;
import org.oriel.host.Pictures;
import org.oriel.host.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Puts stored pictures together: a whole one, and what is painted over it. Any thread. */
@Component(name = "org.oriel.frames.pictures")
public final class StoredPictures implements Pictures {
    private static final long MOST_PIXELS = 1L << 28;

    private final EventStore store;
    private final Encoders encoders = new Encoders();

    /** Reads from {@code store}. */
    @Activate
    public StoredPictures(@Reference EventStore store) {
        this.store = store;
    }

    /** An encoder came. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addEncoder(FrameEncoder encoder) {
        encoders.add(encoder);
    }

    /** An encoder went. */
    void removeEncoder(FrameEncoder encoder) {
        encoders.remove(encoder);
    }

    @Override
    public Optional<byte[]> png(String id) throws StoreException {
        Optional<Image> found = store.image(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Image image = found.get();
        if (image.base().isEmpty() && image.patches().size() == 1) {
            Image.Patch only = image.patches().get(0);
            if (only.format().equals(Encoders.PNG)
                    && only.rect().equals(new Rect(0, 0, image.width(), image.height()))) {
                return Optional.of(only.bytes().clone());
            }
        }
        Optional<Image> base = image.base().isEmpty() ? Optional.empty() : store.image(image.base());
        if (!image.base().isEmpty() && base.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(compose(base, image));
        } catch (IllegalArgumentException e) {
            throw new StoreException(StoreException.Reason.CORRUPT, "image " + id + ": " + e.getMessage(), e);
        }
    }

    private byte[] compose(Optional<Image> base, Image image) {
        long size = (long) image.width() * image.height();
        if (image.width() < 1 || image.height() < 1 || size > MOST_PIXELS) {
            throw new IllegalArgumentException("a picture of " + image.width() + "x" + image.height());
        }
        Canvas canvas = new Canvas(image.width(), image.height(), new int[(int) size]);
        if (base.isPresent()) {
            if (base.get().width() != image.width() || base.get().height() != image.height()) {
                throw new IllegalArgumentException("the picture below it has another size");
            }
            paint(base.get(), canvas);
        }
        paint(image, canvas);
        return PngWriter.write(canvas.pixels, 0, canvas.width, canvas.width, canvas.height);
    }

    private void paint(Image image, Canvas canvas) {
        for (Image.Patch patch : image.patches()) {
            Rect rect = patch.rect();
            if (!Region.intersect(rect, canvas.bounds()).equals(rect)) {
                throw new IllegalArgumentException("a patch outside of the picture");
            }
            int[] pixels = encoders.decode(patch);
            for (int y = 0; y < rect.height(); y++) {
                System.arraycopy(
                        pixels,
                        y * rect.width(),
                        canvas.pixels,
                        (rect.y() + y) * canvas.width + rect.x(),
                        rect.width());
            }
        }
    }
}
