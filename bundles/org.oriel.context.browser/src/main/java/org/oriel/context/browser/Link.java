package org.oriel.context.browser;

import java.io.EOFException;
import java.io.IOException;

/** One connection. Reading and writing block; {@link #close} ends both, from any thread. */
interface Link extends AutoCloseable {
    /** Reads what is there, at most {@code length} bytes; -1 at the end. */
    int read(byte[] into, int length) throws IOException;

    /** Writes all of it. */
    void write(byte[] bytes) throws IOException;

    /** Fills {@code into}. */
    default void readFully(byte[] into) throws IOException {
        byte[] part = new byte[Math.min(into.length, 8192)];
        for (int done = 0; done < into.length; ) {
            int got = read(part, Math.min(part.length, into.length - done));
            if (got <= 0) {
                throw new EOFException("the connection ended after " + done + " of " + into.length + " bytes");
            }
            System.arraycopy(part, 0, into, done, got);
            done += got;
        }
    }

    @Override
    void close();
}
