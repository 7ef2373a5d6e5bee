package org.oriel.source.x11.frames;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;
import org.oriel.api.source.Application;
import org.oriel.api.source.ScreenLayout.Pane;
import org.oriel.api.source.Target;

/**
 * Says whose each part of the desktop is. A managed window is its client's, what surrounds it the window manager's; a
 * window that another client made inside of it belongs to that client, and what lies above that is told again. Screen
 * thread only.
 */
final class Panes {
    private final Setup setup;
    private final Shapes shapes;
    private final Identities identities;

    Panes(Setup setup, Shapes shapes, Identities identities) {
        this.setup = setup;
        this.shapes = shapes;
        this.identities = identities;
    }

    /**
     * Whose a window is.
     *
     * @param window the managed window it counts as, 0 for decoration
     * @param member a window of the client that owns it
     */
    private record Owner(int window, int member, boolean managed) {
        static final Owner DECORATION = new Owner(0, 0, false);
    }

    /** A window that becomes a pane. */
    private record Part(Node node, Owner owner) {}

    /** What covers what, lowest first. */
    List<Pane> of(List<Node> tops, Rect desktop, Runnable drain) {
        List<Part> parts = new ArrayList<>();
        for (Node top : tops) {
            List<Part> inTop = new ArrayList<>();
            visit(top, top.managed || !top.holdsManaged() ? owner(top) : Owner.DECORATION, null, inTop);
            parts.addAll(inTop);
        }
        Set<Integer> members = new HashSet<>();
        for (Part part : parts) {
            if (part.owner != Owner.DECORATION) {
                members.add(part.owner.member);
                members.add(part.owner.window);
            }
        }
        Map<Integer, Application> applications = identities.of(members, drain);
        shapes.read(parts.stream().map(Part::node).toList(), desktop);
        List<Pane> panes = new ArrayList<>();
        for (Part part : parts) {
            add(part.node, target(part.owner, applications), panes);
        }
        return panes;
    }

    private static Owner owner(Node node) {
        return new Owner(node.id, node.id, node.managed);
    }

    private void visit(Node node, Owner owner, @Nullable Owner outer, List<Part> parts) {
        if (outer == null || !owner.equals(outer) || covers(node, owner, parts)) {
            parts.add(new Part(node, owner));
        }
        for (Node child : node.children) {
            visit(child, owner(child, node, owner), owner, parts);
        }
    }

    private Owner owner(Node child, Node node, Owner owner) {
        if (child.managed) {
            return owner(child);
        }
        if (!setup.foreign(child.id, node.id)) {
            return owner;
        }
        // Typing into it is told of the managed window around it, so that is the window it counts as.
        return new Owner(owner.window == 0 ? child.id : owner.window, child.id, false);
    }

    /** Whether it lies over a window of another owner that came before. */
    private static boolean covers(Node node, Owner owner, List<Part> parts) {
        return parts.stream()
                .anyMatch(part -> !part.owner.equals(owner)
                        && !node.isIn(part.node)
                        && !Rects.empty(Rects.intersect(part.node.outer(), node.outer())));
    }

    private static Target target(Owner owner, Map<Integer, Application> applications) {
        if (owner == Owner.DECORATION) {
            return Target.UNKNOWN;
        }
        Application application = applications.getOrDefault(owner.member, Application.UNKNOWN);
        Application around = applications.getOrDefault(owner.window, Application.UNKNOWN);
        if (around.verified() && application.verified() && around.executable().equals(application.executable())) {
            // A helper process of the same program, such as the one that draws for a browser.
            application = around;
        }
        boolean known = owner.managed || application.verified();
        return new Target(known ? Target.Scope.WINDOW : Target.Scope.UNKNOWN, owner.window, application);
    }

    private void add(Node node, Target target, List<Pane> panes) {
        List<Rect> all = shapes.region(node);
        if (node.border > 0 && !all.isEmpty()) {
            panes.add(new Pane(Target.UNKNOWN, all, !shapes.translucent(node)));
        }
        List<Rect> inner = shapes.inside(node);
        if (inner.isEmpty()) {
            return;
        }
        if (!shapes.translucent(node)) {
            panes.add(new Pane(target, inner, true));
            return;
        }
        panes.add(new Pane(target, inner, false));
        List<Rect> opaque = Rects.intersect(inner, shapes.opaque(node));
        if (!opaque.isEmpty()) {
            panes.add(new Pane(target, opaque, true));
        }
    }
}
