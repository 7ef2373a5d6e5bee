package org.oriel.source.x11.frames;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the server told when we connected (X11 protocol, encoding of the connection setup).
 *
 * @param root the root window of our screen
 * @param clientMask bits of a window id that tell the client it was made by
 * @param pixels how pixels of the root window look
 */
record Setup(int root, int clientMask, PixelFormat pixels) {
    private static final int FIXED = 40;
    private static final int FORMAT = 8;
    private static final int SCREEN = 40;
    private static final int DEPTH = 8;
    private static final int VISUAL = 24;

    /** Whether two windows were made by different clients. */
    boolean foreign(int window, int other) {
        return (window & clientMask) != (other & clientMask);
    }

    /** Whether the server made the window itself. */
    boolean servers(int window) {
        return (window & clientMask) == 0;
    }

    static Setup read(Pointer pointer, int number) {
        int length = 8 + 4 * (pointer.getShort(6) & 0xffff);
        ByteBuffer in = ByteBuffer.wrap(pointer.getByteArray(0, length)).order(ByteOrder.nativeOrder());
        boolean bigEndian = in.get(30) != 0;
        int formats = FIXED + pad(in.getShort(24) & 0xffff);
        int formatCount = in.get(29) & 0xff;
        int screen = formats + FORMAT * formatCount;
        for (int i = 0; i < number; i++) {
            screen = endOfScreen(in, screen);
        }
        int depth = in.get(screen + 38) & 0xff;
        int visual = visual(in, screen, in.getInt(screen + 32));
        for (int i = 0; i < formatCount; i++) {
            int format = formats + FORMAT * i;
            if ((in.get(format) & 0xff) == depth) {
                PixelFormat pixels = new PixelFormat(
                        in.get(format + 1) & 0xff,
                        in.get(format + 2) & 0xff,
                        bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                        in.getInt(visual + 8),
                        in.getInt(visual + 12),
                        in.getInt(visual + 16));
                return new Setup(in.getInt(screen), ~in.getInt(16), pixels);
            }
        }
        throw new IllegalStateException("the X server tells no pixel format for the depth " + depth + " of its screen");
    }

    private static int pad(int length) {
        return (length + 3) / 4 * 4;
    }

    private static int endOfScreen(ByteBuffer in, int screen) {
        int at = screen + SCREEN;
        for (int i = in.get(screen + 39) & 0xff; i > 0; i--) {
            at += DEPTH + VISUAL * (in.getShort(at + 2) & 0xffff);
        }
        return at;
    }

    private static int visual(ByteBuffer in, int screen, int id) {
        int at = screen + SCREEN;
        for (int i = in.get(screen + 39) & 0xff; i > 0; i--) {
            int count = in.getShort(at + 2) & 0xffff;
            for (int v = at + DEPTH; v < at + DEPTH + VISUAL * count; v += VISUAL) {
                if (in.getInt(v) == id) {
                    return v;
                }
            }
            at += DEPTH + VISUAL * count;
        }
        throw new IllegalStateException("the X server does not tell the visual of its screen");
    }
}
