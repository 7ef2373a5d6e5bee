package org.oriel.trajectory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;

/**
 * What was done: one gesture of a hand, or what stands for one.
 *
 * <p><b>What:</b> an immutable value. <b>Threading:</b> safe to share. <b>Errors:</b> none. <b>Data:</b> places are physical
 * pixels of the virtual desktop; buttons are numbered as in {@link org.oriel.api.event.PointerButton}; modifiers are those
 * that were held, without locks ({@code CAPS_LOCK}, {@code NUM_LOCK}); text and names are {@link Sensitive}.
 */
public sealed interface Action {

    /** Its name in exported data, such as {@code long_press}. */
    String kind();

    /** What the hand did: the action itself, except where a {@link MenuPath} or a {@link Choice} says what it was for. */
    default Action gesture() {
        return this;
    }

    /**
     * A button pressed and released in one place.
     *
     * @param button which
     * @param count 1, 2 (double) or 3 (triple)
     * @param at where it was pressed first
     * @param modifiers held
     */
    record Click(int button, int count, Point at, Set<Modifier> modifiers) implements Action {
        /** Sorts the set. */
        public Click {
            modifiers = Held.sorted(modifiers);
        }

        @Override
        public String kind() {
            return switch (count) {
                case 1 -> "click";
                case 2 -> "double_click";
                default -> "triple_click";
            };
        }
    }

    /**
     * A button held in one place.
     *
     * @param button which
     * @param at where
     * @param millis how long
     * @param modifiers held
     */
    record LongPress(int button, Point at, long millis, Set<Modifier> modifiers) implements Action {
        /** Sorts the set. */
        public LongPress {
            modifiers = Held.sorted(modifiers);
        }

        @Override
        public String kind() {
            return "long_press";
        }
    }

    /**
     * A button pressed in one place and released in another.
     *
     * @param button which
     * @param path from where it was pressed to where it was released, at least two places, thinned to a bounded number;
     *     {@code afterMillis} counts from the press
     * @param modifiers held at the press
     */
    record Drag(int button, List<Point> path, Set<Modifier> modifiers) implements Action {
        /** Copies the list, sorts the set. */
        public Drag {
            path = List.copyOf(path);
            modifiers = Held.sorted(modifiers);
        }

        /** Where it was pressed. */
        public Point from() {
            return path.get(0);
        }

        /** Where it was released. */
        public Point to() {
            return path.get(path.size() - 1);
        }

        @Override
        public String kind() {
            return "drag";
        }
    }

    /**
     * The wheel or a scrolling gesture, in one direction.
     *
     * @param notchesX right is positive
     * @param notchesY down is positive
     * @param pixelsX 0 where the device does not tell
     * @param pixelsY 0 where the device does not tell
     * @param at where it began
     * @param modifiers held
     */
    record Scroll(double notchesX, double notchesY, double pixelsX, double pixelsY, Point at, Set<Modifier> modifiers)
            implements Action {
        /** Sorts the set. */
        public Scroll {
            modifiers = Held.sorted(modifiers);
        }

        @Override
        public String kind() {
            return "scroll";
        }
    }

    /**
     * Text, character by character as the keys typed it: what was deleted later is still in it, and the deletion is a
     * {@link Press} of its own.
     *
     * @param text what was typed, with the placeholder of whatever was masked
     * @param placeholders where in {@code text} the placeholders are, in order
     */
    record Type(Sensitive text, List<Placeholder> placeholders) implements Action {
        /** Copies the list. */
        public Type {
            placeholders = List.copyOf(placeholders);
        }

        /** What was masked. */
        public List<Redaction> redactions() {
            return placeholders.stream().map(Placeholder::redaction).toList();
        }

        @Override
        public String kind() {
            return "type";
        }
    }

    /**
     * A stretch of a text that stands for something else.
     *
     * @param start index in the text, as in Java strings
     * @param end index after it
     * @param redaction what it stands for
     */
    record Placeholder(int start, int end, Redaction redaction) {}

    /**
     * A key that types no text, without modifiers; a modifier that was pressed and released alone.
     *
     * @param key W3C {@code key}, such as {@code Enter}, {@code ArrowDown}, {@code F5}, {@code Meta}
     * @param count how many times in a row, repeats of a held key included
     */
    record Press(String key, int count) implements Action {
        @Override
        public String kind() {
            return "press";
        }
    }

    /**
     * A key with modifiers.
     *
     * @param modifiers held
     * @param key W3C {@code key} as it was told, such as {@code s}, {@code T}, {@code F4}
     * @param code W3C {@code code} of the physical key, such as {@code KeyS}; empty where it is not known
     * @param count how many times while the modifiers stayed held
     * @param continued whether the modifiers were not released since the chord before, as in Alt+Tab, Alt+Shift+Tab
     */
    record Chord(Set<Modifier> modifiers, Sensitive key, Sensitive code, int count, boolean continued)
            implements Action {
        /** Sorts the set. */
        public Chord {
            modifiers = Held.sorted(modifiers);
        }

        /** W3C names in the usual order: Control, Alt, AltGraph, Shift, Meta, and the key. */
        public List<String> keys() {
            List<String> keys = new ArrayList<>(Held.names(modifiers));
            keys.add(key.reveal());
            return keys;
        }

        @Override
        public String kind() {
            return "chord";
        }
    }

    /**
     * An entry of a menu was chosen.
     *
     * @param labels names from the outermost menu to the entry, at least the entry
     * @param gesture the {@link Click} or {@link Press} that chose it
     */
    record MenuPath(List<Sensitive> labels, Action gesture) implements Action {
        /** Copies the list. */
        public MenuPath {
            labels = List.copyOf(labels);
        }

        @Override
        public String kind() {
            return "menu_path";
        }
    }

    /**
     * An entry of a dropdown was chosen.
     *
     * @param of name of the dropdown
     * @param label name of the entry
     * @param gesture the {@link Click} or {@link Press} that chose it
     */
    record Choice(Sensitive of, Sensitive label, Action gesture) implements Action {
        @Override
        public String kind() {
            return "choice";
        }
    }

    /**
     * The pointer was brought to a menu that opens without a click.
     *
     * @param at where
     */
    record Hover(Point at) implements Action {
        @Override
        public String kind() {
            return "hover";
        }
    }

    /**
     * Nothing was done.
     *
     * @param millis how long
     */
    record Wait(long millis) implements Action {
        @Override
        public String kind() {
            return "wait";
        }
    }

    /**
     * Keys were pressed, and that is all that is told: a protected field, or a caret that nobody knew.
     *
     * @param spans events that say so
     */
    record Suppressed(int spans) implements Action {
        @Override
        public String kind() {
            return "suppressed";
        }
    }

    /**
     * Input that is no gesture this library knows: kept as it is, never guessed.
     *
     * @param why a constant, such as {@code released-without-press}
     * @param events ids of the raw events, the first {@link Reduction#UNKNOWN_IDS} of them
     * @param count how many events
     */
    record Unknown(String why, List<String> events, int count) implements Action {
        /** Copies the list. */
        public Unknown {
            events = List.copyOf(events);
        }

        @Override
        public String kind() {
            return "unknown";
        }
    }

    /** Modifiers that are held down, as against locks. */
    final class Held {
        private static final Set<Modifier> LOCKS = EnumSet.of(Modifier.CAPS_LOCK, Modifier.NUM_LOCK);
        private static final Set<Modifier> NONE = Set.of();

        private Held() {}

        /** Without locks, in the order of the enumeration. */
        static Set<Modifier> sorted(Set<Modifier> modifiers) {
            if (modifiers.isEmpty()) {
                return NONE;
            }
            EnumSet<Modifier> held = EnumSet.copyOf(modifiers);
            held.removeAll(LOCKS);
            return held.isEmpty() ? NONE : java.util.Collections.unmodifiableSet(held);
        }

        /** W3C key names: Control, Alt, AltGraph, Shift, Meta. */
        public static List<String> names(Set<Modifier> modifiers) {
            List<String> names = new ArrayList<>();
            add(names, modifiers, Modifier.CONTROL, "Control");
            add(names, modifiers, Modifier.ALT, "Alt");
            add(names, modifiers, Modifier.ALT_GRAPH, "AltGraph");
            add(names, modifiers, Modifier.SHIFT, "Shift");
            add(names, modifiers, Modifier.META, "Meta");
            return names;
        }

        private static void add(List<String> names, Set<Modifier> modifiers, Modifier modifier, String name) {
            if (modifiers.contains(modifier)) {
                names.add(name);
            }
        }
    }
}
