package org.oriel.pipeline;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;

/** Reads W3C {@code key} values (UI Events KeyboardEvent key values): what types text, what is a command. */
final class KeyNames {
    private static final Set<String> MODIFIERS =
            Set.of("Shift", "Control", "Alt", "AltGraph", "Meta", "Super", "Hyper", "OS", "Fn", "Symbol", "ModeChange");
    /** "Process" is each key that an input method takes in; its text comes with a key of its own. */
    private static final Set<String> COMPOSING = Set.of("Dead", "Compose", "Process", "Convert", "NonConvert");

    private static final Set<String> LOCKS = Set.of(
            "CapsLock",
            "NumLock",
            "ScrollLock",
            "FnLock",
            "SymbolLock",
            "GroupFirst",
            "GroupLast",
            "GroupNext",
            "GroupPrevious");
    private static final Set<String> APART = Set.of(
            "PrintScreen",
            "Pause",
            "Power",
            "PowerOff",
            "Sleep",
            "Standby",
            "WakeUp",
            "Eject",
            "Copy",
            "Print",
            "Save");
    private static final String[] APART_PREFIXES = {"Audio", "Media", "Brightness", "Launch", "Microphone", "Keyboard"};

    private KeyNames() {}

    /** Text, not the name of a key: names are two or more ASCII letters and digits that begin with a capital. */
    static boolean isText(String key) {
        if (key.isEmpty()) {
            return false;
        }
        if (key.length() == 1 || key.charAt(0) < 'A' || key.charAt(0) > 'Z') {
            return !Character.isISOControl(key.charAt(0));
        }
        for (int i = 1; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!name) {
                return true;
            }
        }
        return false;
    }

    static boolean isModifier(String key) {
        return MODIFIERS.contains(key);
    }

    /** Keys that make a character together with others: dead keys, and all keys while an input method composes. */
    static boolean composes(String key) {
        return COMPOSING.contains(key);
    }

    /** The modifier of a modifier key, null where events do not tell whether it is held. */
    static @Nullable Modifier modifier(String key) {
        return switch (key) {
            case "Shift" -> Modifier.SHIFT;
            case "Control" -> Modifier.CONTROL;
            case "Alt" -> Modifier.ALT;
            case "AltGraph" -> Modifier.ALT_GRAPH;
            case "Meta", "Super", "Hyper", "OS" -> Modifier.META;
            default -> null;
        };
    }

    /** Paste and cut: commands that are told but change text. */
    static boolean changesText(Key key) {
        String name = key.key().reveal();
        char letter = isText(name) && isChord(key, name) ? chordLetter(key, name) : '\0';
        return letter == 'v' || letter == 'x' || name.equals("Paste") || name.equals("Cut");
    }

    /** Keys that neither type nor move anything. */
    static boolean isApart(String key) {
        if (LOCKS.contains(key) || APART.contains(key)) {
            return true;
        }
        for (String prefix : APART_PREFIXES) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    static boolean isFunction(String key) {
        return key.length() >= 2 && key.length() <= 3 && key.charAt(0) == 'F' && Character.isDigit(key.charAt(1));
    }

    /**
     * Whether a text key is a command. AltGr types text; so does Control and Alt together where that is how AltGr is
     * reported, and Alt alone where it is the Option key: only letters and digits are commands there.
     */
    static boolean isChord(Key key, String text) {
        Set<Modifier> held = key.modifiers();
        if (held.contains(Modifier.ALT_GRAPH)) {
            return false;
        }
        if (held.contains(Modifier.ALT)) {
            return isAsciiAlphanumeric(text) || held.contains(Modifier.META);
        }
        return held.contains(Modifier.CONTROL) || held.contains(Modifier.META);
    }

    /** The letter of a chord, by the physical key where the layout has no Latin letters. */
    static char chordLetter(Key key, String text) {
        String code = key.code().reveal();
        if (text.length() == 1 && text.charAt(0) < 128) {
            return text.toLowerCase(Locale.ROOT).charAt(0);
        }
        return code.length() == 4 && code.startsWith("Key") ? Character.toLowerCase(code.charAt(3)) : '\0';
    }

    /** Keys that say nothing about typed text wherever the caret is: commands, functions, Escape. */
    static boolean saysNothing(Key key) {
        String name = key.key().reveal();
        Set<Modifier> held = key.modifiers();
        boolean command = (held.contains(Modifier.CONTROL) || held.contains(Modifier.META))
                && !held.contains(Modifier.ALT)
                && !held.contains(Modifier.ALT_GRAPH);
        boolean switching = name.equals("Tab") && (held.contains(Modifier.ALT) || held.contains(Modifier.META));
        return (command && isAsciiAlphanumeric(name))
                || switching
                || name.equals("Escape")
                || name.equals("Control")
                || name.equals("Meta")
                || isFunction(name)
                || isApart(name);
    }

    private static boolean isAsciiAlphanumeric(String text) {
        if (text.length() != 1) {
            return false;
        }
        char c = text.charAt(0);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
