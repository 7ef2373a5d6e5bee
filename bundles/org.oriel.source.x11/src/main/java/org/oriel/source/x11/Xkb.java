package org.oriel.source.x11;

/** The part of libxkbcommon that turns keycodes into text. */
final class Xkb {
    static final int COMPOSE_NOTHING = 0;
    static final int COMPOSE_COMPOSING = 1;
    static final int COMPOSE_COMPOSED = 2;

    /** No include paths and no environment: a keymap that comes from the server needs neither. */
    static final int CONTEXT_BARE = 1 | 2;

    static final int LOG_CRITICAL = 10;

    private Xkb() {}

    static native long xkb_context_new(int flags);

    static native void xkb_context_unref(long context);

    static native void xkb_context_set_log_level(long context, int level);

    static native void xkb_keymap_unref(long keymap);

    static native long xkb_state_new(long keymap);

    static native void xkb_state_unref(long state);

    static native int xkb_state_update_mask(
            long state,
            int baseMods,
            int latchedMods,
            int lockedMods,
            int baseGroup,
            int latchedGroup,
            int lockedGroup);

    static native int xkb_state_key_get_one_sym(long state, int keycode);

    static native int xkb_keysym_to_utf32(int keysym);

    static native long xkb_compose_table_new_from_locale(long context, String locale, int flags);

    static native void xkb_compose_table_unref(long table);

    static native long xkb_compose_state_new(long table, int flags);

    static native void xkb_compose_state_unref(long state);

    static native int xkb_compose_state_feed(long state, int keysym);

    static native int xkb_compose_state_get_status(long state);

    static native int xkb_compose_state_get_utf8(long state, long buffer, long size);

    static native void xkb_compose_state_reset(long state);
}
