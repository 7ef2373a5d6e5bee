package org.oriel.api.event;

import java.util.Set;

/**
 * A pointer button.
 *
 * @param down pressed, else released
 * @param button 1 left, 2 middle, 3 right, 8 back, 9 forward
 * @param at where
 * @param modifiers what was held
 */
public record PointerButton(boolean down, int button, Point at, Set<Modifier> modifiers) implements EventBody {
    /** Copies the set. */
    public PointerButton {
        modifiers = Set.copyOf(modifiers);
    }

    @Override
    public String type() {
        return "pointer.button";
    }
}
