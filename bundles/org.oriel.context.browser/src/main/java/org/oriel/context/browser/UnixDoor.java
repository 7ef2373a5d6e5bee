package org.oriel.context.browser;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;

/** A listening Unix socket that only its user can open, and that tells who connects. */
final class UnixDoor implements AutoCloseable {
    /** {@code sun_path} holds 108 bytes with a closing zero (unix(7)). */
    private static final int LONGEST_PATH = 107;

    private static final int BACKLOG = 8;

    private final Path path;
    private final int socket;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** A caller. */
    record Caller(Link link, Credentials credentials) {}

    UnixDoor(Path path) throws IOException {
        byte[] name = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || name.length > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "socket: " + path + ", allowed: a path of at most " + LONGEST_PATH + " bytes in a folder");
        }
        this.path = path;
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                .endsWith("------")) {
            throw new IllegalArgumentException("socket: " + path + ", allowed: a folder that its user alone can enter");
        }
        // What an instance that was killed left behind; the lock on the data directory says that nobody uses it.
        Files.deleteIfExists(path);
        this.socket = Libc.socket(Libc.AF_UNIX, Libc.SOCK_STREAM | Libc.SOCK_CLOEXEC, 0);
        try {
            byte[] address = new byte[2 + LONGEST_PATH + 1];
            address[0] = Libc.AF_UNIX;
            System.arraycopy(name, 0, address, 2, name.length);
            Libc.bind(socket, address, address.length);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            Libc.listen(socket, BACKLOG);
        } catch (LastErrorException e) {
            Libc.close(socket);
            throw new IOException("socket " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Waits for a caller. */
    Caller accept() throws IOException {
        try {
            int caller = Libc.accept4(socket, null, null, Libc.SOCK_CLOEXEC);
            int[] credentials = new int[3];
            Libc.getsockopt(caller, Libc.SOL_SOCKET, Libc.SO_PEERCRED, credentials, new int[] {12});
            return new Caller(new UnixLink(caller), new Credentials(credentials[0], credentials[1]));
        } catch (LastErrorException e) {
            throw new IOException("accept: error " + e.getErrorCode(), e);
        }
    }

    boolean isOpen() {
        return open.get();
    }

    /** Ends the waiting. The descriptor is given back by {@link #release}, when nobody waits on it any more. */
    @Override
    public void close() {
        if (open.getAndSet(false)) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // The next start removes it; nobody listens at it.
            }
            try {
                Libc.shutdown(socket, Libc.SHUT_RDWR);
            } catch (LastErrorException e) {
                // Not waiting.
            }
        }
    }

    void release() {
        Libc.close(socket);
    }

    /** A connection. The descriptor is closed once and never used after, so that it cannot be another one's. */
    static final class UnixLink implements Link {
        private final int socket;
        private final Object lock = new Object(); // guards ended and using
        private boolean ended;
        private int using;

        UnixLink(int socket) {
            this.socket = socket;
        }

        @Override
        public int read(byte[] into, int length) throws IOException {
            enter();
            try {
                int got = Libc.recv(socket, into, length, 0);
                return got == 0 ? -1 : got;
            } catch (LastErrorException e) {
                throw new IOException("read: error " + e.getErrorCode(), e);
            } finally {
                leave();
            }
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            enter();
            try {
                byte[] rest = bytes;
                while (rest.length > 0) {
                    int done = Libc.send(socket, rest, rest.length, Libc.MSG_NOSIGNAL);
                    rest = java.util.Arrays.copyOfRange(rest, done, rest.length);
                }
            } catch (LastErrorException e) {
                throw new IOException("write: error " + e.getErrorCode(), e);
            } finally {
                leave();
            }
        }

        private void enter() throws IOException {
            synchronized (lock) {
                if (ended) {
                    throw new IOException("closed");
                }
                using++;
            }
        }

        private void leave() {
            synchronized (lock) {
                if (--using == 0 && ended) {
                    Libc.close(socket);
                }
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                if (ended) {
                    return;
                }
                ended = true;
                try {
                    Libc.shutdown(socket, Libc.SHUT_RDWR);
                } catch (LastErrorException e) {
                    // The other end is gone already.
                }
                if (using == 0) {
                    Libc.close(socket);
                }
            }
        }
    }
}
