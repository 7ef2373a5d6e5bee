package org.oriel.reenact.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.oriel.api.event.Point;
import org.oriel.reenact.x11.Natives.Xlib;

/** One connection to an X server: looks at it, for whoever works on it. One thread. */
final class Display implements AutoCloseable {
    private static final int Z_PIXMAP = 2;
    private static final int LOCK_MASK = 1 << 1;
    private static final long ANY_TYPE = 0;
    // XImage (Xlib.h): width, height, xoffset, format are ints, then the data pointer; bytes_per_line after five ints.
    private static final int IMAGE_HEIGHT = 4;
    private static final int IMAGE_DATA = 16;
    private static final int IMAGE_LINE = 44;

    private final long display;
    private final long root;
    private final Memory out = new Memory(64);
    private final long at = Pointer.nativeValue(out);

    /** Connects; {@link IllegalStateException} when there is no such display. */
    Display(String name) {
        Natives.require();
        display = Xlib.XOpenDisplay(name);
        if (display == 0) {
            throw new IllegalStateException(
                    "cannot open X display '" + name + "', allowed: one that this user may use");
        }
        root = Xlib.XDefaultRootWindow(display);
    }

    long handle() {
        return display;
    }

    void sync() {
        Xlib.XSync(display, 0);
    }

    /** The window that the window manager says is active (EWMH), 0 for none. */
    long active() {
        return property(root, "_NET_ACTIVE_WINDOW");
    }

    /** The topmost window at a place, which is a frame of the window manager or a menu; 0 for none. */
    long topmost(Point place) {
        out.setLong(8, 0);
        Xlib.XTranslateCoordinates(display, root, root, place.x(), place.y(), at, at + 4, at + 8);
        return out.getLong(8);
    }

    /** Path of the program that owns a window, empty where it cannot be told. */
    String application(long window) {
        long pid = window == 0 ? 0 : property(window, "_NET_WM_PID");
        try {
            return pid == 0
                    ? ""
                    : Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private long property(long window, String name) {
        long atom = Xlib.XInternAtom(display, name, 1);
        out.setLong(16, 0);
        out.setLong(32, 0);
        int status = Xlib.XGetWindowProperty(
                display, window, atom, 0, 1, 0, ANY_TYPE, at, at + 8, at + 16, at + 24, at + 32);
        long data = out.getLong(32);
        if (status != 0 || data == 0) {
            return 0;
        }
        // Properties of format 32 come as C longs.
        long value = out.getLong(16) > 0 ? new Pointer(data).getLong(0) : 0;
        Xlib.XFree(data);
        return value;
    }

    /** Whether caps lock is on. */
    boolean capsLock() {
        Xlib.XQueryPointer(display, root, at, at + 8, at + 16, at + 20, at + 24, at + 28, at + 32);
        return (out.getInt(32) & LOCK_MASK) != 0;
    }

    /** A checksum of everything that is on the screen. */
    long looks() {
        Xlib.XGetGeometry(display, root, at, at + 8, at + 12, at + 16, at + 20, at + 24, at + 28);
        long image = Xlib.XGetImage(display, root, 0, 0, out.getInt(16), out.getInt(20), -1L, Z_PIXMAP);
        if (image == 0) {
            return 0;
        }
        Pointer pointer = new Pointer(image);
        long data = pointer.getLong(IMAGE_DATA);
        long bytes = (long) pointer.getInt(IMAGE_HEIGHT) * pointer.getInt(IMAGE_LINE);
        CRC32C sum = new CRC32C();
        sum.update(new Pointer(data).getByteBuffer(0, bytes));
        // XDestroyImage is a macro: the data and the structure are freed one by one.
        Xlib.XFree(data);
        Xlib.XFree(image);
        return sum.getValue();
    }

    @Override
    public void close() {
        Xlib.XCloseDisplay(display);
    }
}
