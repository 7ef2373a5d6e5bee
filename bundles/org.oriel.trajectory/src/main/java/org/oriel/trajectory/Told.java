package org.oriel.trajectory;

import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;

/** An element that an application told, and where the pointer was then. */
final class Told {
    final CaptureEvent event;
    final Element element;
    /** The last pointer move before it, null where the pointer did not move since the last pointer action. */
    final @Nullable CaptureEvent moved;

    final @Nullable Point pointer;
    /** It is the element of an action. */
    boolean used;

    Told(CaptureEvent event, Element element, @Nullable CaptureEvent moved, @Nullable Point pointer) {
        this.event = event;
        this.element = element.guarded()
                ? new Element(element.role(), Sensitive.empty(), element.bounds(), element.editable(), true)
                : element;
        this.moved = moved;
        this.pointer = pointer;
    }

    long nanos() {
        return event.time().monotonicNanos();
    }

    boolean contains(Point point) {
        Rect bounds = element.bounds();
        return point.x() >= bounds.x()
                && point.y() >= bounds.y()
                && point.x() < (long) bounds.x() + bounds.width()
                && point.y() < (long) bounds.y() + bounds.height();
    }

    boolean sameWindow(CaptureEvent other) {
        String window = event.subject().window();
        return !window.isEmpty() && window.equals(other.subject().window());
    }

    boolean sameApplication(CaptureEvent other) {
        String application = event.subject().application();
        return sameWindow(other)
                || (!application.isEmpty() && application.equals(other.subject().application()));
    }
}
