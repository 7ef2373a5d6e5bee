package org.oriel.context.browser;

import java.util.Optional;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.source.Target;

/**
 * Turns spans of one browser into states of fields. What a page tells of a key is at most {@link #LATE_NANOS} before the
 * hook saw it and {@link #EARLY_NANOS} after, so a span is taken that much longer, unless another field had a key by then.
 * For one thread.
 */
final class Spans {
    /**
     * The X server's time, the event's, {@code Date.now} and {@code performance.now} are each cut down, to 1 ms at the most
     * in Chromium and Firefox.
     */
    static final long LATE_NANOS = 4_000_000;
    /** What rounding to microseconds and the slewing of clocks can add. */
    static final long EARLY_NANOS = 500_000;

    private final Target holder;
    /** The span that was told last, as of the newest key; empty before the first. */
    private String field = "";

    private long first;
    private long since;
    private long last;
    private long claimed;
    /** Newest key before this span, and what was claimed for the field it went into. */
    private long after;

    private long floor;

    Spans(Target holder) {
        this.holder = holder;
    }

    /** The state that a span tells; empty when its times cannot be true. */
    Optional<FieldState> state(Message.Span span, WallClock.Moment now) {
        if (!now.credible(span.first()) || !now.credible(span.last())) {
            return Optional.empty();
        }
        long begin = now.toNanos(span.first()) - EARLY_NANOS;
        long newest = now.toNanos(span.last());
        long until = Math.min(newest + LATE_NANOS, now.nanos());
        if (span.next() != 0) {
            until = Math.max(newest, Math.min(until, now.toNanos(span.next()) - EARLY_NANOS));
        }
        boolean same = span.field().equals(field);
        if (!field.isEmpty() && !same && begin - since < 0) {
            // Of another frame, and late: nothing is known of the time before it, and its end is where the next began.
            until = Math.min(until, since);
            return Optional.of(state(span, begin, begin, Math.max(begin, until)));
        }
        if (!same || span.first() != first) {
            begin(span, begin, same);
        }
        // What is claimed for a field stays its own; an open field never gets a part of it.
        long from = span.guarded() ? since : Math.max(since, floor);
        last = newest;
        claimed = Math.max(until, from);
        return Optional.of(state(span, Math.min(after, from), from, claimed));
    }

    private void begin(Message.Span span, long begin, boolean same) {
        boolean known = !field.isEmpty() && last - begin <= 0;
        after = known ? last : begin;
        floor = known && !same ? claimed : begin;
        field = span.field();
        first = span.first();
        since = begin;
    }

    private FieldState state(Message.Span span, long afterNanos, long sinceNanos, long untilNanos) {
        return new FieldState(
                holder,
                afterNanos,
                sinceNanos,
                untilNanos,
                span.field(),
                span.guarded() ? Privacy.GUARDED : Privacy.OPEN,
                span.origin());
    }

    /** The state of a private window, which has no name and no origin. */
    Optional<FieldState> state(Message.Private span, WallClock.Moment now) {
        if (!now.credible(span.first()) || !now.credible(span.last()) || span.last() < span.first()) {
            return Optional.empty();
        }
        long since = now.toNanos(span.first()) - EARLY_NANOS;
        long until = Math.max(since, Math.min(now.toNanos(span.last()) + LATE_NANOS, now.nanos()));
        return Optional.of(new FieldState(holder, since, since, until, "", Privacy.PRIVATE, ""));
    }
}
