package org.oriel.bench;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The few calls of Xlib and libXtst that inject input and own a window. */
final class XTest {
    static final int KEY_AND_BUTTON_MASK = 0b1111;
    static final int REVERT_TO_NONE = 0;
    static final int REVERT_TO_PARENT = 2;
    static final int EVENT_BYTES = 192;

    static {
        Native.register(Lib.class, NativeLibrary.getInstance("libX11.so.6"));
        Native.register(Tst.class, NativeLibrary.getInstance("libXtst.so.6"));
        Lib.XInitThreads();
    }

    private XTest() {}

    /** Makes sure that the libraries are bound. */
    static void load() {}

    /** Addresses and XIDs as Java longs: 64-bit only. */
    static final class Lib {
        private Lib() {}

        static native int XInitThreads();

        static native long XOpenDisplay(String name);

        static native long XDefaultRootWindow(long display);

        static native long XCreateSimpleWindow(
                long display, long parent, int x, int y, int width, int height, int border, long edge, long ground);

        static native int XSelectInput(long display, long window, long mask);

        static native int XMapRaised(long display, long window);

        static native int XStoreName(long display, long window, String name);

        static native int XSetInputFocus(long display, long window, int revert, long time);

        static native long XInternAtom(long display, String name, int onlyIfExists);

        static native int XChangeProperty(
                long display, long window, long property, long type, int format, int mode, Memory data, int items);

        static native int XNextEvent(long display, Memory event);

        static native int XPending(long display);

        static native int XFlush(long display);

        static native int XSync(long display, int discard);
    }

    /** The XTEST extension. */
    static final class Tst {
        private Tst() {}

        static native int XTestFakeKeyEvent(long display, int code, int down, long delay);

        static native int XTestFakeButtonEvent(long display, int button, int down, long delay);

        static native int XTestFakeMotionEvent(long display, int screen, int x, int y, long delay);
    }
}
