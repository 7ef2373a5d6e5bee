package org.oriel.api.source;

import java.util.List;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;

/**
 * What stands where on a screen. It holds no content.
 *
 * @param bounds the virtual desktop
 * @param monitors monitors that are on
 * @param panes what covers what, lowest first
 * @param focused native id of the window that has the keyboard, 0 where unknown
 */
public record ScreenLayout(Rect bounds, List<Monitor> monitors, List<Pane> panes, int focused) {
    /**
     * Something that covers a part of the screen: a window, its frame, a menu, a panel, a notification.
     *
     * @param target whose it is; the decoration that a window manager draws is a pane of its own, below the window, and
     *     of scope UNKNOWN. A menu or tooltip has the application of its process
     * @param rects what it covers, not clipped by what is above
     * @param opaque whether nothing below shines through
     */
    public record Pane(Target target, List<Rect> rects, boolean opaque) {
        /** Copies the list. */
        public Pane {
            rects = List.copyOf(rects);
        }
    }

    /** Copies the lists. */
    public ScreenLayout {
        monitors = List.copyOf(monitors);
        panes = List.copyOf(panes);
    }
}
