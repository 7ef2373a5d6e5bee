package org.oriel.source.x11;

/** What the pump needs of the C library. */
final class LibC {
    static final int POLLIN = 1;
    static final int EFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    static final int SHUT_RDWR = 2;

    private LibC() {}

    static native int poll(long fds, long count, int timeoutMillis);

    static native int eventfd(int initial, int flags);

    static native int eventfd_write(int fd, long value);

    static native int shutdown(int fd, int how);

    static native int close(int fd);

    static native void free(long address);
}
