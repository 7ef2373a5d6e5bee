package org.oriel.frames.codecs;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.oriel.host.FrameEncoder;

/** JPEG through libjpeg-turbo: the cheapest, for pictures that need not be exact. */
final class JpegEncoder implements FrameEncoder {
    private static final int MOST = 65_500;
    private static final int QUALITY = 80;

    JpegEncoder() {
        Natives.bind(TurboNatives.class, TurboNatives.LIBRARY, TurboNatives.DEBIAN);
    }

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public String format() {
        return "jpeg";
    }

    @Override
    public boolean lossless() {
        return false;
    }

    @Override
    public byte[] encode(int[] pixels, int offset, int stride, int width, int height) {
        if (width < 1 || height < 1 || width > MOST || height > MOST) {
            throw new IllegalArgumentException(
                    "a JPEG of " + width + "x" + height + ", allowed: 1 to " + MOST + " each");
        }
        int[] copy = Natives.opaque(pixels, offset, stride, width, height);
        PointerByReference out = new PointerByReference();
        LongByReference size = new LongByReference();
        Pointer handle = open(TurboNatives.tjInitCompress());
        try {
            int failed = TurboNatives.tjCompress2(
                    handle,
                    copy,
                    width,
                    width * Integer.BYTES,
                    height,
                    TurboNatives.TJPF_BGRX,
                    out,
                    size,
                    TurboNatives.TJSAMP_420,
                    QUALITY,
                    0);
            if (failed != 0 || out.getValue() == null) {
                throw new IllegalArgumentException("libjpeg-turbo could not write it");
            }
            return out.getValue().getByteArray(0, Math.toIntExact(size.getValue()));
        } finally {
            if (out.getValue() != null) {
                TurboNatives.tjFree(out.getValue());
            }
            TurboNatives.tjDestroy(handle);
        }
    }

    @Override
    public int[] decode(byte[] bytes, int width, int height) {
        int[] pixels = new int[Math.multiplyExact(width, height)];
        Pointer handle = open(TurboNatives.tjInitDecompress());
        try {
            int failed = TurboNatives.tjDecompress2(
                    handle,
                    bytes,
                    bytes.length,
                    pixels,
                    width,
                    width * Integer.BYTES,
                    height,
                    TurboNatives.TJPF_BGRX,
                    0);
            if (failed != 0) {
                throw new IllegalArgumentException("not a JPEG of " + width + "x" + height);
            }
            return Natives.colours(pixels);
        } finally {
            TurboNatives.tjDestroy(handle);
        }
    }

    private static Pointer open(Pointer handle) {
        if (handle == null) {
            throw new IllegalStateException("libjpeg-turbo does not start");
        }
        return handle;
    }
}
