package org.oriel.frames.codecs;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Binds the libraries of the system, once. */
final class Natives {
    private static final int COLOUR = 0xFFFFFF;
    private static final int OPAQUE = 0xFF000000;

    private Natives() {}

    /**
     * Binds {@code natives} to a library.
     *
     * @throws IllegalStateException when it is missing, naming it and its Debian package
     */
    static void bind(Class<?> natives, String library, String debian) {
        synchronized (Natives.class) {
            if (Native.POINTER_SIZE != Long.BYTES) {
                throw new IllegalStateException("a 64-bit Java is needed");
            }
            try {
                Native.register(natives, NativeLibrary.getInstance(library));
            } catch (UnsatisfiedLinkError e) {
                throw new IllegalStateException(
                        "library " + library + " is missing: install the Debian package " + debian, e);
            }
        }
    }

    /** The rectangle alone, opaque: where nothing is opaque, WebP drops the colours. */
    static int[] opaque(int[] pixels, int offset, int stride, int width, int height) {
        int[] copy = new int[Math.multiplyExact(width, height)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy[y * width + x] = pixels[offset + y * stride + x] | OPAQUE;
            }
        }
        return copy;
    }

    /** Without the top byte. */
    static int[] colours(int[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= COLOUR;
        }
        return pixels;
    }
}
