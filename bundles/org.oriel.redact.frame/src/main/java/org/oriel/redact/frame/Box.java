package org.oriel.redact.frame;

import org.oriel.api.event.Rect;

/** A rectangle by its edges; right and bottom lie outside. */
record Box(int left, int top, int right, int bottom) {
    static Box of(Rect rect) {
        return new Box(rect.x(), rect.y(), rect.x() + rect.width(), rect.y() + rect.height());
    }

    int width() {
        return right - left;
    }

    int height() {
        return bottom - top;
    }

    boolean isEmpty() {
        return right <= left || bottom <= top;
    }

    boolean contains(Box other) {
        return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
    }

    boolean meets(Box other) {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    Box with(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    Box within(Box other) {
        return new Box(
                Math.max(left, other.left),
                Math.max(top, other.top),
                Math.min(right, other.right),
                Math.min(bottom, other.bottom));
    }

    Box grown(int across, int down) {
        return new Box(left - across, top - down, right + across, bottom + down);
    }

    Rect rect() {
        return new Rect(left, top, width(), height());
    }
}
