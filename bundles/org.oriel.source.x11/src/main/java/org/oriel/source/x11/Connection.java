package org.oriel.source.x11;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection to the X server, with the event buffer and the out parameters of the one thread that uses it. */
final class Connection implements AutoCloseable {
    private static final int SLOTS = 16;

    private final long display;
    private final long root;
    private final int fd;
    private final AtomicBoolean gone;
    private final Memory eventMemory = new Memory(Xlib.EVENT_BYTES);
    private final long eventAddress = com.sun.jna.Pointer.nativeValue(eventMemory);
    private final ByteBuffer event =
            eventMemory.getByteBuffer(0, Xlib.EVENT_BYTES).order(ByteOrder.nativeOrder());
    private final Memory outMemory = new Memory(8L * SLOTS);
    private final long outAddress = com.sun.jna.Pointer.nativeValue(outMemory);
    private final ByteBuffer out = outMemory.getByteBuffer(0, 8L * SLOTS).order(ByteOrder.nativeOrder());
    private boolean closed;

    private Connection(long display) {
        this.display = display;
        gone = XErrors.adopt(display);
        root = Xlib.XDefaultRootWindow(display);
        fd = Xlib.XConnectionNumber(display);
    }

    /**
     * Connects.
     *
     * @throws IllegalStateException when there is no such display
     */
    static Connection open(String name) {
        XErrors.install();
        long display = Xlib.XOpenDisplay(name);
        if (display == 0) {
            XErrors.uninstall();
            throw new IllegalStateException("cannot open X display '" + name
                    + "': no server answers there, or it refuses this user (see $XAUTHORITY)");
        }
        return new Connection(display);
    }

    long display() {
        return display;
    }

    long root() {
        return root;
    }

    int fd() {
        return fd;
    }

    /** Whether the connection broke. */
    boolean lost() {
        return gone.get();
    }

    /** The server is known to be gone: closing must not talk to it. */
    void markLost() {
        gone.set(true);
    }

    /** Events that can be read now without waiting. */
    int readable() {
        return Xlib.XEventsQueued(display, Xlib.QUEUED_AFTER_READING);
    }

    /** Events that are in Xlib's queue already. */
    int queued() {
        return Xlib.XEventsQueued(display, Xlib.QUEUED_ALREADY);
    }

    /** The next event, in a buffer that the next call overwrites. Only call it when there is one. */
    ByteBuffer next() {
        Xlib.XNextEvent(display, eventAddress);
        return event;
    }

    /** Address of the data of the generic event that {@link #next} returned, 0 when there is none. */
    long cookieData() {
        return Xlib.XGetEventData(display, eventAddress) != 0 ? event.getLong(48) : 0;
    }

    void freeCookie() {
        Xlib.XFreeEventData(display, eventAddress);
    }

    void flush() {
        Xlib.XFlush(display);
    }

    int atom(String name) {
        return (int) Xlib.XInternAtom(display, name, 0);
    }

    /** Address of out parameter {@code slot}, 8 bytes each. */
    long out(int slot) {
        return outAddress + 8L * slot;
    }

    int outInt(int slot) {
        return out.getInt(8 * slot);
    }

    long outLong(int slot) {
        return out.getLong(8 * slot);
    }

    void setOut(int slot, long value) {
        out.putLong(8 * slot, value);
    }

    /** The window that has the keyboard as the server says: 0 none, 1 the one under the pointer. A round trip. */
    int focus() {
        setOut(0, 0);
        Xlib.XGetInputFocus(display, out(0), out(1));
        return outInt(0);
    }

    /** Unblocks a thread that waits for a server that does not answer; from another thread. */
    void abort() {
        LibC.shutdown(fd, LibC.SHUT_RDWR);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (lost()) {
                // XCloseDisplay would wait for ever for an answer: give back the descriptor and leave the rest.
                LibC.close(fd);
            } else {
                Xlib.XCloseDisplay(display);
            }
            XErrors.release(display);
        }
    }
}
