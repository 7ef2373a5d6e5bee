package org.oriel.trajectory;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Modifier;

/** Reads W3C {@code key} values (UI Events KeyboardEvent key values). */
final class KeyNames {
    private static final Set<String> MODIFIERS =
            Set.of("Shift", "Control", "Alt", "AltGraph", "Meta", "Super", "Hyper", "OS", "Fn", "Symbol", "ModeChange");
    /** Keys that make a character together with others; the text comes with the last of them. */
    private static final Set<String> COMPOSING = Set.of("Dead", "Compose", "Process", "Convert", "NonConvert");

    private static final Set<String> DELETING = Set.of("Backspace", "Delete");

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

    static boolean composes(String key) {
        return COMPOSING.contains(key);
    }

    static boolean deletes(String key) {
        return DELETING.contains(key);
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

    /**
     * Whether these modifiers make a command of a key. AltGr is Control and Alt together on some systems: then it types.
     */
    static boolean command(Set<Modifier> modifiers, boolean text) {
        if (modifiers.isEmpty()) {
            return false;
        }
        if (modifiers.contains(Modifier.META)) {
            return true;
        }
        boolean control = modifiers.contains(Modifier.CONTROL);
        boolean alt = modifiers.contains(Modifier.ALT);
        if (text && modifiers.contains(Modifier.ALT_GRAPH)) {
            return control != alt;
        }
        return control || alt || (!text && !modifiers.isEmpty());
    }
}
