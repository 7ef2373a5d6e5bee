package org.oriel.source.x11;

import java.util.HashMap;
import java.util.Map;

/**
 * Physical keys: X keycodes of the evdev rules (Linux input code plus 8) to W3C UI Events {@code code} values, and
 * keysyms without text to W3C {@code key} values.
 */
final class Codes {
    private static final String[] CODES = new String[256];
    private static final Map<Integer, String> NAMES = new HashMap<>();

    private Codes() {}

    /** {@code code} of a keycode; {@code Unidentified} where W3C has none. */
    static String code(int keycode) {
        String code = keycode > 0 && keycode < CODES.length ? CODES[keycode] : null;
        return code == null ? "Unidentified" : code;
    }

    /** {@code key} of a keysym that types nothing; {@code Unidentified} where W3C has none. */
    static String name(int keysym) {
        if (keysym >= 0xffbe && keysym <= 0xffe0) {
            return "F" + (keysym - 0xffbe + 1);
        }
        return NAMES.getOrDefault(keysym, "Unidentified");
    }

    /** Whether the keysym is a dead key (XK_dead_grave and on). */
    static boolean dead(int keysym) {
        return keysym >= 0xfe50 && keysym <= 0xfe93;
    }

    private static void row(int first, String... codes) {
        System.arraycopy(codes, 0, CODES, first, codes.length);
    }

    private static void name(String key, int... keysyms) {
        for (int keysym : keysyms) {
            NAMES.put(keysym, key);
        }
    }

    static {
        row(9, "Escape", "Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9");
        row(19, "Digit0", "Minus", "Equal", "Backspace", "Tab", "KeyQ", "KeyW", "KeyE", "KeyR", "KeyT", "KeyY", "KeyU");
        row(31, "KeyI", "KeyO", "KeyP", "BracketLeft", "BracketRight", "Enter", "ControlLeft", "KeyA", "KeyS", "KeyD");
        row(41, "KeyF", "KeyG", "KeyH", "KeyJ", "KeyK", "KeyL", "Semicolon", "Quote", "Backquote", "ShiftLeft");
        row(51, "Backslash", "KeyZ", "KeyX", "KeyC", "KeyV", "KeyB", "KeyN", "KeyM", "Comma", "Period", "Slash");
        row(
                62,
                "ShiftRight",
                "NumpadMultiply",
                "AltLeft",
                "Space",
                "CapsLock",
                "F1",
                "F2",
                "F3",
                "F4",
                "F5",
                "F6",
                "F7");
        row(74, "F8", "F9", "F10", "NumLock", "ScrollLock", "Numpad7", "Numpad8", "Numpad9", "NumpadSubtract");
        row(83, "Numpad4", "Numpad5", "Numpad6", "NumpadAdd", "Numpad1", "Numpad2", "Numpad3", "Numpad0");
        row(91, "NumpadDecimal");
        row(94, "IntlBackslash", "F11", "F12", "IntlRo", "Lang3", "Lang4", "Convert", "KanaMode", "NonConvert");
        row(104, "NumpadEnter", "ControlRight", "NumpadDivide", "PrintScreen", "AltRight");
        row(110, "Home", "ArrowUp", "PageUp", "ArrowLeft", "ArrowRight", "End", "ArrowDown", "PageDown", "Insert");
        row(119, "Delete");
        row(121, "AudioVolumeMute", "AudioVolumeDown", "AudioVolumeUp", "Power", "NumpadEqual");
        row(127, "Pause");
        row(129, "NumpadComma", "Lang1", "Lang2", "IntlYen", "MetaLeft", "MetaRight", "ContextMenu");

        name("Backspace", 0xff08);
        name("Tab", 0xff09, 0xfe20, 0xff89);
        name("Enter", 0xff0d, 0xff8d);
        name("Escape", 0xff1b);
        name("Delete", 0xffff, 0xff9f);
        name("Home", 0xff50, 0xff95);
        name("ArrowLeft", 0xff51, 0xff96);
        name("ArrowUp", 0xff52, 0xff97);
        name("ArrowRight", 0xff53, 0xff98);
        name("ArrowDown", 0xff54, 0xff99);
        name("PageUp", 0xff55, 0xff9a);
        name("PageDown", 0xff56, 0xff9b);
        name("End", 0xff57, 0xff9c);
        name("Clear", 0xff0b, 0xff9d);
        name("Insert", 0xff63, 0xff9e);
        name("ContextMenu", 0xff67);
        name("PrintScreen", 0xff61);
        name("Pause", 0xff13);
        name("ScrollLock", 0xff14);
        name("NumLock", 0xff7f);
        name("CapsLock", 0xffe5);
        name("Shift", 0xffe1, 0xffe2);
        name("Control", 0xffe3, 0xffe4);
        name("Alt", 0xffe9, 0xffea);
        name("Meta", 0xffe7, 0xffe8, 0xffeb, 0xffec);
        name("AltGraph", 0xfe03, 0xff7e);
        name("Compose", 0xff20);
    }
}
