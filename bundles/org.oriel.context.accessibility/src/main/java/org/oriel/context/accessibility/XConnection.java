package org.oriel.context.accessibility;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection to the X server that only asks. One thread at a time, but {@link #abort}. */
final class XConnection implements AutoCloseable {
    private static final int HEADER = 32;
    // Two vectors of room that xcb asks for, ours, xcb_protocol_request_t, and where an error comes to.
    private static final int VECTOR = 32;
    private static final int PROTOCOL = 48;
    private static final int FAILURE = 72;
    private static final int SCRATCH_BYTES = 80;
    private static final int MOST_BYTES = 512;
    private static final int INTERN_ATOM = 16;
    private static final int QUERY_EXTENSION = 98;

    private final long xcb;
    private final int fd;
    private final int root;
    private final Memory body = new Memory(MOST_BYTES);
    private final ByteBuffer request = body.getByteBuffer(0, MOST_BYTES).order(ByteOrder.nativeOrder());
    private final Memory scratch = new Memory(SCRATCH_BYTES);
    private final ByteBuffer fields = scratch.getByteBuffer(0, SCRATCH_BYTES).order(ByteOrder.nativeOrder());
    private boolean closed;

    private XConnection(long xcb, int screen) {
        this.xcb = xcb;
        fd = Xcb.xcb_get_file_descriptor(xcb);
        root = root(new Pointer(Xcb.xcb_get_setup(xcb)), screen);
    }

    /**
     * Connects.
     *
     * @throws IllegalStateException when there is no such display
     */
    static XConnection open(String display) {
        Libraries.requireWindows();
        try (Memory screen = new Memory(8)) {
            screen.clear();
            long xcb = Xcb.xcb_connect(display, Pointer.nativeValue(screen));
            if (Xcb.xcb_connection_has_error(xcb) != 0) {
                Xcb.xcb_disconnect(xcb);
                throw new IllegalStateException("cannot open X display '" + display
                        + "': no server answers there, or it refuses this user (see $XAUTHORITY)");
            }
            return new XConnection(xcb, screen.getInt(0));
        }
    }

    /** The root window of a screen, from the connection's setup (X11 protocol, encoding of the connection setup). */
    private static int root(Pointer setup, int screen) {
        int vendor = (setup.getShort(24) + 3) / 4 * 4;
        int at = 40 + vendor + 8 * (setup.getByte(29) & 0xff);
        for (int i = 0; i < screen; i++) {
            int depths = setup.getByte(at + 39) & 0xff;
            at += 40;
            for (int d = 0; d < depths; d++) {
                at += 8 + 24 * (setup.getShort(at + 2) & 0xffff);
            }
        }
        return setup.getInt(at);
    }

    int root() {
        return root;
    }

    boolean lost() {
        return Xcb.xcb_connection_has_error(xcb) != 0;
    }

    /** Begins a request: core, or of an extension with its minor opcode as {@code data}. */
    ByteBuffer begin(int opcode, int data) {
        request.clear();
        return request.put((byte) opcode).put((byte) data).putShort((short) 0);
    }

    /** Sends what was begun; the number is for {@link #reply}. */
    int ask() {
        while (request.position() % 4 != 0) {
            request.put((byte) 0);
        }
        fields.putLong(VECTOR, Pointer.nativeValue(body));
        fields.putLong(VECTOR + 8, request.position());
        fields.putLong(PROTOCOL, 1);
        fields.putLong(PROTOCOL + 8, 0);
        fields.put(PROTOCOL + 16, request.get(0));
        fields.put(PROTOCOL + 17, (byte) 0);
        long at = Pointer.nativeValue(scratch);
        return Xcb.xcb_send_request(xcb, Xcb.CHECKED, at + VECTOR, at + PROTOCOL);
    }

    /**
     * An answer in wire format, null when the server refused, as for a window that is gone.
     *
     * @throws IllegalStateException when the connection is lost
     */
    @Nullable
    ByteBuffer reply(int sequence) {
        fields.putLong(FAILURE, 0);
        long reply = Xcb.xcb_wait_for_reply(xcb, sequence, Pointer.nativeValue(scratch) + FAILURE);
        if (reply == 0) {
            long error = fields.getLong(FAILURE);
            if (error == 0) {
                throw new IllegalStateException("the X server closed the connection");
            }
            LibC.free(error);
            return null;
        }
        Pointer answer = new Pointer(reply);
        byte[] bytes = answer.getByteArray(0, HEADER + 4 * answer.getInt(4));
        LibC.free(reply);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    int atom(String atom) {
        ByteBuffer reply = named(INTERN_ATOM, atom);
        return reply == null ? 0 : reply.getInt(8);
    }

    /** Opcode of an extension, 0 when the server does not have it. */
    int extension(String extension) {
        ByteBuffer reply = named(QUERY_EXTENSION, extension);
        return reply == null || reply.get(8) == 0 ? 0 : reply.get(9) & 0xff;
    }

    private @Nullable ByteBuffer named(int opcode, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        begin(opcode, 0).putShort((short) bytes.length).putShort((short) 0).put(bytes);
        return reply(ask());
    }

    /** Unblocks a thread that waits for a server that does not answer; from another thread. */
    void abort() {
        LibC.shutdown(fd, LibC.SHUT_RDWR);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Xcb.xcb_disconnect(xcb);
        }
    }
}
