package org.oriel.context.socket;

import com.sun.jna.LastErrorException;
import java.io.IOException;

/** One caller. Read and closed by one thread; {@link #hangUp} from any. */
public final class UnixPeer implements AutoCloseable {
    private final LibC c;
    private final int fd;
    private final int process;
    private final int user;
    private final Object lock = new Object();
    // Guarded by lock: a number that was given back may be another file's by now.
    private boolean closed;

    UnixPeer(LibC c, int fd) {
        this.c = c;
        this.fd = fd;
        // struct ucred: pid, uid, gid, as they were when the caller connected.
        int[] credentials = {0, -1, -1};
        try {
            c.getsockopt(fd, LibC.SOL_SOCKET, LibC.SO_PEERCRED, credentials, new int[] {3 * Integer.BYTES});
        } catch (LastErrorException e) {
            credentials[1] = -1;
        }
        process = credentials[0];
        user = credentials[1];
    }

    /** Its process; 0 where not known. */
    public int process() {
        return process;
    }

    /** Its user; -1 where not known. */
    public int user() {
        return user;
    }

    /** Reads into {@code buffer}; -1 when it hung up or was hung up on. */
    public int read(byte[] buffer) {
        while (true) {
            try {
                long count = c.read(fd, buffer, buffer.length);
                return count == 0 ? -1 : (int) count;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != LibC.EINTR) {
                    return -1;
                }
            }
        }
    }

    /** Writes all of {@code bytes}. */
    public void write(byte[] bytes) throws IOException {
        byte[] rest = bytes;
        while (rest.length > 0) {
            try {
                int sent = (int) c.send(fd, rest, rest.length, LibC.MSG_NOSIGNAL);
                rest = java.util.Arrays.copyOfRange(rest, sent, rest.length);
            } catch (LastErrorException e) {
                if (e.getErrorCode() != LibC.EINTR) {
                    throw new IOException("the caller is gone", e);
                }
            }
        }
    }

    /** Ends the conversation; whoever reads returns. */
    public void hangUp() {
        synchronized (lock) {
            if (!closed) {
                try {
                    c.shutdown(fd, LibC.SHUT_RDWR);
                } catch (LastErrorException e) {
                    // It hung up first.
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            c.close(fd);
        }
    }
}
