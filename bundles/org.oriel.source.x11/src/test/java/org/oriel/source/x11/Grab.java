package org.oriel.source.x11;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** Another client that grabs the keyboard, as a lock screen or a password prompt does. */
final class Grab implements AutoCloseable {
    /** What the grab needs of Xlib. */
    static final class Natives {
        private Natives() {}

        static native int XGrabKeyboard(long display, long window, int owner, int pointer, int keyboard, long time);

        static native int XUngrabKeyboard(long display, long time);
    }

    static {
        Libraries.require();
        Native.register(Natives.class, NativeLibrary.getInstance("libX11.so.6"));
    }

    private static final int ASYNCHRONOUS = 1;

    private final Connection connection;

    Grab(String display) {
        connection = Connection.open(display);
        int result = Natives.XGrabKeyboard(connection.display(), connection.root(), 0, ASYNCHRONOUS, ASYNCHRONOUS, 0);
        if (result != 0) {
            throw new AssertionError("the grab was refused: " + result);
        }
        connection.focus();
    }

    @Override
    public void close() {
        Natives.XUngrabKeyboard(connection.display(), 0);
        connection.focus();
        connection.close();
    }
}
