package org.oriel.reenact.x11;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The part of Xlib and XTEST that hands and eyes need. Pointers and XIDs are Java longs, out parameters addresses. */
final class Natives {
    /** Xlib error handler. */
    interface ErrorHandler extends Callback {
        int invoke(long display, Pointer event);
    }

    // Static and final: a callback that is collected makes native code jump into freed memory. A window that is gone is
    // no reason to end the process, which is what Xlib's own handler does.
    private static final ErrorHandler IGNORE = (display, event) -> 0;

    private static final Object LOCK = new Object();
    private static boolean bound;

    private Natives() {}

    static final class Xlib {
        private Xlib() {}

        static native int XInitThreads();

        static native long XSetErrorHandler(long handler);

        static native long XOpenDisplay(String name);

        static native int XCloseDisplay(long display);

        static native long XDefaultRootWindow(long display);

        static native int XSync(long display, int discard);

        static native int XFlush(long display);

        static native long XInternAtom(long display, String name, int onlyIfExists);

        static native int XGetWindowProperty(
                long display,
                long window,
                long property,
                long offset,
                long length,
                int delete,
                long type,
                long actualType,
                long actualFormat,
                long items,
                long bytesAfter,
                long data);

        static native int XFree(long data);

        static native int XDisplayKeycodes(long display, long lowest, long highest);

        static native long XGetKeyboardMapping(long display, byte first, int count, long perKeycode);

        static native int XChangeKeyboardMapping(long display, int first, int perKeycode, long keysyms, int count);

        static native int XQueryPointer(
                long display, long window, long root, long child, long rootX, long rootY, long x, long y, long mask);

        static native int XTranslateCoordinates(
                long display, long from, long to, int x, int y, long toX, long toY, long child);

        static native long XGetImage(
                long display, long drawable, int x, int y, int width, int height, long planes, int format);

        static native int XGetGeometry(
                long display,
                long drawable,
                long root,
                long x,
                long y,
                long width,
                long height,
                long border,
                long depth);
    }

    static final class XTest {
        private XTest() {}

        static native int XTestFakeKeyEvent(long display, int keycode, int press, long delay);

        static native int XTestFakeButtonEvent(long display, int button, int press, long delay);

        static native int XTestFakeMotionEvent(long display, int screen, int x, int y, long delay);
    }

    /**
     * Binds the libraries once.
     *
     * @throws IllegalStateException when one is missing, naming its Debian package
     */
    static void require() {
        synchronized (LOCK) {
            if (!bound) {
                bind(Xlib.class, "libX11.so.6", "libx11-6");
                bind(XTest.class, "libXtst.so.6", "libxtst6");
                Xlib.XInitThreads();
                Xlib.XSetErrorHandler(Pointer.nativeValue(CallbackReference.getFunctionPointer(IGNORE)));
                bound = true;
            }
        }
    }

    private static void bind(Class<?> natives, String library, String debianPackage) {
        try {
            Native.register(natives, NativeLibrary.getInstance(library));
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "library " + library + " is missing: install the Debian package " + debianPackage, e);
        }
    }
}
