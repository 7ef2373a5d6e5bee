package org.oriel.context.accessibility;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Element;

/** Finds the element of a window at a point, going down only along the way to it. Any thread. */
final class Hits {
    private static final int DEEPEST = 48;
    private static final int MOST_SIBLINGS = 48;
    private static final int PARTS = 3;

    private final Settings settings;

    Hits(Settings settings) {
        this.settings = settings;
    }

    Optional<Element> at(Inquiry inquiry, Windows.Facts window, int x, int y) throws IOException {
        Reference top = Frames.frame(inquiry, window);
        if (top == null) {
            top = menu(inquiry, x, y);
        }
        if (top == null || hidden(inquiry, top)) {
            return Optional.empty();
        }
        List<Reference> way = way(inquiry, top, x, y);
        for (int i = way.size() - 1; i >= 0; i--) {
            Elements.Seen seen = Elements.look(inquiry, way.get(i));
            if (seen != null && Elements.contains(seen.bounds(), x, y)) {
                Elements.Seen whole = whole(inquiry, seen, x, y);
                return Optional.of(
                        whole.element(inquiry.program().guarded(whole.object().path())));
            }
        }
        return Optional.empty();
    }

    private boolean hidden(Inquiry inquiry, Reference top) throws IOException {
        Reference frame = Frames.place(inquiry, top).frame();
        return settings.isPrivate(AtSpi.name(inquiry.ask(AtSpi.name(frame)).get(0)));
    }

    /** From the frame down to the innermost object that the application says is at the point. */
    private static List<Reference> way(Inquiry inquiry, Reference top, int x, int y) throws IOException {
        List<Reference> way = new ArrayList<>(List.of(top));
        Set<String> seen = new HashSet<>(Set.of(top.path()));
        Reference at = top;
        while (way.size() < DEEPEST) {
            Reference next = below(inquiry, at, x, y);
            if (next == null || !seen.add(next.path())) {
                return way;
            }
            way.add(next);
            at = next;
        }
        return way;
    }

    private static @Nullable Reference below(Inquiry inquiry, Reference at, int x, int y) throws IOException {
        Message answer = inquiry.ask(AtSpi.atPoint(at, x, y)).get(0);
        if (answer.type() == Message.ERROR) {
            return null;
        }
        Reference next = AtSpi.atPoint(answer);
        if (next.isNull() || !next.owner().equals(at.owner())) {
            return showingBelow(inquiry, at, x, y);
        }
        // GTK names the first child whose place it is, be it hidden, such as a page behind another one.
        return next.equals(at) || showing(inquiry, next) ? next : showingBelow(inquiry, at, x, y);
    }

    private static boolean showing(Inquiry inquiry, Reference object) throws IOException {
        Message states = inquiry.ask(AtSpi.states(object)).get(0);
        return states.type() != Message.ERROR && States.has(AtSpi.states(states), States.SHOWING);
    }

    private static @Nullable Reference showingBelow(Inquiry inquiry, Reference at, int x, int y) throws IOException {
        List<Message> answers = inquiry.ask(AtSpi.role(at), AtSpi.childCount(at));
        List<Reference> children = children(inquiry, at, AtSpi.number(answers.get(1)));
        Reference found = showing(inquiry, children, x, y);
        if (found == null && AtSpi.role(answers.get(0)) == Roles.PAGE_TAB_LIST) {
            // To GTK a page is inside its tab, whose place is that of the tab alone.
            List<Reference> pages = new ArrayList<>();
            for (Reference tab : children) {
                pages.addAll(children(inquiry, tab, 1));
            }
            found = showing(inquiry, pages, x, y);
        }
        return found;
    }

    private static List<Reference> children(Inquiry inquiry, Reference at, int count) throws IOException {
        if (count <= 0 || count > MOST_SIBLINGS) {
            return List.of();
        }
        List<Reference> children =
                AtSpi.children(inquiry.ask(AtSpi.children(at)).get(0));
        children.removeIf(c -> c.isNull() || !c.owner().equals(at.owner()));
        return children.subList(0, Math.min(MOST_SIBLINGS, children.size()));
    }

    /** The first of some objects that shows at the point. */
    private static @Nullable Reference showing(Inquiry inquiry, List<Reference> objects, int x, int y)
            throws IOException {
        List<Call> calls = new ArrayList<>();
        for (Reference object : objects) {
            calls.add(AtSpi.states(object));
            calls.add(AtSpi.extents(object));
        }
        List<Message> answers = inquiry.ask(calls.toArray(new Call[0]));
        for (int i = 0; i < objects.size(); i++) {
            Message states = answers.get(2 * i);
            Message extents = answers.get(2 * i + 1);
            if (states.type() != Message.ERROR
                    && extents.type() != Message.ERROR
                    && States.has(AtSpi.states(states), States.SHOWING)
                    && Elements.contains(AtSpi.extents(extents), x, y)) {
                return objects.get(i);
            }
        }
        return null;
    }

    /** What is clicked is the button, not the picture on it. */
    private static Elements.Seen whole(Inquiry inquiry, Elements.Seen part, int x, int y) throws IOException {
        Elements.Seen at = part;
        for (int i = 0; i < PARTS && Roles.drawn(at.role()); i++) {
            Message answer = inquiry.ask(AtSpi.parent(at.object())).get(0);
            if (answer.type() == Message.ERROR) {
                return part;
            }
            Reference parent = AtSpi.parent(answer);
            if (parent.isNull()
                    || parent.isRoot()
                    || !parent.owner().equals(part.object().owner())) {
                return part;
            }
            Elements.Seen seen = Elements.look(inquiry, parent);
            if (seen == null || !Elements.contains(seen.bounds(), x, y)) {
                return part;
            }
            if (Roles.operated(seen.role())) {
                return seen;
            }
            at = seen;
        }
        return part;
    }

    /** The menu or list around the focused item that has the point: it has a window, but is the child of another one. */
    private static @Nullable Reference menu(Inquiry inquiry, int x, int y) throws IOException {
        Focus focus = inquiry.program().focus();
        if (!focus.known()) {
            return null;
        }
        Reference at = inquiry.program().object(focus.path());
        for (int depth = 0; depth < 8; depth++) {
            List<Message> answers = inquiry.ask(AtSpi.role(at), AtSpi.states(at), AtSpi.extents(at), AtSpi.parent(at));
            if (answers.get(2).type() != Message.ERROR
                    && Roles.menu(AtSpi.role(answers.get(0)))
                    && States.has(AtSpi.states(answers.get(1)), States.SHOWING)
                    && Elements.contains(AtSpi.extents(answers.get(2)), x, y)) {
                return at;
            }
            Reference parent = AtSpi.parent(answers.get(3));
            if (parent.isNull() || parent.isRoot()) {
                return null;
            }
            at = parent;
        }
        return null;
    }
}
