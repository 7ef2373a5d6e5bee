package org.oriel.source.x11.frames;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Rect;

/** One window that shows something, as it was when it was asked for. Coordinates are those of the desktop. */
final class Node {
    final int id;
    final @Nullable Node parent;
    /** Levels below the root window, 0 for its children. */
    final int level;
    /** Inside of its border. */
    final Rect inner;

    final int border;
    final int depth;
    /** Has WM_STATE: a window manager manages it (ICCCM 4.1.3.1). */
    final boolean managed;
    /** Lowest first. */
    final List<Node> children = new ArrayList<>();

    Node(int id, @Nullable Node parent, Rect inner, int border, int depth, boolean managed) {
        this.id = id;
        this.parent = parent;
        this.level = parent == null ? 0 : parent.level + 1;
        this.inner = inner;
        this.border = border;
        this.depth = depth;
        this.managed = managed;
    }

    Rect outer() {
        return new Rect(
                inner.x() - border, inner.y() - border, inner.width() + 2 * border, inner.height() + 2 * border);
    }

    /** Whether it is managed or inside of a window that is. */
    boolean inManaged() {
        return managed || (parent != null && parent.inManaged());
    }

    /** Whether a window below it is managed. */
    boolean holdsManaged() {
        return children.stream().anyMatch(child -> child.managed || child.holdsManaged());
    }

    /** Whether it is inside of {@code other}, at any depth. */
    boolean isIn(Node other) {
        for (Node at = parent; at != null; at = at.parent) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }
}
