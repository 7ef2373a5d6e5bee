package org.oriel.frames.codecs;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.oriel.host.FrameEncoder;

/** WebP through libwebp. */
final class WebPEncoder implements FrameEncoder {
    /** Of the format. */
    private static final int MOST = 16_383;

    private static final float QUALITY = 75;

    private final boolean lossless;

    WebPEncoder(boolean lossless) {
        this.lossless = lossless;
        Natives.bind(WebPNatives.class, WebPNatives.LIBRARY, WebPNatives.DEBIAN);
    }

    @Override
    public String name() {
        return lossless ? "webp" : "webp-lossy";
    }

    @Override
    public String format() {
        return "webp";
    }

    @Override
    public boolean lossless() {
        return lossless;
    }

    @Override
    public byte[] encode(int[] pixels, int offset, int stride, int width, int height) {
        if (width < 1 || height < 1 || width > MOST || height > MOST) {
            throw new IllegalArgumentException(
                    "a WebP of " + width + "x" + height + ", allowed: 1 to " + MOST + " each");
        }
        int[] opaque = Natives.opaque(pixels, offset, stride, width, height);
        PointerByReference out = new PointerByReference();
        long size = lossless
                ? WebPNatives.WebPEncodeLosslessBGRA(opaque, width, height, width * Integer.BYTES, out)
                : WebPNatives.WebPEncodeBGRA(opaque, width, height, width * Integer.BYTES, QUALITY, out);
        Pointer bytes = out.getValue();
        if (bytes == null) {
            throw new IllegalArgumentException("libwebp could not write it");
        }
        try {
            if (size <= 0 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("libwebp could not write it");
            }
            return bytes.getByteArray(0, (int) size);
        } finally {
            WebPNatives.WebPFree(bytes);
        }
    }

    @Override
    public int[] decode(byte[] bytes, int width, int height) {
        int[] pixels = new int[Math.multiplyExact(width, height)];
        Pointer done = WebPNatives.WebPDecodeBGRAInto(
                bytes, bytes.length, pixels, (long) pixels.length * Integer.BYTES, width * Integer.BYTES);
        if (done == null) {
            throw new IllegalArgumentException("not a WebP of " + width + "x" + height);
        }
        return Natives.colours(pixels);
    }
}
