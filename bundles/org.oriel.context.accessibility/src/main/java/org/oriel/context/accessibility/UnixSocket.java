package org.oriel.context.accessibility;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A stream socket of this machine, by path or by abstract name. Reading: one thread; writing: one thread at a time;
 * {@link #abort} from any thread wakes both.
 */
final class UnixSocket implements AutoCloseable {
    // struct sockaddr_un: sa_family_t, then 108 bytes of path.
    private static final int PATH_AT = 2;
    private static final int MOST_PATH = 108;
    private static final int BUFFER = 64 * 1024;

    private final int fd;
    private final Memory in = new Memory(BUFFER);
    private final Memory out = new Memory(BUFFER);
    private final Object lock = new Object();
    // Guarded by lock: a descriptor that was given back may belong to someone else a moment later.
    private boolean closed;

    private UnixSocket(int fd) {
        this.fd = fd;
    }

    /**
     * Connects.
     *
     * @param name path of the socket, or with a NUL in front an abstract name
     */
    static UnixSocket connect(String name, long sendMillis) throws IOException {
        Libraries.require();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length >= MOST_PATH) {
            throw new IOException("a socket's name of " + bytes.length + " bytes");
        }
        int fd = LibC.socket(LibC.AF_UNIX, LibC.SOCK_STREAM_CLOEXEC, 0);
        if (fd < 0) {
            throw new IOException("no socket to be had");
        }
        // A server whose queue is full would block connect and send for ever.
        limit(fd, LibC.SO_SNDTIMEO, sendMillis);
        try (Memory address = new Memory(PATH_AT + MOST_PATH)) {
            address.clear();
            address.setShort(0, (short) LibC.AF_UNIX);
            address.write(PATH_AT, bytes, 0, bytes.length);
            // A path may end in NUL; an abstract name is exactly as long as told.
            if (LibC.connect(fd, Pointer.nativeValue(address), PATH_AT + bytes.length) != 0) {
                LibC.close(fd);
                throw new IOException("nobody answers at its socket");
            }
        }
        return new UnixSocket(fd);
    }

    /** How long {@link #read} waits, 0 for ever. */
    void readLimit(long millis) {
        limit(fd, LibC.SO_RCVTIMEO, millis);
    }

    private static void limit(int fd, int option, long millis) {
        // struct timeval
        try (Memory time = new Memory(2 * Long.BYTES)) {
            time.setLong(0, TimeUnit.MILLISECONDS.toSeconds(millis));
            time.setLong(8, TimeUnit.MILLISECONDS.toMicros(millis % 1000));
            LibC.setsockopt(fd, LibC.SOL_SOCKET, option, Pointer.nativeValue(time), 2 * Long.BYTES);
        }
    }

    /** Writes all of it, or fails: a part of a message would spoil all that follow. */
    void write(byte[] bytes, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(BUFFER, length - done);
            out.write(0, bytes, done, part);
            int sent = (int) LibC.send(fd, Pointer.nativeValue(out), part, LibC.MSG_NOSIGNAL);
            if (sent <= 0) {
                abort();
                throw new IOException("it takes nothing more");
            }
            done += sent;
        }
    }

    /** Waits for bytes; -1 when the other side or {@link #abort} ended it. */
    int read(byte[] bytes, int offset, int length) {
        int got = (int) LibC.recv(fd, Pointer.nativeValue(in), Math.min(length, BUFFER), 0);
        if (got <= 0) {
            return -1;
        }
        in.read(0, bytes, offset, got);
        return got;
    }

    /** Ends it for both directions; the descriptor stays until {@link #close}. */
    void abort() {
        synchronized (lock) {
            if (!closed) {
                LibC.shutdown(fd, LibC.SHUT_RDWR);
            }
        }
    }

    /** Gives the descriptor back. Only when nobody reads or writes any more. */
    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                LibC.close(fd);
            }
        }
    }
}
