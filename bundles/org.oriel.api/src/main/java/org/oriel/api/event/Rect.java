package org.oriel.api.event;

/**
 * A rectangle on the virtual desktop, physical pixels, origin top-left.
 *
 * @param x left edge
 * @param y top edge
 * @param width pixels, not negative
 * @param height pixels, not negative
 */
public record Rect(int x, int y, int width, int height) {
    /** Not known. */
    public static final Rect NONE = new Rect(0, 0, 0, 0);
}
