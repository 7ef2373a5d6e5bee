package org.oriel.host;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Another way than PNG to write pictures.
 *
 * <p><b>What:</b> turns pixels into bytes and back. <b>Threading:</b> any; several at once. <b>Errors:</b>
 * {@link IllegalArgumentException} for what it cannot read or write. <b>Data:</b> masked pictures, {@code 0x00RRGGBB};
 * no metadata is written.
 */
@ProviderType
public interface FrameEncoder {
    /** What a setting calls it: {@code webp}, {@code webp-lossy}, {@code jpeg}. */
    String name();

    /** What {@link Image.Patch#format()} calls its bytes. */
    String format();

    /** Whether every pixel comes back as it was. */
    boolean lossless();

    /** Writes {@code width * height} pixels whose rows begin {@code stride} apart. */
    byte[] encode(int[] pixels, int offset, int stride, int width, int height);

    /** Reads a picture of that size, row by row. */
    int[] decode(byte[] bytes, int width, int height);
}
