package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerMove;

/** Makes one event out of the pointer's way over one window. Pipeline thread only. */
final class PointerPath {
    static final long LASTS_NANOS = 1_000_000_000L;
    private static final int POINTS = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final List<Point> points = new ArrayList<>(POINTS);
    private @Nullable CaptureEvent first;

    /** Takes the event up when it goes on where the path is; {@code false} when the path must be ended first. */
    boolean takes(CaptureEvent event) {
        if (!(event.body() instanceof PointerMove move)) {
            return false;
        }
        CaptureEvent begin = first;
        if (begin == null) {
            first = event;
            points.addAll(move.path());
            return true;
        }
        long after = event.time().monotonicNanos() - begin.time().monotonicNanos();
        if (after < 0 || after >= LASTS_NANOS || points.size() + move.path().size() > POINTS || !alike(begin, event)) {
            return false;
        }
        int millis = (int) (after / NANOS_PER_MILLI);
        for (Point point : move.path()) {
            points.add(new Point(point.x(), point.y(), millis + point.afterMillis()));
        }
        return true;
    }

    private static boolean alike(CaptureEvent a, CaptureEvent b) {
        return a.actor() == b.actor()
                && a.subject().equals(b.subject())
                && a.source().equals(b.source())
                && a.policyHash().equals(b.policyHash());
    }

    /** Ends the path. */
    Optional<CaptureEvent> end() {
        CaptureEvent begin = first;
        if (begin == null) {
            return Optional.empty();
        }
        CaptureEvent whole = begin.withBody(new PointerMove(points));
        first = null;
        points.clear();
        return Optional.of(whole);
    }

    boolean isEmpty() {
        return first == null;
    }

    /** When it must end, on the monotonic clock; only while it is not empty. */
    long ends() {
        CaptureEvent begin = first;
        return begin == null ? Long.MAX_VALUE : begin.time().monotonicNanos() + LASTS_NANOS;
    }
}
