package org.oriel.trajectory;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Point;

/** A gesture while it is made, and until it is known what it was done to. */
abstract class Gesture {
    static final long NANOS_PER_MILLI = 1_000_000L;

    private static final int IDS_MATCH = 4;
    private static final int SAME_WINDOW = 2;
    private static final int FOLLOWS = 1;

    final CaptureEvent first;
    CaptureEvent last;
    int count = 1;
    String after;
    List<Point> approach = List.of();
    final Set<Step.Mark> marks = EnumSet.noneOf(Step.Mark.class);

    @Nullable
    Told element;

    private int elementScore = -1;

    Gesture(CaptureEvent first) {
        this.first = first;
        last = first;
        after = first.after();
    }

    /** What it was, as far as it got. */
    abstract Action action();

    /** Where the pointer did it, null where it was not the pointer. */
    @Nullable
    Point at() {
        return null;
    }

    /** Another event of it. */
    void add(CaptureEvent event) {
        last = event;
        count++;
        if (!event.after().isEmpty()) {
            after = event.after();
        }
    }

    /** The key that it ends with was held. */
    void repeat(CaptureEvent event, String key, int times) {}

    /** Takes over events, element and way of the gesture that this one goes on with. */
    void inherit(Gesture other) {
        last = other.last;
        count = other.count;
        after = other.after;
        approach = other.approach;
        element = other.element;
        elementScore = other.elementScore;
        marks.addAll(other.marks);
    }

    boolean sameHand(CaptureEvent event) {
        return first.actor() == event.actor()
                && first.subject().window().equals(event.subject().window())
                && first.subject().application().equals(event.subject().application());
    }

    /** Milliseconds from its last event to this one, never negative: clocks of sources differ a little. */
    long idleBefore(CaptureEvent event) {
        return millis(last, event);
    }

    static long millis(CaptureEvent from, CaptureEvent to) {
        return Math.max(0, to.time().monotonicNanos() - from.time().monotonicNanos()) / NANOS_PER_MILLI;
    }

    long startNanos() {
        return first.time().monotonicNanos();
    }

    long endNanos() {
        return Math.max(startNanos(), last.time().monotonicNanos());
    }

    /** Whether {@code told} may be what the pointer was on, and is a better guess than what is known. */
    boolean consider(Told told, long withinMillis) {
        Point at = at();
        if (at == null || !told.contains(at) || !told.sameApplication(first)) {
            return false;
        }
        long within = withinMillis * NANOS_PER_MILLI;
        if (told.nanos() < startNanos() - within || told.nanos() > endNanos() + within) {
            return false;
        }
        int score = score(told);
        // Of those after it the first, of those before it the last: an element told again says no more.
        boolean better = score > elementScore || (score == elementScore && told.nanos() < startNanos());
        if (better) {
            element = told;
            elementScore = score;
        }
        return better;
    }

    /** Whether both stand between the same frames, which ties them more surely than their times do. */
    boolean sameFrames(Told told) {
        return !first.before().isEmpty()
                && first.before().equals(told.event.before())
                && !first.after().isEmpty()
                && first.after().equals(told.event.after());
    }

    private int score(Told told) {
        return (sameFrames(told) ? IDS_MATCH : 0)
                + (told.sameWindow(first) ? SAME_WINDOW : 0)
                + (told.nanos() >= startNanos() ? FOLLOWS : 0);
    }
}
