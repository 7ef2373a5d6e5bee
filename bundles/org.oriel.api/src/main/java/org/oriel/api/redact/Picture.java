package org.oriel.api.redact;

import java.util.List;
import org.oriel.api.event.Rect;

/**
 * A picture that is not kept yet: admitted windows on black. All coordinates are of the picture, origin top-left.
 *
 * <p>Valid during the call it was handed to; whoever gets one does not change the pixels.
 */
public final class Picture {
    private final int width;
    private final int height;
    private final int[] pixels;
    private final List<Area> areas;
    private final List<Rect> changed;

    /**
     * What a part of a picture shows.
     *
     * @param rect where
     * @param window reference of the window
     * @param application identity of the application, as in events
     * @param text what is to be done about text in it
     */
    public record Area(Rect rect, String window, String application, TextPolicy text) {}

    /**
     * A picture.
     *
     * @param pixels {@code 0x00RRGGBB}, row by row, {@code width * height} of them; not copied
     * @param areas what shows something; they do not overlap, and everything else is black
     * @param changed what differs from the picture before; everything, when there is none before
     */
    public Picture(int width, int height, int[] pixels, List<Area> areas, List<Rect> changed) {
        if (width < 0 || height < 0 || pixels.length < (long) width * height) {
            throw new IllegalArgumentException(
                    "picture of " + width + "x" + height + " with " + pixels.length + " pixels");
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.areas = List.copyOf(areas);
        this.changed = List.copyOf(changed);
    }

    /** Pixels. */
    public int width() {
        return width;
    }

    /** Pixels. */
    public int height() {
        return height;
    }

    /** The pixels themselves, {@code 0x00RRGGBB}, row by row: not to be changed. */
    public int[] pixels() {
        return pixels;
    }

    /** What shows something. */
    public List<Area> areas() {
        return areas;
    }

    /** What differs from the picture before. */
    public List<Rect> changed() {
        return changed;
    }

    /** Size only. */
    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + "]";
    }
}
