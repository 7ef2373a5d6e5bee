package org.oriel.source.x11.frames;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/**
 * Copies pixels of the root window: through shared memory where the server can, else through the connection. Screen
 * thread only.
 */
final class Grabber implements AutoCloseable {
    private static final int GET_GEOMETRY = 14;
    private static final int GET_IMAGE = 73;
    private static final int SHM_QUERY_VERSION = 0;
    private static final int SHM_GET_IMAGE = 4;
    private static final int Z_PIXMAP = 2;
    private static final int ALL_PLANES = -1;
    private static final int HEADER = 32;
    private static final int TRIES = 5;
    /** A larger picture is taken in bands, so that neither memory nor a buffer's size runs out. */
    private static final long MOST_SHARED_BYTES = 128L << 20;

    private static final long MOST_SENT_BYTES = 8L << 20;

    private final Connection connection;
    private final PixelFormat format;
    private final Extension shared;
    private String limit = "";
    private @Nullable Segment segment;
    private int width;
    private int height;

    Grabber(Connection connection) {
        this.connection = connection;
        this.format = connection.setup().pixels();
        this.shared = shared();
        ask();
    }

    /** Why pictures do not come through shared memory; empty when they do. */
    String limit() {
        return limit;
    }

    /** The desktop, asked now. */
    Rect bounds() {
        ask();
        return new Rect(0, 0, width, height);
    }

    private void ask() {
        measured(geometry());
    }

    private int geometry() {
        connection.begin(GET_GEOMETRY, 0).putInt(connection.root());
        return connection.ask();
    }

    /** Whether the desktop still is as large as we believed. */
    private boolean measured(int sequence) {
        ByteBuffer reply = connection.reply(sequence);
        if (reply == null) {
            throw new IllegalStateException("the X server does not tell the size of its screen");
        }
        int newWidth = reply.getShort(16) & 0xffff;
        int newHeight = reply.getShort(18) & 0xffff;
        boolean same = newWidth == width && newHeight == height;
        width = newWidth;
        height = newHeight;
        return same;
    }

    private Extension shared() {
        Extension extension = connection.extension("MIT-SHM");
        if (!extension.present()) {
            limit = "the X server has no MIT-SHM";
            return Extension.ABSENT;
        }
        if (!connection.local()) {
            limit = "the X server is not on this machine";
            return Extension.ABSENT;
        }
        connection.begin(extension.opcode(), SHM_QUERY_VERSION);
        connection.reply(connection.ask());
        try (Segment probe = Segment.make(connection, extension.opcode(), 4096)) {
            if (probe == null || !arrives(extension, probe)) {
                limit = "the X server does not share memory with this process";
                return Extension.ABSENT;
            }
        }
        return extension;
    }

    /** In a container the number of a segment may mean another one to the server: look whether it writes into ours. */
    private boolean arrives(Extension extension, Segment probe) {
        for (int mark : new int[] {0x5a5a5a5a, 0xa5a5a5a5}) {
            probe.setInt(mark);
            image(extension, probe, 0, 0, 1, 1);
            if (connection.reply(connection.ask()) != null && probe.getInt() != mark) {
                return true;
            }
        }
        return false;
    }

    private void image(Extension extension, Segment to, int x, int y, int columns, int rows) {
        connection
                .begin(extension.opcode(), SHM_GET_IMAGE)
                .putInt(connection.root())
                .putShort((short) x)
                .putShort((short) y)
                .putShort((short) columns)
                .putShort((short) rows)
                .putInt(ALL_PLANES)
                .put((byte) Z_PIXMAP)
                .put(new byte[3])
                .putInt(to.id())
                .putInt(0);
    }

    /** Copies {@code area}; see {@link org.oriel.api.source.Screen#grab}. */
    void grab(Rect area, int[] pixels, int offset, int stride) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Rect inside = Rects.intersect(area, new Rect(0, 0, width, height));
            for (int row = 0; row < area.height(); row++) {
                int from = offset + row * stride;
                blank(area.y() + row, area, inside, pixels, from);
            }
            int check = geometry();
            boolean copied =
                    copy(inside, pixels, offset + (inside.y() - area.y()) * stride + inside.x() - area.x(), stride);
            if (measured(check) && copied) {
                return;
            }
        }
        throw new IllegalStateException("the X server refuses the picture, or the screen keeps changing its size");
    }

    /** Zeroes what of one row lies outside. */
    private static void blank(int y, Rect area, Rect inside, int[] pixels, int from) {
        if (y < inside.y() || y >= inside.y() + inside.height()) {
            Arrays.fill(pixels, from, from + area.width(), 0);
        } else {
            int left = inside.x() - area.x();
            Arrays.fill(pixels, from, from + left, 0);
            Arrays.fill(pixels, from + left + inside.width(), from + area.width(), 0);
        }
    }

    private boolean copy(Rect inside, int[] pixels, int offset, int stride) {
        if (Rects.empty(inside)) {
            return true;
        }
        long rowBytes = format.rowBytes(inside.width());
        Segment memory = room(Math.min(rowBytes * inside.height(), MOST_SHARED_BYTES));
        long most = memory == null ? MOST_SENT_BYTES : memory.bytes();
        int band = (int) Math.max(1, Math.min(inside.height(), most / rowBytes));
        for (int row = 0; row < inside.height(); row += band) {
            int rows = Math.min(band, inside.height() - row);
            int at = offset + row * stride;
            Rect part = new Rect(inside.x(), inside.y() + row, inside.width(), rows);
            if (!(memory == null ? sent(part, pixels, at, stride) : shared(memory, part, pixels, at, stride))) {
                return false;
            }
        }
        return true;
    }

    /** The segment, made larger when it has to be; null when there is none. */
    private @Nullable Segment room(long bytes) {
        Segment before = segment;
        if (!shared.present() || (before != null && before.bytes() >= bytes)) {
            return before;
        }
        close();
        segment = Segment.make(connection, shared.opcode(), bytes);
        limit = segment == null ? "the system gives no shared memory of " + bytes + " bytes" : "";
        return segment;
    }

    private boolean shared(Segment memory, Rect part, int[] pixels, int at, int stride) {
        image(shared, memory, part.x(), part.y(), part.width(), part.height());
        if (connection.reply(connection.ask()) == null) {
            return false;
        }
        long bytes = (long) format.rowBytes(part.width()) * part.height();
        format.copy(memory.memory(bytes), part.width(), part.height(), pixels, at, stride);
        return true;
    }

    private boolean sent(Rect part, int[] pixels, int at, int stride) {
        connection
                .begin(GET_IMAGE, Z_PIXMAP)
                .putInt(connection.root())
                .putShort((short) part.x())
                .putShort((short) part.y())
                .putShort((short) part.width())
                .putShort((short) part.height())
                .putInt(ALL_PLANES);
        long reply = connection.rawReply(connection.ask());
        if (reply == 0) {
            return false;
        }
        try {
            long bytes = (long) format.rowBytes(part.width()) * part.height();
            Pointer data = new Pointer(reply);
            if (4L * data.getInt(4) < bytes) {
                throw new IllegalStateException("the X server sent less than the picture");
            }
            format.copy(data.getByteBuffer(HEADER, bytes), part.width(), part.height(), pixels, at, stride);
            return true;
        } finally {
            LibC.free(reply);
        }
    }

    @Override
    public void close() {
        Segment before = segment;
        segment = null;
        if (before != null) {
            before.close();
        }
    }
}
