package org.oriel.source.replay;

import java.util.Map;
import org.oriel.api.event.Modifier;
import org.oriel.api.source.RawRecord;

/** The US international layout, as far as a scripted session needs it: which key types a character. */
final class Layout {
    private static final String PLAIN = "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ ";
    private static final String SHIFTED = "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>?";
    private static final String[] CODES =
            ("Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal "
                            + "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight "
                            + "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote Backslash "
                            + "KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash Space")
                    .split(" ", -1);
    /** Letters with an accent, the key of the accent and the letter. */
    private static final String ACCENTED =
            "é'e á'a í'i ó'o ú'u ü\"u ö\"o ä\"a ñ~n ã~a õ~o è`e à`a ê^e ô^o É'E Ö\"O Ü\"U";

    /** Keys that do not type the character they are named after. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("Shift", "ShiftLeft"),
            Map.entry("Control", "ControlLeft"),
            Map.entry("Alt", "AltLeft"),
            Map.entry("Meta", "MetaLeft"),
            Map.entry("AltGraph", "AltRight"));

    private static final Map<String, Modifier> MODIFIERS = Map.of(
            "Shift", Modifier.SHIFT,
            "Control", Modifier.CONTROL,
            "Alt", Modifier.ALT,
            "Meta", Modifier.META,
            "AltGraph", Modifier.ALT_GRAPH);

    private Layout() {}

    /** Whether a key types it, with Shift or without. */
    static boolean types(char c) {
        return PLAIN.indexOf(c) >= 0 || SHIFTED.indexOf(c) >= 0;
    }

    static boolean isShifted(char c) {
        return SHIFTED.indexOf(c) >= 0;
    }

    /** The accent and the letter that make a character, as two characters; empty where it is not made so. */
    static String accent(char c) {
        int i = ACCENTED.indexOf(c);
        return c < 0x80 || i < 0 ? "" : ACCENTED.substring(i + 1, i + 3);
    }

    /** Keycode of the key with this W3C {@code key} value. */
    static int keycode(String key) {
        if (key.length() == 1) {
            char c = key.charAt(0);
            int i = isShifted(c) ? SHIFTED.indexOf(c) : PLAIN.indexOf(c);
            if (i < 0) {
                throw new IllegalArgumentException("no key of the layout types this character, allowed: ASCII");
            }
            return KeyCodes.keycode(CODES[i]);
        }
        return KeyCodes.keycode(NAMED.getOrDefault(key, key));
    }

    /** The bit of a modifier key in the flags of a record, 0 for other keys. */
    static int modifier(String key) {
        Modifier modifier = MODIFIERS.get(key);
        return modifier == null ? 0 : 1 << (RawRecord.MODIFIER_SHIFT + modifier.ordinal());
    }
}
