package org.oriel.source.x11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.oriel.api.event.Modifier;

/**
 * Keycodes to text: libxkbcommon, fed with the keyboard state that the server told, never with a state asked for later
 * (a Shift that was released meanwhile would turn {@code A} into {@code a}). Decoder's thread only.
 */
final class Typist implements AutoCloseable {
    private static final int SHIFT = 1;
    private static final int LOCK = 1 << 1;
    private static final int CONTROL = 1 << 2;
    private static final int MOD1 = 1 << 3;
    private static final int MOD2 = 1 << 4;
    private static final int MOD4 = 1 << 6;
    private static final int MOD5 = 1 << 7;
    private static final int TEXT_BYTES = 64;

    private final KeymapTable keymaps;
    private final Memory buffer = new Memory(TEXT_BYTES);
    private final String[] pressed = new String[256];
    private long keymap;
    private long state;
    private long composeTable;
    private long compose;
    private int modifiers;
    private long stateValue;
    private int stateGroups;

    Typist(KeymapTable keymaps, String locale) {
        this.keymaps = keymaps;
        long context = Xkb.xkb_context_new(0);
        if (context != 0) {
            Xkb.xkb_context_set_log_level(context, Xkb.LOG_CRITICAL);
            composeTable = Xkb.xkb_compose_table_new_from_locale(context, locale, 0);
            if (composeTable == 0) {
                composeTable = Xkb.xkb_compose_table_new_from_locale(context, "en_US.UTF-8", 0);
            }
            if (composeTable != 0) {
                compose = Xkb.xkb_compose_state_new(composeTable, 0);
            }
            Xkb.xkb_context_unref(context);
        }
    }

    /** The keymap of that generation is in force. */
    void keymap(int generation) {
        long next = keymaps.take(generation);
        if (next == 0) {
            // Overtaken by a newer one, or it did not compile: the one before goes on.
            return;
        }
        freeKeymap();
        keymap = next;
        state = Xkb.xkb_state_new(keymap);
        apply();
    }

    /** The keyboard's state as {@link Keyboard} packs it. */
    void state(long value, int groups) {
        stateValue = value;
        stateGroups = groups;
        apply();
    }

    private void apply() {
        int base = (int) stateValue & 0xffff;
        int latched = (int) (stateValue >>> 16) & 0xffff;
        int locked = (int) (stateValue >>> 32) & 0xffff;
        modifiers = base | latched | locked;
        if (state != 0) {
            Xkb.xkb_state_update_mask(
                    state,
                    base,
                    latched,
                    locked,
                    stateGroups & 0xff,
                    (stateGroups >>> 8) & 0xff,
                    (stateGroups >>> 16) & 0xff);
        }
    }

    Set<Modifier> modifiers() {
        EnumSet<Modifier> set = EnumSet.noneOf(Modifier.class);
        add(set, SHIFT, Modifier.SHIFT);
        add(set, LOCK, Modifier.CAPS_LOCK);
        add(set, CONTROL, Modifier.CONTROL);
        add(set, MOD1, Modifier.ALT);
        add(set, MOD2, Modifier.NUM_LOCK);
        add(set, MOD4, Modifier.META);
        add(set, MOD5, Modifier.ALT_GRAPH);
        return set;
    }

    private void add(EnumSet<Modifier> set, int bit, Modifier modifier) {
        if ((modifiers & bit) != 0) {
            set.add(modifier);
        }
    }

    /** W3C {@code key} of a key that went down. */
    String press(int keycode) {
        String key = state == 0 ? "Unidentified" : meaning(Xkb.xkb_state_key_get_one_sym(state, keycode));
        pressed[keycode & 0xff] = key;
        return key;
    }

    /** W3C {@code key} of a key that goes up: what it was when it went down, whatever was held or composed since. */
    String release(int keycode) {
        String key = pressed[keycode & 0xff];
        pressed[keycode & 0xff] = null;
        if (key != null) {
            return key;
        }
        return state == 0 ? "Unidentified" : plain(Xkb.xkb_state_key_get_one_sym(state, keycode));
    }

    /** What a held key types. */
    String held(int keycode) {
        String key = pressed[keycode & 0xff];
        return key == null ? "Unidentified" : key;
    }

    /** The sequence that was begun, if any, is abandoned: the keyboard went elsewhere. */
    void abandon() {
        if (compose != 0) {
            Xkb.xkb_compose_state_reset(compose);
        }
        java.util.Arrays.fill(pressed, null);
    }

    private String meaning(int keysym) {
        boolean chord = (modifiers & (CONTROL | MOD1 | MOD4)) != 0;
        if (compose == 0 || chord || keysym == 0) {
            return plain(keysym);
        }
        Xkb.xkb_compose_state_feed(compose, keysym);
        switch (Xkb.xkb_compose_state_get_status(compose)) {
            case Xkb.COMPOSE_COMPOSING:
                return Codes.name(keysym).equals("Compose") ? "Compose" : "Dead";
            case Xkb.COMPOSE_COMPOSED:
                String text = composed();
                Xkb.xkb_compose_state_reset(compose);
                return text.isEmpty() ? plain(keysym) : text;
            case Xkb.COMPOSE_NOTHING:
                return plain(keysym);
            default:
                Xkb.xkb_compose_state_reset(compose);
                return plain(keysym);
        }
    }

    private String composed() {
        int length = Xkb.xkb_compose_state_get_utf8(compose, Pointer.nativeValue(buffer), TEXT_BYTES);
        if (length <= 0 || length >= TEXT_BYTES) {
            return "";
        }
        String text = new String(buffer.getByteArray(0, length), StandardCharsets.UTF_8);
        buffer.clear();
        return text;
    }

    private static String plain(int keysym) {
        if (Codes.dead(keysym)) {
            return "Dead";
        }
        int character = Xkb.xkb_keysym_to_utf32(keysym);
        return character >= 0x20 && character != 0x7f ? new String(Character.toChars(character)) : Codes.name(keysym);
    }

    private void freeKeymap() {
        if (state != 0) {
            Xkb.xkb_state_unref(state);
            state = 0;
        }
        if (keymap != 0) {
            Xkb.xkb_keymap_unref(keymap);
            keymap = 0;
        }
    }

    @Override
    public void close() {
        freeKeymap();
        if (compose != 0) {
            Xkb.xkb_compose_state_unref(compose);
            Xkb.xkb_compose_table_unref(composeTable);
            compose = 0;
        }
        keymaps.clear();
    }
}
