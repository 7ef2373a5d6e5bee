package org.oriel.source.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Binds the native methods of this bundle once, and names the library and its Debian package when one is missing. */
final class Libraries {
    private static final Object LOCK = new Object();
    private static boolean bound;
    private static boolean resources;
    private static boolean screenSaver;

    private Libraries() {}

    /**
     * Binds what the hook cannot do without.
     *
     * @throws IllegalStateException when a library is missing, naming it
     */
    static void require() {
        synchronized (LOCK) {
            if (bound) {
                return;
            }
            // Addresses and XIDs are Java longs throughout: no allocation per call, but 64-bit only.
            if (Native.POINTER_SIZE != Long.BYTES) {
                throw new IllegalStateException("the X11 hook needs a 64-bit Java, this one is 32-bit");
            }
            bind(LibC.class, "libc.so.6", "libc6");
            bind(Xlib.class, "libX11.so.6", "libx11-6");
            bind(XInput.class, "libXi.so.6", "libxi6");
            bind(Xcb.class, "libxcb.so.1", "libxcb1");
            bind(Xkb.class, "libxkbcommon.so.0", "libxkbcommon0");
            bind(XkbX11.class, "libxkbcommon-x11.so.0", "libxkbcommon-x11-0");
            resources = tryBind(XRes.class, "libXRes.so.1", "libxres1");
            screenSaver = tryBind(XScreenSaver.class, "libXss.so.1", "libxss1");
            Xlib.XInitThreads();
            bound = true;
        }
    }

    /** Whether libXRes is there. */
    static boolean hasResources() {
        synchronized (LOCK) {
            return resources;
        }
    }

    /** Whether libXss is there. */
    static boolean hasScreenSaver() {
        synchronized (LOCK) {
            return screenSaver;
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

    private static boolean tryBind(Class<?> natives, String library, String debianPackage) {
        try {
            bind(natives, library, debianPackage);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
