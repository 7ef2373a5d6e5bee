package org.oriel.context.browser;

import java.util.Optional;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.source.Target;

/**
 * Turns spans of one browser into states of fields. A page knows when the display's server saw a key to about a millisecond
 * in Chromium, to some more in Firefox, which estimates; the hook sees it later, by as much as the machine is busy. So a span
 * is taken longer at both ends, a protected one much longer: where two states cover a key the more protective one counts.
 * For one thread.
 */
final class Spans {
    /** How much too late a page may think the first key of an open field was: 6.5 ms were measured in Firefox. */
    static final long OPEN_EARLY_NANOS = 10_000_000;
    /** The same of a protected field. Nobody types into a field and then into the next one within it. */
    static final long GUARDED_EARLY_NANOS = 25_000_000;
    /** How much later the hook may have seen the last key of an open field. */
    static final long OPEN_LATE_NANOS = 12_000_000;
    /** The same of a protected field. */
    static final long GUARDED_LATE_NANOS = 30_000_000;

    private final Target holder;
    /** The span that was told last, as of the newest key; empty before the first. */
    private String field = "";

    private long first;
    private long since;
    private long last;
    /** Newest key before this span. */
    private long after;

    /** Newest key of a protected field. */
    private Optional<Long> guarded = Optional.empty();

    Spans(Target holder) {
        this.holder = holder;
    }

    /** The state that a span tells; empty when its times cannot be true, or leave nothing to be sure of. */
    Optional<FieldState> state(Message.Span span, WallClock.Moment now) {
        if (!now.credible(span.first()) || !now.credible(span.last())) {
            return Optional.empty();
        }
        long begin = now.toNanos(span.first()) - (span.guarded() ? GUARDED_EARLY_NANOS : OPEN_EARLY_NANOS);
        long newest = now.toNanos(span.last());
        boolean late = !field.isEmpty() && !span.field().equals(field) && begin - since < 0 && newest - last < 0;
        if (late) {
            // Of another frame: nothing is known of the time before it, and an open one ends where the next began.
            long until = span.guarded() ? newest + GUARDED_LATE_NANOS : Math.min(newest, since);
            return span(span, begin, begin, Math.min(until, now.nanos()));
        }
        if (!span.field().equals(field) || span.first() != first) {
            after = !field.isEmpty() && last - begin <= 0 ? last : begin;
            field = span.field();
            first = span.first();
            since = begin;
        }
        last = newest;
        guarded = span.guarded() ? Optional.of(newest) : guarded;
        long until = newest + (span.guarded() ? GUARDED_LATE_NANOS : OPEN_LATE_NANOS);
        return span(span, after, since, Math.min(until, now.nanos()));
    }

    private Optional<FieldState> span(Message.Span span, long afterNanos, long sinceNanos, long untilNanos) {
        long from = span.guarded() ? sinceNanos : behindGuarded(sinceNanos, untilNanos);
        return untilNanos - from < 0
                ? Optional.empty()
                : Optional.of(state(span, afterNanos - from > 0 ? from : afterNanos, from, untilNanos));
    }

    /** An open field begins no sooner than the last key of a protected one may still reach the hook. */
    private long behindGuarded(long sinceNanos, long untilNanos) {
        if (guarded.isEmpty() || guarded.get() - untilNanos > 0) {
            return sinceNanos;
        }
        long free = guarded.get() + GUARDED_LATE_NANOS;
        return free - sinceNanos > 0 ? free : sinceNanos;
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
        long begin = now.toNanos(span.first()) - GUARDED_EARLY_NANOS;
        long until = Math.max(begin, Math.min(now.toNanos(span.last()) + GUARDED_LATE_NANOS, now.nanos()));
        return Optional.of(new FieldState(holder, begin, begin, until, "", Privacy.PRIVATE, ""));
    }
}
