package org.oriel.trajectory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Modifier;

/** Complete gestures that wait for the application to say what they were done to. */
final class Settling {
    /** Gestures that wait; with more, the oldest goes on as it is. */
    private static final int WAITING = 16;
    /** Elements that are remembered. */
    private static final int ELEMENTS = 64;

    private final Reduction reduction;
    private final Assembly assembly;
    private final Menus menus = new Menus();
    private final Deque<Gesture> waiting = new ArrayDeque<>();
    private final Deque<Told> recent = new ArrayDeque<>();
    /** Elements that the menus have not heard of. */
    private final Deque<Told> unseen = new ArrayDeque<>();

    Settling(Reduction reduction, Assembly assembly) {
        this.reduction = reduction;
        this.assembly = assembly;
    }

    void add(Gesture gesture) {
        if (gesture.at() != null) {
            recent.forEach(told -> consider(gesture, told));
        } else {
            gesture.element = keyboardElement(gesture);
        }
        waiting.add(gesture);
        if (waiting.size() > WAITING) {
            release(waiting.remove());
        }
    }

    /** An application told an element. */
    void told(Told told, @Nullable Gesture open) {
        recent.add(told);
        if (recent.size() > ELEMENTS) {
            recent.remove();
        }
        unseen.add(told);
        if (unseen.size() > ELEMENTS) {
            hover(unseen.remove());
        }
        List<Gesture> newestFirst = new ArrayList<>();
        if (open != null) {
            newestFirst.add(open);
        }
        waiting.descendingIterator().forEachRemaining(newestFirst::add);
        for (Gesture gesture : newestFirst) {
            if (gesture.sameFrames(told) && consider(gesture, told)) {
                return;
            }
        }
        for (Gesture gesture : newestFirst) {
            consider(gesture, told);
            if (gesture.at() != null && gesture.startNanos() <= told.nanos()) {
                return;
            }
        }
    }

    private boolean consider(Gesture gesture, Told told) {
        boolean taken = gesture.consider(told, reduction.elementMillis());
        told.used |= taken;
        return taken;
    }

    /** The field that was told last, unless something else was clicked since; for a choice by key, what it chose. */
    private @Nullable Told keyboardElement(Gesture gesture) {
        long until = gesture instanceof Typed ? gesture.endNanos() : gesture.startNanos();
        boolean first = true;
        for (Iterator<Told> newest = recent.descendingIterator(); newest.hasNext(); ) {
            Told told = newest.next();
            if (told.nanos() > until || !told.sameApplication(gesture.first)) {
                continue;
            }
            if (first && !told.used && chooses(gesture) && Menus.isEntry(told)) {
                told.used = true;
                return told;
            }
            first = false;
            if (told.element.editable() && told.sameWindow(gesture.first)) {
                return told;
            }
            if (told.used) {
                return null;
            }
        }
        return null;
    }

    private static boolean chooses(Gesture gesture) {
        return gesture instanceof Stroke stroke
                && stroke.key.equals("Enter")
                && stroke.action() instanceof Action.Press;
    }

    /** Tells what has waited long enough. */
    void until(long nanos) {
        long within = reduction.elementMillis() * Gesture.NANOS_PER_MILLI;
        while (!waiting.isEmpty() && nanos - waiting.element().endNanos() >= within) {
            release(waiting.remove());
        }
    }

    /** Tells everything. */
    void flush() {
        while (!waiting.isEmpty()) {
            release(waiting.remove());
        }
    }

    private void release(Gesture gesture) {
        while (!unseen.isEmpty() && unseen.element().nanos() <= gesture.startNanos()) {
            hover(unseen.remove());
        }
        assembly.add(gesture, meaning(gesture));
    }

    private void hover(Told told) {
        if (!told.used && menus.seen(told) && told.moved != null && told.pointer != null) {
            Hovered hovered = new Hovered(told.moved, told.pointer, told);
            assembly.add(hovered, hovered.action());
        }
    }

    private Action meaning(Gesture gesture) {
        Action action = gesture.action();
        Told told = gesture.element;
        if (gesture instanceof Clicked) {
            if (told != null) {
                return menus.act(action, told);
            }
            menus.clear();
        } else if (chooses(gesture) && told != null && Menus.isEntry(told)) {
            return menus.act(action, told);
        } else if (gesture instanceof Typed || leaves(action)) {
            menus.clear();
        }
        return action;
    }

    private static boolean leaves(Action action) {
        if (action instanceof Action.Press press) {
            return press.key().equals("Escape");
        }
        return action instanceof Action.Chord chord && !chord.modifiers().equals(Set.of(Modifier.SHIFT));
    }

    /** Drops what ended at or after that time. */
    void forget(long fromNanos) {
        waiting.removeIf(gesture -> gesture.endNanos() >= fromNanos);
        recent.removeIf(told -> told.nanos() >= fromNanos);
        unseen.removeIf(told -> told.nanos() >= fromNanos);
        menus.clear();
    }

    void reset() {
        recent.clear();
        unseen.clear();
        menus.clear();
    }
}
