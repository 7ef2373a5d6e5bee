package org.oriel.context.accessibility;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Binds the native methods of this bundle once, and names the library and its Debian package when one is missing. */
final class Libraries {
    private static final Object LOCK = new Object();
    // Guarded by LOCK.
    private static boolean bound;
    private static boolean windows;

    private Libraries() {}

    /**
     * Binds what sockets need.
     *
     * @throws IllegalStateException when it is missing, naming it
     */
    static void require() {
        synchronized (LOCK) {
            if (!bound) {
                // Addresses are Java longs throughout: no allocation per call, but 64-bit only.
                if (Native.POINTER_SIZE != Long.BYTES) {
                    throw new IllegalStateException("accessibility needs a 64-bit Java, this one is 32-bit");
                }
                bind(LibC.class, "libc.so.6", "libc6");
                bound = true;
            }
        }
    }

    /**
     * Binds what the X server is asked with.
     *
     * @throws IllegalStateException when it is missing, naming it
     */
    static void requireWindows() {
        require();
        synchronized (LOCK) {
            if (!windows) {
                bind(Xcb.class, "libxcb.so.1", "libxcb1");
                windows = true;
            }
        }
    }

    private static void bind(Class<?> natives, String library, String debianPackage) {
        try {
            Native.register(natives, NativeLibrary.getInstance(library));
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "library " + library + " is missing or too old: install the Debian package " + debianPackage, e);
        }
    }
}
