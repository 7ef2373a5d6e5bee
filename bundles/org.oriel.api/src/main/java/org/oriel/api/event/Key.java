package org.oriel.api.event;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A key, or what stands for keys that were masked.
 *
 * @param phase what the key did
 * @param code the physical key, W3C {@code code} such as {@code KeyA}; empty where masked
 * @param key its meaning, W3C {@code key}: the text it typed ({@code é}) or a name ({@code Enter}); the placeholder where
 *     masked
 * @param modifiers what was held or locked; empty where masked
 * @param count how many times: repeats of a held key, else 1; 0 where masked (the exact number is not told)
 */
public record Key(Phase phase, Sensitive code, Sensitive key, Set<Modifier> modifiers, int count) implements EventBody {
    /** What a key did. */
    public enum Phase {
        /** Pressed. */
        DOWN,
        /** Released. */
        UP,
        /** Held: {@code count} repeats. */
        REPEAT,
        /** Stands for all the events of a masked span. */
        REDACTED,
        /** Keys were pressed, and that is all that is told: a protected field or an unknown caret. */
        SUPPRESSED
    }

    /** Copies the set. */
    public Key {
        modifiers = Set.copyOf(modifiers);
    }

    @Override
    public String type() {
        return "key";
    }

    @Override
    public EventBody mapSensitive(UnaryOperator<Sensitive> change) {
        return new Key(phase, change.apply(code), change.apply(key), modifiers, count);
    }
}
