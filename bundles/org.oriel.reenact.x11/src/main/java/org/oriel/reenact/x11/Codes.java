package org.oriel.reenact.x11;

import java.util.HashMap;
import java.util.Map;

/** Physical keys: W3C UI Events {@code code} to X keycodes of the evdev rules (Linux input code plus 8). */
final class Codes {
    private static final Map<String, Integer> KEYCODES = new HashMap<>();

    private Codes() {}

    /** The keycode, 0 where there is none. */
    static int keycode(String code) {
        return KEYCODES.getOrDefault(code, 0);
    }

    private static void row(int first, String codes) {
        int keycode = first;
        for (String code : codes.split(" ", -1)) {
            KEYCODES.put(code, keycode++);
        }
    }

    static {
        row(
                9,
                "Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace Tab");
        row(24, "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft");
        row(38, "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash");
        row(
                52,
                "KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock");
        row(67, "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4");
        row(84, "Numpad5 Numpad6 NumpadAdd Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal");
        row(94, "IntlBackslash F11 F12");
        row(104, "NumpadEnter ControlRight NumpadDivide PrintScreen AltRight");
        row(110, "Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete");
        row(133, "MetaLeft MetaRight ContextMenu");
    }
}
