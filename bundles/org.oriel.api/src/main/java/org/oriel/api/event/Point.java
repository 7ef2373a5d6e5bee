package org.oriel.api.event;

/**
 * A place on the virtual desktop, physical pixels, origin top-left.
 *
 * @param x pixels from the left
 * @param y pixels from the top
 * @param afterMillis milliseconds since the time of the event it belongs to
 */
public record Point(int x, int y, int afterMillis) {
    /** A place at the time of its event. */
    public static Point at(int x, int y) {
        return new Point(x, y, 0);
    }
}
