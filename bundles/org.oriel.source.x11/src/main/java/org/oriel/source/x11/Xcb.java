package org.oriel.source.x11;

/** The part of libxcb that keymap reading needs. */
final class Xcb {
    private Xcb() {}

    static native long xcb_connect(String display, long screen);

    static native int xcb_connection_has_error(long connection);

    static native int xcb_get_file_descriptor(long connection);

    static native long xcb_poll_for_event(long connection);

    static native void xcb_disconnect(long connection);
}
