package org.oriel.context.browser;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The part of the C library that serves a Unix socket on Linux. Java has such sockets too, but does not tell the process at
 * the other end (unix(7), SO_PEERCRED).
 */
final class Libc {
    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_PEERCRED = 17;
    static final int SHUT_RDWR = 2;
    static final int MSG_NOSIGNAL = 0x4000;

    static {
        Native.register(Libc.class, NativeLibrary.getInstance("libc.so.6"));
    }

    private Libc() {}

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native int bind(int socket, byte[] address, int length) throws LastErrorException;

    static native int listen(int socket, int backlog) throws LastErrorException;

    static native int accept4(int socket, byte @Nullable [] address, byte @Nullable [] length, int flags)
            throws LastErrorException;

    static native int getsockopt(int socket, int level, int option, int[] value, int[] length)
            throws LastErrorException;

    static native int recv(int socket, byte[] bytes, int length, int flags) throws LastErrorException;

    static native int send(int socket, byte[] bytes, int length, int flags) throws LastErrorException;

    static native int shutdown(int socket, int how) throws LastErrorException;

    static native int close(int socket) throws LastErrorException;

    static native int getuid();
}
