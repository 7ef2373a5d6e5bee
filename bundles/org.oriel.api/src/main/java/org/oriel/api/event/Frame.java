package org.oriel.api.event;

import java.util.List;

/**
 * A screenshot of approved windows: everything else in it is black, and so is what was masked.
 *
 * @param frame its id within the session, such as {@code f12}: what {@link CaptureEvent#before()} and
 *     {@link CaptureEvent#after()} of other events name
 * @param image id of the stored picture, the hash of its pixels; frames that look the same share it. Empty where there
 *     is no picture, see {@code missing}
 * @param area the part of the virtual desktop that it shows
 * @param trigger why it was taken: {@code start}, {@code action}, {@code focus}, {@code change} or {@code heartbeat}
 * @param monitors the monitors at that time
 * @param shown the rectangles that show something, with the window they belong to and the rule that admitted it
 * @param masks what was painted over within them, and why
 * @param missing why there is no picture, a constant such as {@code busy}; empty where there is one
 */
public record Frame(
        String frame,
        String image,
        Rect area,
        String trigger,
        List<Monitor> monitors,
        List<Shown> shown,
        List<FrameMask> masks,
        String missing)
        implements EventBody {
    /**
     * A rectangle in which an admitted window is visible.
     *
     * @param rect where
     * @param window reference of the window, as in {@link Subject#window()}
     * @param rule the application that the policy admitted it as
     */
    public record Shown(Rect rect, String window, String rule) {}

    /** Copies the lists. */
    public Frame {
        monitors = List.copyOf(monitors);
        shown = List.copyOf(shown);
        masks = List.copyOf(masks);
    }

    /** A picture of {@code width} to {@code height} at the origin. */
    public Frame(String image, int width, int height, List<FrameMask> masks) {
        this("", image, new Rect(0, 0, width, height), "", List.of(), List.of(), masks, "");
    }

    /** Pixels. */
    public int width() {
        return area.width();
    }

    /** Pixels. */
    public int height() {
        return area.height();
    }

    @Override
    public String type() {
        return "frame";
    }
}
