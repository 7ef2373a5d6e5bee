package org.oriel.api.event;

import java.util.List;

/**
 * A screenshot of approved windows.
 *
 * @param image reference of the stored image
 * @param width pixels
 * @param height pixels
 * @param masks what was painted over
 */
public record Frame(String image, int width, int height, List<Rect> masks) implements EventBody {
    /** Copies the list. */
    public Frame {
        masks = List.copyOf(masks);
    }

    @Override
    public String type() {
        return "frame";
    }
}
