package org.oriel.api.event;

import java.util.List;

/**
 * The pointer moved.
 *
 * @param path sampled places in order, at least one
 */
public record PointerMove(List<Point> path) implements EventBody {
    /** Copies the list. */
    public PointerMove {
        path = List.copyOf(path);
    }

    @Override
    public String type() {
        return "pointer.move";
    }
}
