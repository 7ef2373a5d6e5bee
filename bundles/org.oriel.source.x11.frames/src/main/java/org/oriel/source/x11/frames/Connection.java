package org.oriel.source.x11.frames;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the X server, through libxcb and not Xlib: an error belongs to the request that caused it and a lost
 * connection is a state, where Xlib has process-wide handlers, which other bundles and AWT install too, and calls exit.
 * Requests can be sent by the bundle and answered together. Requests: one thread at a time.
 */
final class Connection implements AutoCloseable {
    static final int EVENT_BYTES = 36;

    private static final int HEADER = 32;
    // Two vectors of room that xcb asks for, ours, xcb_protocol_request_t, and where an error comes to.
    private static final int VECTOR = 32;
    private static final int PROTOCOL = 48;
    private static final int FAILURE = 72;
    private static final int SCRATCH_BYTES = 80;
    private static final int MOST_BYTES = 4096;
    private static final int EXTENSION_NAME = 98;
    private static final int INTERN_ATOM = 16;

    private final String name;
    private final long xcb;
    private final int fd;
    private final int screen;
    private final Setup setup;
    private final Memory body = new Memory(MOST_BYTES);
    private final ByteBuffer request = body.getByteBuffer(0, MOST_BYTES).order(ByteOrder.nativeOrder());
    private final Memory scratch = new Memory(SCRATCH_BYTES);
    private final ByteBuffer fields = scratch.getByteBuffer(0, SCRATCH_BYTES).order(ByteOrder.nativeOrder());
    private final long scratchAt = Pointer.nativeValue(scratch);
    private final long bodyAt = Pointer.nativeValue(body);
    private boolean closed;

    private Connection(String name, long xcb, int screen) {
        this.name = name;
        this.xcb = xcb;
        this.screen = screen;
        fd = Xcb.xcb_get_file_descriptor(xcb);
        setup = Setup.read(new Pointer(Xcb.xcb_get_setup(xcb)), screen);
    }

    /**
     * Connects.
     *
     * @throws IllegalStateException when there is no such display
     */
    static Connection open(String name) {
        Libraries.require();
        try (Memory screen = new Memory(8)) {
            screen.clear();
            long xcb = Xcb.xcb_connect(name, Pointer.nativeValue(screen));
            if (Xcb.xcb_connection_has_error(xcb) != 0) {
                Xcb.xcb_disconnect(xcb);
                throw new IllegalStateException("cannot open X display '" + name
                        + "': no server answers there, or it refuses this user (see $XAUTHORITY)");
            }
            return new Connection(name, xcb, screen.getInt(0));
        }
    }

    Setup setup() {
        return setup;
    }

    long handle() {
        return xcb;
    }

    /** Number of the screen, nearly always 0. */
    int screen() {
        return screen;
    }

    int root() {
        return setup.root();
    }

    int fd() {
        return fd;
    }

    /** Whether the connection broke. */
    boolean lost() {
        return Xcb.xcb_connection_has_error(xcb) != 0;
    }

    IllegalStateException gone() {
        return new IllegalStateException("the X server of display '" + name + "' closed the connection");
    }

    int newId() {
        return Xcb.xcb_generate_id(xcb);
    }

    /** Begins a request: core, or of an extension with its minor opcode as {@code data}. */
    ByteBuffer begin(int opcode, int data) {
        request.clear();
        return request.put((byte) opcode).put((byte) data).putShort((short) 0);
    }

    /** Sends what was begun; the number is for {@link #reply}. */
    int ask() {
        return send(0, Xcb.CHECKED);
    }

    /** Sends what was begun and has no answer; an error is forgotten. */
    int tell() {
        return send(1, 0);
    }

    /** Sends what was begun and has no answer, and waits; {@code false} when the server refused. */
    boolean insist() {
        long error = Xcb.xcb_request_check(xcb, send(1, Xcb.CHECKED));
        if (error != 0) {
            LibC.free(error);
            return false;
        }
        if (lost()) {
            throw gone();
        }
        return true;
    }

    private int send(int isVoid, int flags) {
        while (request.position() % 4 != 0) {
            request.put((byte) 0);
        }
        fields.putLong(VECTOR, bodyAt);
        fields.putLong(VECTOR + 8, request.position());
        fields.putLong(PROTOCOL, 1);
        fields.putLong(PROTOCOL + 8, 0);
        fields.put(PROTOCOL + 16, request.get(0));
        fields.put(PROTOCOL + 17, (byte) isVoid);
        return Xcb.xcb_send_request(xcb, flags, scratchAt + VECTOR, scratchAt + PROTOCOL);
    }

    /** Address of an answer, to be freed; 0 when the server refused, such as for a window that is gone. */
    long rawReply(int sequence) {
        fields.putLong(FAILURE, 0);
        long reply = Xcb.xcb_wait_for_reply(xcb, sequence, scratchAt + FAILURE);
        if (reply == 0) {
            long error = fields.getLong(FAILURE);
            if (error == 0) {
                throw gone();
            }
            LibC.free(error);
        }
        return reply;
    }

    /** An answer in wire format, null when the server refused. */
    @Nullable
    ByteBuffer reply(int sequence) {
        long address = rawReply(sequence);
        if (address == 0) {
            return null;
        }
        Pointer reply = new Pointer(address);
        byte[] bytes = reply.getByteArray(0, HEADER + 4 * reply.getInt(4));
        LibC.free(address);
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    void flush() {
        Xcb.xcb_flush(xcb);
    }

    /** The next event, copied to {@code event}; {@code read} also looks at the socket. Any thread. */
    boolean event(byte[] event, boolean read) {
        long address = read ? Xcb.xcb_poll_for_event(xcb) : Xcb.xcb_poll_for_queued_event(xcb);
        if (address == 0) {
            return false;
        }
        new Pointer(address).read(0, event, 0, EVENT_BYTES);
        LibC.free(address);
        return true;
    }

    int atom(String atom) {
        ByteBuffer reply = named(INTERN_ATOM, atom);
        return reply == null ? 0 : reply.getInt(8);
    }

    /** An extension; {@link Extension#ABSENT} when the server does not have it. */
    Extension extension(String extension) {
        ByteBuffer reply = named(EXTENSION_NAME, extension);
        return reply == null || reply.get(8) == 0
                ? Extension.ABSENT
                : new Extension(true, reply.get(9) & 0xff, reply.get(10) & 0xff);
    }

    private @Nullable ByteBuffer named(int opcode, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        begin(opcode, 0).putShort((short) bytes.length).putShort((short) 0).put(bytes);
        return reply(ask());
    }

    /** Whether the server is on this machine. */
    boolean local() {
        try (Memory address = new Memory(128);
                Memory length = new Memory(8)) {
            length.setInt(0, 128);
            return LibC.getpeername(fd, Pointer.nativeValue(address), Pointer.nativeValue(length)) == 0
                    && address.getShort(0) == LibC.AF_UNIX;
        }
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
