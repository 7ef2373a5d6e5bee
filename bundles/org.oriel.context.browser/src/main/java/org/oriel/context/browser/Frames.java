package org.oriel.context.browser;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames of native messaging: four bytes of length in the machine's order, then as many of JSON. */
final class Frames {
    /** Longest; what a browser sends of a click is about 1 KiB. */
    static final int LONGEST = 64 * 1024;

    /** A length that nobody has a reason to announce. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("a frame of more than " + LONGEST + " bytes");
        }
    }

    private Frames() {}

    static byte[] read(Link link) throws IOException {
        byte[] head = new byte[4];
        link.readFully(head);
        int length = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder()).getInt();
        if (length < 0 || length > LONGEST) {
            throw new TooLong();
        }
        byte[] body = new byte[length];
        link.readFully(body);
        return body;
    }

    static byte[] of(byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .order(ByteOrder.nativeOrder())
                .putInt(body.length)
                .put(body)
                .array();
    }
}
