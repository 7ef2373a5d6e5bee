package org.oriel.source.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Hands: keys, buttons and motion through the XTEST extension, by keycode, so that the layout in force decides. */
public final class XTestInjector implements AutoCloseable {
    /** The part of libXtst that types. */
    static final class XTest {
        private XTest() {}

        static native int XTestFakeKeyEvent(long display, int keycode, int press, long delay);

        static native int XTestFakeButtonEvent(long display, int button, int press, long delay);

        static native int XTestFakeMotionEvent(long display, int screen, int x, int y, long delay);
    }

    static {
        Libraries.require();
        Native.register(XTest.class, NativeLibrary.getInstance("libXtst.so.6"));
    }

    private final Connection connection;

    /** Connects to {@code display}. */
    public XTestInjector(String display) {
        connection = Connection.open(display);
    }

    /** Presses or releases a key. */
    public void key(int keycode, boolean down) {
        XTest.XTestFakeKeyEvent(connection.display(), keycode, down ? 1 : 0, 0);
        connection.flush();
    }

    /** Presses and releases keys, one after the other. */
    public void tap(int... keycodes) {
        for (int keycode : keycodes) {
            key(keycode, true);
            key(keycode, false);
        }
    }

    /** Presses or releases a button. */
    public void button(int button, boolean down) {
        XTest.XTestFakeButtonEvent(connection.display(), button, down ? 1 : 0, 0);
        connection.flush();
    }

    /** Moves the pointer. */
    public void move(int x, int y) {
        XTest.XTestFakeMotionEvent(connection.display(), -1, x, y, 0);
        connection.flush();
    }

    /** Waits until the server has seen everything so far. */
    public void sync() {
        connection.focus();
    }

    @Override
    public void close() {
        connection.close();
    }
}
