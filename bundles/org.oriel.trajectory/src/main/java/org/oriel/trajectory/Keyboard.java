package org.oriel.trajectory;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Sensitive;

/** Keys: text, strokes, chords, modifiers. */
final class Keyboard {
    /** Keys that may be down at a time; of more, the oldest is forgotten and its release is unknown. */
    private static final int KEYS = 64;

    private final Hands hands;
    private final Reduction reduction;
    /** Keys that are down, and what they went into. */
    private final Map<String, Gesture> pressed = bounded();
    /** Modifier keys that are down. */
    private final Map<String, HeldModifier> held = bounded();

    /** Keys that went up since the last mark: a second release, as injectors send them to be sure, says nothing. */
    private final Map<String, Boolean> released = bounded();

    private long order;
    private long hold;
    private boolean chordInHold;

    Keyboard(Hands hands, Reduction reduction) {
        this.hands = hands;
        this.reduction = reduction;
    }

    void key(CaptureEvent event, Key key) {
        switch (key.phase()) {
            case DOWN -> {
                released.remove(id(key));
                down(event, key);
            }
            case UP -> {
                up(event, key);
                released.put(id(key), true);
            }
            case REPEAT -> repeat(event, key);
            case REDACTED -> redacted(event, key);
            case SUPPRESSED -> suppressed(event);
        }
    }

    private void down(CaptureEvent event, Key key) {
        String name = key.key().reveal();
        if (KeyNames.isModifier(name)) {
            forgetReleased(key.modifiers());
            held.put(id(key), new HeldModifier(event, name, key, order++));
            return;
        }
        hands.breakButton();
        forgetReleased(key.modifiers());
        Gesture gesture = stroke(event, key, name);
        used();
        pressed.put(id(key), gesture);
    }

    private Gesture stroke(CaptureEvent event, Key key, String name) {
        Set<Modifier> modifiers = Action.Held.sorted(key.modifiers());
        boolean text = KeyNames.isText(name);
        if (KeyNames.command(modifiers, text)) {
            return chord(event, key, name, modifiers);
        }
        if (text) {
            return text(event, name, key.count());
        }
        if (KeyNames.composes(name)) {
            return text(event, "", 1);
        }
        if (name.isEmpty() || name.equals("Unidentified")) {
            hands.unknown(event, "unidentified-key");
            return open();
        }
        return press(event, event, key, name, Set.of());
    }

    private Gesture text(CaptureEvent event, String name, int times) {
        String characters = name.repeat(Math.max(1, Math.min(times, reduction.maxText())));
        Typed typed;
        if (hands.open() instanceof Typed open && open.takes(event, characters.length(), reduction)) {
            open.add(event);
            typed = open;
        } else {
            typed = new Typed(event);
            continues(event);
            hands.begin(typed);
        }
        typed.type(characters, 1);
        return typed;
    }

    /** The open text goes on in a step of its own only because it is long. */
    private void continues(CaptureEvent event) {
        if (hands.open() instanceof Typed open && open.takes(event, -reduction.maxText(), reduction)) {
            open.marks.add(Step.Mark.CONTINUES);
        }
    }

    private Gesture chord(CaptureEvent event, Key key, String name, Set<Modifier> modifiers) {
        CaptureEvent first = event;
        for (HeldModifier modifier : held.values()) {
            if (!modifier.used
                    && modifier.event.actor() == event.actor()
                    && modifier.event.subject().equals(event.subject())) {
                first = modifier.event;
                break;
            }
        }
        Gesture gesture = press(event, first, key, name, modifiers);
        chordInHold = true;
        return gesture;
    }

    private Gesture press(CaptureEvent event, CaptureEvent first, Key key, String name, Set<Modifier> modifiers) {
        Stroke stroke;
        if (hands.open() instanceof Stroke open && open.again(event, name, modifiers, hold, reduction.pressMillis())) {
            open.add(event);
            stroke = open;
        } else {
            stroke = new Stroke(first, name, key.code(), modifiers, hold, chordInHold && !modifiers.isEmpty());
            if (!first.id().equals(event.id())) {
                stroke.add(event);
            }
            hands.begin(stroke);
        }
        stroke.press(event, key.count());
        return stroke;
    }

    private void up(CaptureEvent event, Key key) {
        String name = key.key().reveal();
        if (KeyNames.isModifier(name)) {
            modifierUp(event, key);
            return;
        }
        Gesture gesture = pressed.remove(id(key));
        if (gesture == null) {
            releasedAgain(event, key);
        } else if (gesture == hands.open()) {
            gesture.add(event);
        }
    }

    private void releasedAgain(CaptureEvent event, Key key) {
        if (!released.containsKey(id(key))) {
            hands.unknown(event, "released-without-press");
        }
    }

    private void modifierUp(CaptureEvent event, Key key) {
        HeldModifier modifier = held.remove(id(key));
        if (modifier == null) {
            releasedAgain(event, key);
        } else if (!modifier.used) {
            alone(event, key, modifier);
        } else if (hands.open() instanceof Stroke || hands.open() instanceof Typed) {
            extend(event);
        }
        if (held.isEmpty()) {
            hold++;
            chordInHold = false;
        }
    }

    private void extend(CaptureEvent event) {
        Gesture gesture = open();
        if (gesture.sameHand(event)) {
            gesture.add(event);
        }
    }

    /** Nothing else happened while the modifier was down: it is a stroke, of the last one that went down. */
    private void alone(CaptureEvent event, Key key, HeldModifier modifier) {
        hands.breakButton();
        HeldModifier last = modifier;
        CaptureEvent first = modifier.event;
        Set<Modifier> kinds = EnumSet.noneOf(Modifier.class);
        add(kinds, modifier);
        for (HeldModifier other : held.values()) {
            add(kinds, other);
            last = other.order > last.order ? other : last;
            first = other.order < modifier.order && !other.used ? other.event : first;
        }
        if (last.kind != null) {
            kinds.remove(last.kind);
        }
        press(event, first, new Key(Key.Phase.UP, last.code, key.key(), Set.of(), 1), last.name, kinds);
        used();
    }

    private static void add(Set<Modifier> kinds, HeldModifier modifier) {
        if (modifier.kind != null) {
            kinds.add(modifier.kind);
        }
    }

    private void repeat(CaptureEvent event, Key key) {
        String name = key.key().reveal();
        String id = id(key);
        if (KeyNames.isModifier(name)) {
            if (!held.containsKey(id)) {
                hands.unknown(event, "repeated-without-press");
            }
            return;
        }
        Gesture gesture = pressed.get(id);
        if (gesture == null) {
            hands.unknown(event, "repeated-without-press");
        } else if (gesture != hands.open()) {
            hands.breakButton();
            pressed.put(id, stroke(event, key, name));
        } else {
            gesture.add(event);
            gesture.repeat(event, name, Math.min(key.count(), reduction.maxText()));
        }
    }

    private void redacted(CaptureEvent event, Key key) {
        hands.breakButton();
        used();
        int length = key.key().reveal().length();
        if (hands.open() instanceof Typed open && open.takes(event, length, reduction)) {
            open.add(event);
            open.placeholder(event, key);
            return;
        }
        Typed typed = new Typed(event);
        typed.placeholder(event, key);
        continues(event);
        hands.begin(typed);
    }

    private void suppressed(CaptureEvent event) {
        hands.breakButton();
        used();
        if (hands.open() instanceof Hidden open && open.takes(event)) {
            open.add(event);
        } else {
            hands.begin(new Hidden(event));
        }
    }

    /** Something was done with the modifiers that are down. */
    Set<Modifier> used() {
        if (held.isEmpty()) {
            return Set.of();
        }
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        for (HeldModifier modifier : held.values()) {
            modifier.used = true;
            add(modifiers, modifier);
        }
        return Action.Held.sorted(modifiers);
    }

    void used(Set<Modifier> told) {
        forgetReleased(told);
        used();
    }

    /** A modifier that an event does not name any more was released where nobody looked. */
    private void forgetReleased(Set<Modifier> told) {
        if (held.isEmpty()) {
            return;
        }
        held.values().removeIf(modifier -> modifier.kind != null && !told.contains(modifier.kind));
        if (held.isEmpty()) {
            // A release that nobody saw, such as one that a window switcher took.
            hold++;
            chordInHold = false;
        }
    }

    /** Keys that are down stay down, but what they went into is over. */
    void cut() {
        used();
        released.clear();
        chordInHold = false;
        hold++;
    }

    void reset() {
        held.clear();
        pressed.clear();
        released.clear();
    }

    private Gesture open() {
        Gesture gesture = hands.open();
        if (gesture == null) {
            throw new IllegalStateException("a gesture was begun just now");
        }
        return gesture;
    }

    private static String id(Key key) {
        String code = key.code().reveal();
        return code.isEmpty() || code.equals("Unidentified")
                ? "key " + key.key().reveal()
                : code;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.@Nullable Entry<String, V> eldest) {
                return size() > KEYS;
            }
        };
    }

    private static final class HeldModifier {
        final CaptureEvent event;
        final String name;
        final Sensitive code;
        final long order;
        /** Null where events do not tell whether it is held. */
        final @Nullable Modifier kind;

        boolean used;

        HeldModifier(CaptureEvent event, String name, Key key, long order) {
            this.event = event;
            this.name = name;
            this.order = order;
            code = key.code();
            // With Shift held, X11 calls the Alt key Meta.
            boolean alt = code.reveal().startsWith("Alt") && name.equals("Meta");
            kind = alt ? Modifier.ALT : KeyNames.modifier(name);
        }
    }
}
