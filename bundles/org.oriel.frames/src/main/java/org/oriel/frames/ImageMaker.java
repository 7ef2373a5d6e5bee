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
 * Makes images of masked pictures: whole ones, and what differs from the last whole one. So whoever reads needs two
 * images at most. One thread.
 */
final class ImageMaker {
    private static final int ID_BYTES = 16;
    private static final int CHUNK_PIXELS = 1 << 14;
    private static final int MOST_PATCHES = 48;
    private static final int BAND = 64;
    /** Patches beyond these shares of the whole cost more than a new whole one soon will. */
    private static final double MOST_AREA = 0.4;

    private static final double MOST_BYTES = 0.6;
    /** Images upon one whole one: what it is deleted with must not be everything. */
    private static final int MOST_USES = 500;

    private final Encoders encoders;
    private final byte[] chunk = new byte[CHUNK_PIXELS * Integer.BYTES];

    private String key = "";
    private @Nullable Print keyPrint;
    private long keyBytes;
    private int uses;

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
        Print base = keyPrint;
        if (base != null && uses < MOST_USES && known.test(key)) {
            Image patches = patches(id, canvas, codec, print.changed(base));
            if (patches != null) {
                uses++;
                return patches;
            }
        }
        Image whole = image(id, "", canvas, List.of(encoders.encode(codec, canvas, canvas.bounds())));
        key = id;
        keyPrint = print;
        keyBytes = whole.bytes();
        uses = 0;
        return whole;
    }

    /** It did not get into the store: nothing can be based on it. */
    void lost(String id) {
        if (key.equals(id)) {
            key = "";
            keyPrint = null;
        }
    }

    private @Nullable Image patches(String id, Canvas canvas, String codec, Region changed) {
        if (changed.size() > MOST_AREA * canvas.width * canvas.height) {
            return null;
        }
        List<Image.Patch> patches = new ArrayList<>();
        long bytes = 0;
        for (Rect rect : few(changed)) {
            Image.Patch patch = encoders.encode(codec, canvas, rect);
            bytes += patch.bytes().length;
            if (bytes > MOST_BYTES * keyBytes) {
                return null;
            }
            patches.add(patch);
        }
        return image(id, key, canvas, patches);
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
