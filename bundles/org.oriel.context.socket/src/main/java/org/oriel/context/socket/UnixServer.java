package org.oriel.context.socket;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A Unix socket that waits for callers. {@link #stop} from any thread; {@link #accept} and {@link #close} from one. */
public final class UnixServer implements AutoCloseable {
    // struct sockaddr_un: the family in two bytes, then the path, ended by 0 (unix(7)).
    private static final int ADDRESS_BYTES = 110;

    private final LibC c;
    private final Path path;
    private final int fd;
    private volatile boolean stopped;
    private boolean closed;

    /** Opens it; at most {@code backlog} callers wait. */
    public UnixServer(LibC c, Path path, int backlog) throws IOException {
        this.c = c;
        this.path = path;
        SocketFolder.prepare(path);
        try {
            fd = c.socket(LibC.AF_UNIX, LibC.SOCK_STREAM_CLOEXEC, 0);
            byte[] address = address(path);
            c.bind(fd, address, address.length);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            c.listen(fd, backlog);
        } catch (LastErrorException e) {
            throw new IOException("cannot open the socket " + path + ": " + e.getMessage(), e);
        }
    }

    private static byte[] address(Path path) throws IOException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length + 3 > ADDRESS_BYTES) {
            throw new IOException("socket " + path + " has " + name.length + " bytes, allowed: " + (ADDRESS_BYTES - 3));
        }
        byte[] address = new byte[ADDRESS_BYTES];
        java.nio.ByteBuffer.wrap(address)
                .order(java.nio.ByteOrder.nativeOrder())
                .putShort((short) LibC.AF_UNIX)
                .put(name);
        return address;
    }

    /** The next caller; empty when it was stopped. */
    public Optional<UnixPeer> accept() {
        while (!stopped) {
            try {
                return Optional.of(new UnixPeer(c, c.accept4(fd, null, null, LibC.SOCK_CLOEXEC)));
            } catch (LastErrorException e) {
                if (e.getErrorCode() != LibC.EINTR) {
                    // Too many open files, or a caller that left at once: the next one may be well.
                    LockSupport.parkNanos(10_000_000L);
                }
            }
        }
        return Optional.empty();
    }

    /** Nobody is let in from now on; whoever waits in {@link #accept} returns. */
    public void stop() throws IOException {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            c.shutdown(fd, LibC.SHUT_RDWR);
        } catch (LastErrorException e) {
            throw new IOException("cannot stop the socket " + path, e);
        }
        Files.deleteIfExists(path);
    }

    /** Gives the descriptor back; when nobody is in {@link #accept} any more. */
    @Override
    public void close() {
        // Once: the number may be another file's by now.
        if (!closed) {
            closed = true;
            c.close(fd);
        }
    }
}
