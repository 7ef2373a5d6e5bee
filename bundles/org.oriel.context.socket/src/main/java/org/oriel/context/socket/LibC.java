package org.oriel.context.socket;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** What the socket needs of the C library: the JDK's own sockets tell the peer's user, and not its process. */
public interface LibC extends Library {
    int AF_UNIX = 1;
    int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    int SOCK_CLOEXEC = 0x80000;
    int SOL_SOCKET = 1;
    int SO_PEERCRED = 17;
    int MSG_NOSIGNAL = 0x4000;
    int SHUT_RDWR = 2;
    int EINTR = 4;

    /** Loads it. */
    static LibC load() {
        return Native.load("c", LibC.class);
    }

    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int fd, byte[] address, int length) throws LastErrorException;

    int listen(int fd, int backlog) throws LastErrorException;

    int accept4(int fd, @Nullable Pointer address, @Nullable Pointer length, int flags) throws LastErrorException;

    int getsockopt(int fd, int level, int name, int[] value, int[] length) throws LastErrorException;

    long read(int fd, byte[] into, long count) throws LastErrorException;

    long send(int fd, byte[] from, long count, int flags) throws LastErrorException;

    int shutdown(int fd, int how) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    int getuid();
}
