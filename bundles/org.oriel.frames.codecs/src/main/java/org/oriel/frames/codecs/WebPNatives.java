package org.oriel.frames.codecs;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** libwebp, as in {@code webp/encode.h} and {@code webp/decode.h} of version 1.2. */
final class WebPNatives {
    static final String LIBRARY = "libwebp.so.7";
    static final String DEBIAN = "libwebp7";

    private WebPNatives() {}

    static native long WebPEncodeLosslessBGRA(int[] pixels, int width, int height, int stride, PointerByReference out);

    static native long WebPEncodeBGRA(
            int[] pixels, int width, int height, int stride, float quality, PointerByReference out);

    static native Pointer WebPDecodeBGRAInto(byte[] data, long size, int[] out, long outSize, int stride);

    static native void WebPFree(Pointer pointer);
}
