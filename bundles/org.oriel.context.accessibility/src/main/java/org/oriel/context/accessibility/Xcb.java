package org.oriel.context.accessibility;

/**
 * The part of libxcb that this bundle uses, mapped directly. Requests are written and replies are read in the wire format
 * of the X11 protocol. An error belongs to its request; there is no process-wide handler as in Xlib.
 */
final class Xcb {
    /** Errors come back with the reply, not as events. */
    static final int CHECKED = 1;

    private Xcb() {}

    static native long xcb_connect(String display, long screen);

    static native void xcb_disconnect(long connection);

    static native int xcb_connection_has_error(long connection);

    static native int xcb_get_file_descriptor(long connection);

    static native long xcb_get_setup(long connection);

    static native int xcb_send_request(long connection, int flags, long vector, long request);

    static native long xcb_wait_for_reply(long connection, int sequence, long error);
}
