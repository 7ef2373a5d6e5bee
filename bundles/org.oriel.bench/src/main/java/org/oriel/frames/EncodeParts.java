package org.oriel.frames;

/** What the benchmarks need of the frames bundle, which exports nothing. */
public final class EncodeParts {
    private EncodeParts() {}

    /** A PNG as frames are stored. */
    public static byte[] png(int[] pixels, int width, int height) {
        return PngWriter.write(pixels, 0, width, width, height);
    }

    /** Its pixels. */
    public static int[] read(byte[] png, int width, int height) {
        return PngReader.read(png, width, height);
    }
}
