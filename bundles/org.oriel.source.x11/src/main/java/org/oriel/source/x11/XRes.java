package org.oriel.source.x11;

/** The part of libXRes that tells the process of a window. */
final class XRes {
    static final int CLIENT_ID_PID_MASK = 2;

    private XRes() {}

    static native int XResQueryVersion(long display, long major, long minor);

    static native int XResQueryClientIds(long display, long specCount, long specs, long idCount, long ids);

    static native int XResGetClientPid(long value);

    static native void XResClientIdsDestroy(long count, long ids);
}
