package org.oriel.source.x11.frames;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Binds the native methods of this bundle once, and names the library and its Debian package when one is missing. */
final class Libraries {
    private static final Object LOCK = new Object();
    // Guarded by LOCK.
    private static boolean bound;

    private Libraries() {}

    /**
     * Binds them.
     *
     * @throws IllegalStateException when a library is missing, naming it
     */
    static void require() {
        synchronized (LOCK) {
            if (bound) {
                return;
            }
            // Addresses are Java longs throughout: no allocation per call, but 64-bit only.
            if (Native.POINTER_SIZE != Long.BYTES) {
                throw new IllegalStateException("frames of X11 need a 64-bit Java, this one is 32-bit");
            }
            bind(LibC.class, "libc.so.6", "libc6");
            bind(Xcb.class, "libxcb.so.1", "libxcb1");
            bound = true;
        }
    }

    static void bind(Class<?> natives, String library, String debianPackage) {
        try {
            Native.register(natives, NativeLibrary.getInstance(library));
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "library " + library + " is missing or too old: install the Debian package " + debianPackage, e);
        }
    }
}
