package org.oriel.source.x11;

/** The part of libxkbcommon-x11 that reads the server's keymap. */
final class XkbX11 {
    private XkbX11() {}

    static native int xkb_x11_setup_xkb_extension(
            long connection, short major, short minor, int flags, long outMajor, long outMinor, long event, long error);

    static native int xkb_x11_get_core_keyboard_device_id(long connection);

    static native long xkb_x11_keymap_new_from_device(long context, long connection, int device, int flags);
}
