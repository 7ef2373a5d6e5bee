package org.oriel.frames;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.host.Image;

/**
 * Makes images of masked pictures: whole ones, and what differs from one of the last whole ones. So whoever reads needs
 * two images at most, and whoever goes back to another window finds what is based on that window's. One thread.
 */
final class ImageMaker {
    private static final int ID_BYTES = 16;
    private static final int CHUNK_PIXELS = 1 << 14;
    private static final int MOST_PATCHES = 48;
    private static final int BAND = 64;
    /** Patches beyond these shares of the whole cost more than a new whole one soon will. */
    private static final double MOST_AREA = 0.4;

    private static final double MOST_BYTES = 0.6;
    /** Whole ones that are remembered: as many as windows that one goes to and fro between. */
    private static final int KEYS = 6;

    private final Encoders encoders;
    private final byte[] chunk = new byte[CHUNK_PIXELS * Integer.BYTES];

    /** The one that was used last is the last. */
    private final List<KeyPicture> keys = new ArrayList<>();

    ImageMaker(Encoders encoders) {
        this.encoders = encoders;
    }

    /** SHA-256 of size and pixels, the first half of it. */
    String id(Canvas canvas) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
        digest.update(ByteBuffer.allocate(8)
                .putInt(canvas.width)
                .putInt(canvas.height)
                .flip());
        ByteBuffer bytes = ByteBuffer.wrap(chunk);
        int all = canvas.width * canvas.height;
        for (int from = 0; from < all; from += CHUNK_PIXELS) {
            int some = Math.min(CHUNK_PIXELS, all - from);
            bytes.clear();
            bytes.asIntBuffer().put(canvas.pixels, from, some);
            digest.update(chunk, 0, some * Integer.BYTES);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    /**
     * The image of a masked picture.
     *
     * @param known whether an image is still there to build upon
     */
    Image make(String id, Canvas canvas, String codec, Predicate<String> known) {
        Print print = Print.of(canvas.pixels, canvas.width, canvas.height);
        keys.removeIf(key -> !known.test(key.id));
        KeyPicture nearest = null;
        Region changed = Region.of(canvas.bounds());
        for (KeyPicture key : keys) {
            Region differs = print.changed(key.print);
            if (nearest == null || differs.size() < changed.size()) {
                nearest = key;
                changed = differs;
            }
        }
        if (nearest != null && !nearest.isWorn()) {
            Image patches = patches(id, canvas, codec, nearest, changed);
            if (patches != null) {
                nearest.based(patches.bytes());
                keys.remove(nearest);
                keys.add(nearest);
                return patches;
            }
        }
        Image whole = image(id, "", canvas, List.of(encoders.encode(codec, canvas, canvas.bounds())));
        if (nearest != null && nearest.isWorn()) {
            keys.remove(nearest);
        }
        keys.add(new KeyPicture(id, print, whole.bytes()));
        if (keys.size() > KEYS) {
            keys.remove(0);
        }
        return whole;
    }

    /** It did not get into the store: nothing can be based on it. */
    void lost(String id) {
        keys.removeIf(key -> key.id.equals(id));
    }

    private @Nullable Image patches(String id, Canvas canvas, String codec, KeyPicture key, Region changed) {
        if (changed.size() > MOST_AREA * canvas.width * canvas.height) {
            return null;
        }
        List<Image.Patch> patches = new ArrayList<>();
        long bytes = 0;
        for (Rect rect : few(changed)) {
            Image.Patch patch = encoders.encode(codec, canvas, rect);
            bytes += patch.bytes().length;
            if (bytes > MOST_BYTES * key.bytes) {
                return null;
            }
            patches.add(patch);
        }
        return image(id, key.id, canvas, patches);
    }

    private static Image image(String id, String base, Canvas canvas, List<Image.Patch> patches) {
        return new Image(id, base, canvas.width, canvas.height, patches);
    }

    /** Every patch has a head of its own: many of them become one per band. */
    static List<Rect> few(Region changed) {
        if (changed.rects().size() <= MOST_PATCHES) {
            return changed.rects();
        }
        Rect all = changed.bounds();
        List<Rect> bands = new ArrayList<>();
        for (int y = all.y(); y < all.y() + all.height(); y += BAND) {
            Rect band = changed.and(new Rect(all.x(), y, all.width(), BAND)).bounds();
            if (!Region.isEmpty(band)) {
                bands.add(band);
            }
        }
        return Region.merged(bands);
    }
}
