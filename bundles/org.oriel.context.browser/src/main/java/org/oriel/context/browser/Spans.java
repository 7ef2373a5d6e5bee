package org.oriel.context.browser;

import java.util.Optional;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.source.Target;

/**
 * Turns spans of one browser into states of fields. A page knows when the display's server saw a key, to about a millisecond;
 * the hook sees it later, by as much as the machine is busy. So a span is taken longer at its end, a protected one much
 * longer: where two states cover a key the more protective one counts. For one thread.
 */
final class Spans {
    /** What rounding and the slewing of clocks can add to a page's time; the hook is never before the server. */
    static final long EARLY_NANOS = 2_000_000;
    /** How much later the hook may have seen the last key of an open field. */
    static final long OPEN_LATE_NANOS = 12_000_000;
    /** The same of a protected field. Nobody leaves a field and types into the next one within it. */
    static final long GUARDED_LATE_NANOS = 30_000_000;

    private final Target holder;
    /** The span that was told last, as of the newest key; empty before the first. */
    private String field = "";

    private long first;
    private long since;
    private long last;
    /** Newest key before this span. */
    private long after;

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
        boolean late = !field.isEmpty() && !span.field().equals(field) && begin - since < 0;
        if (late) {
            // Of another frame: nothing is known of the time before it, and an open one ends where the next began.
            long until = span.guarded() ? newest + GUARDED_LATE_NANOS : Math.min(newest, since);
            return Optional.of(state(span, begin, begin, Math.max(begin, until)));
        }
        if (!span.field().equals(field) || span.first() != first) {
            after = !field.isEmpty() && last - begin <= 0 ? last : begin;
            field = span.field();
            first = span.first();
            since = begin;
        }
        last = newest;
        long until = newest + (span.guarded() ? GUARDED_LATE_NANOS : OPEN_LATE_NANOS);
        return Optional.of(state(span, after, since, Math.max(until, since)));
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
        long begin = now.toNanos(span.first()) - EARLY_NANOS;
        long until = now.toNanos(span.last()) + GUARDED_LATE_NANOS;
        return Optional.of(new FieldState(holder, begin, begin, until, "", Privacy.PRIVATE, ""));
    }
}
