package org.oriel.trajectory;

import java.util.Set;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Sensitive;

/** A key that types no text, or a key with modifiers. */
final class Stroke extends Gesture {
    final String key;
    private final Set<Modifier> modifiers;
    private final Sensitive code;
    /** Counts how often all modifiers were released. */
    private final long hold;

    private final boolean continued;
    private int times;
    private CaptureEvent lastPress;

    Stroke(CaptureEvent first, String key, Sensitive code, Set<Modifier> modifiers, long hold, boolean continued) {
        super(first);
        this.key = key;
        this.modifiers = modifiers;
        this.code = code;
        this.hold = hold;
        this.continued = continued;
        lastPress = first;
    }

    /** Whether a press of that key is this stroke once more. */
    boolean again(
            CaptureEvent event, String otherKey, Set<Modifier> otherModifiers, long otherHold, long withinMillis) {
        return key.equals(otherKey)
                && modifiers.equals(otherModifiers)
                && (modifiers.isEmpty() || hold == otherHold)
                && sameHand(event)
                && millis(lastPress, event) <= withinMillis;
    }

    void press(CaptureEvent event, int more) {
        times += Math.max(1, more);
        lastPress = event;
    }

    @Override
    void repeat(CaptureEvent event, String repeated, int more) {
        press(event, more);
    }

    @Override
    Action action() {
        return modifiers.isEmpty()
                ? new Action.Press(key, times)
                : new Action.Chord(modifiers, Sensitive.of(key), code, times, continued);
    }
}
