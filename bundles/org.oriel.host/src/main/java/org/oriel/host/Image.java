package org.oriel.host;

import java.util.List;
import org.oriel.api.event.Rect;

/**
 * A picture as it is stored: whole, or what differs from another one.
 *
 * @param id hash of its pixels and size, hex: the same pixels have the same id
 * @param base id of the whole picture that the patches are painted over; empty where the patches are all of it
 * @param width pixels
 * @param height pixels
 * @param patches encoded rectangles, in the order in which they are painted
 */
public record Image(String id, String base, int width, int height, List<Patch> patches) {
    /**
     * An encoded rectangle.
     *
     * @param rect where, in picture coordinates
     * @param format {@code png}, {@code webp} or {@code jpeg}
     * @param bytes the encoded picture of that rectangle; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Patch(Rect rect, String format, byte[] bytes) {}

    /** Copies the list. */
    public Image {
        patches = List.copyOf(patches);
    }

    /** Sum of the encoded bytes. */
    public long bytes() {
        return patches.stream().mapToLong(patch -> patch.bytes().length).sum();
    }
}
