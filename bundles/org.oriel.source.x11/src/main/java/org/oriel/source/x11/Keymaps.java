package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Reads the keymap of the server, over a connection of its own: libxkbcommon-x11 speaks XCB only. */
final class Keymaps implements AutoCloseable {
    private final long connection;
    private final int device;
    private final boolean usable;

    Keymaps(String display) {
        connection = Xcb.xcb_connect(display, 0);
        int found = -1;
        if (Xcb.xcb_connection_has_error(connection) == 0) {
            try (Memory out = new Memory(32)) {
                long at = Pointer.nativeValue(out);
                int ok = XkbX11.xkb_x11_setup_xkb_extension(
                        connection, (short) 1, (short) 0, 0, at, at + 8, at + 16, at + 24);
                found = ok == 0 ? -1 : XkbX11.xkb_x11_get_core_keyboard_device_id(connection);
            }
        }
        device = found;
        usable = found >= 0;
    }

    /** The keymap as it is now, with a context of its own; 0 when it cannot be read or does not compile. */
    long read() {
        if (!usable || Xcb.xcb_connection_has_error(connection) != 0) {
            return 0;
        }
        // MappingNotify comes unasked; unread, it would pile up.
        for (long event = Xcb.xcb_poll_for_event(connection); event != 0; event = Xcb.xcb_poll_for_event(connection)) {
            LibC.free(event);
        }
        // A keymap shares its context's tables without locks, and this one goes to another thread.
        long context = Xkb.xkb_context_new(Xkb.CONTEXT_BARE);
        if (context == 0) {
            return 0;
        }
        Xkb.xkb_context_set_log_level(context, Xkb.LOG_CRITICAL);
        long keymap = XkbX11.xkb_x11_keymap_new_from_device(context, connection, device, 0);
        Xkb.xkb_context_unref(context);
        return keymap;
    }

    int fd() {
        return Xcb.xcb_get_file_descriptor(connection);
    }

    @Override
    public void close() {
        Xcb.xcb_disconnect(connection);
    }
}
