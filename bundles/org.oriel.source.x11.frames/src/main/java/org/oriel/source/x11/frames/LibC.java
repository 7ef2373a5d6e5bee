package org.oriel.source.x11.frames;

/** What this bundle needs of the C library. */
final class LibC {
    static final int POLLIN = 1;
    static final int EFD_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    static final int SHUT_RDWR = 2;
    static final int IPC_PRIVATE = 0;
    static final int IPC_CREAT = 0x200;
    static final int IPC_RMID = 0;
    static final int AF_UNIX = 1;

    private LibC() {}

    static native int poll(long fds, long count, int timeoutMillis);

    static native int eventfd(int initial, int flags);

    static native int eventfd_write(int fd, long value);

    static native int eventfd_read(int fd, long value);

    static native int shutdown(int fd, int how);

    static native int close(int fd);

    static native void free(long address);

    static native int getpeername(int fd, long address, long length);

    static native int shmget(int key, long size, int flags);

    static native long shmat(int id, long address, int flags);

    static native int shmdt(long address);

    static native int shmctl(int id, int command, long buffer);
}
