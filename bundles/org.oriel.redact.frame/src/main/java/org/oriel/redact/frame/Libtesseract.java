package org.oriel.redact.frame;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * What we call of Tesseract's C interface ({@code tesseract/capi.h}, 5.x). Addresses are Java longs: no allocation per
 * call, 64-bit only.
 */
final class Libtesseract {
    /** File name with its version: without the development package there is no other. */
    static final String FILE = "libtesseract.so.5";

    static final String PACKAGES = "tesseract-ocr tesseract-ocr-eng";

    /** PSM_SINGLE_LINE. */
    static final int SINGLE_LINE = 7;
    /** RIL_WORD. */
    static final int WORD = 3;
    /** RIL_SYMBOL. */
    static final int SYMBOL = 4;

    private static final Object LOCK = new Object();
    /** Guarded by {@link #LOCK}. */
    private static boolean bound;

    private Libtesseract() {}

    /**
     * Binds the library once.
     *
     * @throws IllegalStateException when it is missing, naming what to install
     */
    static void require() {
        synchronized (LOCK) {
            if (bound) {
                return;
            }
            if (Native.POINTER_SIZE != Long.BYTES) {
                throw new IllegalStateException("reading frames needs a 64-bit Java, this one is 32-bit");
            }
            try {
                // OpenMP reads it when it is loaded. Its threads spin: two of them cost twice the time of one.
                NativeLibrary.getInstance("libc.so.6")
                        .getFunction("setenv")
                        .invokeInt(new Object[] {"OMP_THREAD_LIMIT", "1", 0});
                Native.register(Libtesseract.class, NativeLibrary.getInstance(FILE));
            } catch (UnsatisfiedLinkError e) {
                throw new IllegalStateException(
                        "library " + FILE + " is missing: install the Debian packages " + PACKAGES, e);
            }
            bound = true;
        }
    }

    static native long TessBaseAPICreate();

    static native int TessBaseAPIInit3(long api, @Nullable String folder, String languages);

    static native int TessBaseAPISetVariable(long api, String name, String value);

    static native void TessBaseAPISetPageSegMode(long api, int mode);

    static native void TessBaseAPISetSourceResolution(long api, int dotsPerInch);

    /** Copies the picture. */
    static native void TessBaseAPISetImage(
            long api, byte[] grey, int width, int height, int bytesPerPixel, int bytesPerLine);

    static native int TessBaseAPIRecognize(long api, long monitor);

    static native long TessMonitorCreate();

    static native void TessMonitorDelete(long monitor);

    static native void TessMonitorSetDeadlineMSecs(long monitor, int millis);

    /** Whoever gets one deletes it; 0 when nothing was read. */
    static native long TessBaseAPIGetIterator(long api);

    static native void TessResultIteratorDelete(long iterator);

    static native int TessResultIteratorNext(long iterator, int level);

    /** Whoever gets one deletes it by {@link #TessDeleteText}. */
    static native long TessResultIteratorGetUTF8Text(long iterator, int level);

    static native float TessResultIteratorConfidence(long iterator, int level);

    static native long TessResultIteratorGetPageIteratorConst(long iterator);

    static native int TessPageIteratorBoundingBox(
            long iterator, int level, int[] left, int[] top, int[] right, int[] bottom);

    static native int TessPageIteratorIsAtBeginningOf(long iterator, int level);

    static native void TessDeleteText(long text);

    /** Forgets the picture and the text. */
    static native void TessBaseAPIClear(long api);

    static native void TessBaseAPIEnd(long api);

    static native void TessBaseAPIDelete(long api);
}
