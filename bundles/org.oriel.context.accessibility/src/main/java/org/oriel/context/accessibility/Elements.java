package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Element;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;

/** Asks what an object is. */
final class Elements {
    private Elements() {}

    /** What was answered about an object; without content in {@link #toString}. */
    record Seen(Reference object, int role, long states, String name, Rect bounds) {
        Element element(boolean guarded) {
            return new Element(
                    Roles.name(role),
                    Sensitive.of(name),
                    bounds,
                    States.has(states, States.EDITABLE),
                    guarded || role == Roles.PASSWORD);
        }

        @Override
        public String toString() {
            return "Seen[role=" + role + "]";
        }
    }

    /** Asks; null when the object is no more. */
    static @Nullable Seen look(Inquiry inquiry, Reference object) throws IOException {
        List<Message> answers =
                inquiry.ask(AtSpi.role(object), AtSpi.states(object), AtSpi.name(object), AtSpi.extents(object));
        int role = AtSpi.role(answers.get(0));
        long states = AtSpi.states(answers.get(1));
        if (States.has(states, States.DEFUNCT)) {
            return null;
        }
        String name = AtSpi.name(answers.get(2));
        if (name.isEmpty() && Roles.labelledElsewhere(role)) {
            name = label(inquiry, object);
        }
        // What has no place on the screen does not answer that question.
        Rect bounds = answers.get(3).type() == Message.ERROR ? Rect.NONE : AtSpi.extents(answers.get(3));
        return new Seen(object, role, states, name, bounds);
    }

    private static String label(Inquiry inquiry, Reference object) throws IOException {
        Message relations = inquiry.ask(AtSpi.relations(object)).get(0);
        if (relations.type() == Message.ERROR) {
            return "";
        }
        Reference label = AtSpi.label(relations);
        if (label.isNull() || !label.owner().equals(object.owner())) {
            return "";
        }
        Message name = inquiry.ask(AtSpi.name(label)).get(0);
        return name.type() == Message.ERROR ? "" : AtSpi.name(name);
    }

    static boolean contains(Rect bounds, int x, int y) {
        return x >= bounds.x()
                && y >= bounds.y()
                && x < (long) bounds.x() + bounds.width()
                && y < (long) bounds.y() + bounds.height();
    }
}
