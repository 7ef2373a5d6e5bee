package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;

/**
 * Which characters an event belongs to when its own key does not say: the release of a key, the modifiers that were
 * held, the dead key before a letter. Outlives a typed session, because a key may be released in the next one.
 */
final class PressedKeys {
    /** More keys are never held; what is, was released where nobody looked. */
    private static final int MOST = 256;

    /** The press was told and belongs to no character. */
    private static final Cell NO_TEXT = new Cell(Cell.Kind.EDGE, "");

    /** By physical key, the character that its press belongs to. */
    private final Map<String, Cell> pressed = new HashMap<>();

    private final Map<String, Pending> modifiers = new HashMap<>();
    private final List<Pending> composing = new ArrayList<>();
    /** The press was not told. */
    private final Cell untold = new Cell(Cell.Kind.EDGE, "");

    PressedKeys() {
        untold.mask = Mask.silent();
    }

    /** The press of {@code pending} waits its turn. */
    void told(Pending pending, Key key) {
        put(key, pending.cell == null ? NO_TEXT : pending.cell);
    }

    /** The press is not told, so its release must not be either. */
    void untold(Key key) {
        put(key, untold);
        if (!KeyNames.isModifier(key.key().reveal())) {
            typed(key, untold);
        }
    }

    private void put(Key key, Cell cell) {
        if (pressed.size() > MOST) {
            pressed.clear();
        }
        pressed.put(id(key), cell);
    }

    /** A modifier went down: it belongs to what is typed while it is held. */
    void hold(Pending pending, Key key) {
        pending.waiting = true;
        Pending stuck = modifiers.put(id(key), pending);
        if (stuck != null) {
            stuck.waiting = false;
        }
    }

    /** A dead key or the start of a sequence: it belongs to the character that it will make. */
    void compose(Pending pending) {
        pending.waiting = true;
        composing.add(pending);
    }

    /** Something was typed: it is what dead keys waited for, and what modifiers were held for. */
    void typed(Key key, Cell cell) {
        composed(cell);
        modifiers.values().removeIf(held -> {
            if (!isStillHeld(held, key)) {
                held.waiting = false;
                return true;
            }
            if (held.cells == null) {
                held.cells = new ArrayList<>();
            }
            held.cells.add(cell);
            return false;
        });
    }

    /** A modifier that the next key does not know of was released elsewhere. */
    private static boolean isStillHeld(Pending held, Key next) {
        Modifier modifier = held.event().body() instanceof Key down
                ? KeyNames.modifier(down.key().reveal())
                : null;
        return modifier == null || next.modifiers().contains(modifier);
    }

    /** Whatever waited waits no longer; dead keys belong to {@code cell} if there is one. */
    void settle(@Nullable Cell cell) {
        composed(cell);
        modifiers.values().forEach(held -> held.waiting = false);
    }

    /** Dead keys belong to {@code cell}, if there is one. */
    void composed(@Nullable Cell cell) {
        for (Pending dead : composing) {
            dead.waiting = false;
            dead.cell = cell;
            if (cell != null && dead.event().body() instanceof Key key) {
                pressed.replace(id(key), cell);
            }
        }
        composing.clear();
    }

    /** A key came up: whether that waits its turn, or must not be told. */
    boolean release(Pending pending, Key key) {
        String id = id(key);
        boolean modifier = KeyNames.isModifier(key.key().reveal());
        Pending held = modifier ? modifiers.remove(id) : null;
        if (held != null) {
            held.waiting = false;
            pending.cells = held.cells;
        }
        Cell cell = pressed.remove(id);
        if (isComposing(id)) {
            compose(pending);
            return true;
        }
        if (cell == null) {
            // Pressed before anyone looked, perhaps in a window that is not to be seen.
            return modifier || KeyNames.saysNothing(key);
        }
        pending.cell = cell == NO_TEXT ? null : cell;
        return cell != untold;
    }

    private boolean isComposing(String id) {
        for (Pending dead : composing) {
            if (dead.event().body() instanceof Key key && id(key).equals(id)) {
                return true;
            }
        }
        return false;
    }

    /** The press will not be told after all, so its release must not be either. */
    void hidden(Key key) {
        pressed.replace(id(key), untold);
    }

    /** The event was taken back: nothing later may tell of it. */
    void takenBack(Pending pending, Key key) {
        if (key.phase() != Key.Phase.UP) {
            pressed.replace(id(key), untold);
        }
        if (pending.typed && pending.cell != null && pending.cell.mask == null) {
            pending.cell.mask = Mask.silent();
        }
        composing.remove(pending);
    }

    /** The physical key, which is the same when it comes up, whatever was held in between. */
    static String id(Key key) {
        return key.code().isEmpty() ? key.key().reveal() : key.code().reveal();
    }
}
