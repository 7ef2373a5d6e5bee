package org.oriel.context.accessibility;

/** What this bundle needs of the C library: Java's own sockets know no abstract addresses, which D-Bus still uses. */
final class LibC {
    static final int AF_UNIX = 1;
    static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int SHUT_RDWR = 2;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVTIMEO = 20;
    static final int SO_SNDTIMEO = 21;

    private LibC() {}

    static native int socket(int domain, int type, int protocol);

    static native int connect(int fd, long address, int length);

    static native int setsockopt(int fd, int level, int option, long value, int length);

    static native long send(int fd, long buffer, long length, int flags);

    static native long recv(int fd, long buffer, long length, int flags);

    static native int shutdown(int fd, int how);

    static native int close(int fd);

    static native int getuid();

    static native void free(long address);
}
