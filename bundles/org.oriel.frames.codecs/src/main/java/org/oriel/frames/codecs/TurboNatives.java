package org.oriel.frames.codecs;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** libjpeg-turbo, as in {@code turbojpeg.h} of version 2. */
final class TurboNatives {
    static final String LIBRARY = "libturbojpeg.so.0";
    static final String DEBIAN = "libturbojpeg0";

    /** Blue, green, red and a byte of nothing. */
    static final int TJPF_BGRX = 3;

    static final int TJSAMP_420 = 2;

    private TurboNatives() {}

    static native Pointer tjInitCompress();

    static native Pointer tjInitDecompress();

    static native int tjCompress2(
            Pointer handle,
            int[] pixels,
            int width,
            int pitch,
            int height,
            int format,
            PointerByReference out,
            LongByReference size,
            int subsampling,
            int quality,
            int flags);

    static native int tjDecompress2(
            Pointer handle, byte[] data, long size, int[] out, int width, int pitch, int height, int format, int flags);

    static native void tjFree(Pointer buffer);

    static native int tjDestroy(Pointer handle);
}
