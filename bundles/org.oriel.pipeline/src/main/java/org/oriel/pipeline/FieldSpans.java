package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;

/**
 * Which field had the keyboard when, in one window, as one extractor tells it: says of a key which field it went into.
 *
 * <p>An application handles input in order, but a moment after the pipeline saw it. So an open field that is said to have
 * the keyboard is not believed for keys after an input that may have moved it, until it was said {@link #SETTLE_NANOS}
 * after that input. Keys that nobody vouches for go with the field before, up to the first such input, or with the one
 * after, behind the last; in between nobody knows. Beside a protected field they go with that one. What was said is
 * relied on where the application's lag and its clock's error together are less than {@link #SETTLE_NANOS}.
 */
final class FieldSpans {
    /** How long an application may take to move the keyboard: 25 ms were the most that was measured. */
    static final long SETTLE_NANOS = 150_000_000L;
    /** How far an application's clock may be from ours. */
    static final long SKEW_NANOS = 20_000_000L;

    /** A protected field that got the keyboard this long after an input may have got it because of that input. */
    private static final long SLOWEST_NANOS = 1_000_000_000L;

    /** How much sooner than it did an extractor may say that a protected field got the keyboard, to be safe. */
    private static final long EARLY_NANOS = 50_000_000L;

    private static final int MOST = 64;

    /** What is known of the field of a key, the more protective the later. */
    enum Says {
        UNKNOWN,
        OPEN,
        GUARDED,
        PRIVATE;

        static Says of(Privacy privacy) {
            return switch (privacy) {
                case OPEN -> OPEN;
                case GUARDED -> GUARDED;
                case PRIVATE -> PRIVATE;
            };
        }

        /** Whether no key may be told. */
        boolean protects() {
            return this == GUARDED || this == PRIVATE;
        }
    }

    /**
     * What is known of the field of a key.
     *
     * @param firm nothing that is said later will change it
     * @param unseen there was input that may have moved the keyboard since anybody said where it is
     * @param field the field's name; empty where nobody knows, or it has none
     */
    record Answer(Says says, boolean firm, boolean unseen, String origin, String field) {}

    private static final Answer UNKNOWN = new Answer(Says.UNKNOWN, true, false, "", "");
    private static final Answer UNSEEN = new Answer(Says.UNKNOWN, true, true, "", "");
    private static final Answer NOT_YET = new Answer(Says.UNKNOWN, false, true, "", "");

    /** One stay of the keyboard in a field. */
    private record Span(long after, long since, long until, String field, Says says, String origin) {
        /** The same stay, and not another one that began where this ended. */
        boolean goesOn(FieldState state) {
            return (state.sinceNanos() - since == 0 || state.sinceNanos() - until <= -SKEW_NANOS)
                    && state.untilNanos() - since >= 0
                    && field.equals(state.field())
                    && says == Says.of(state.privacy())
                    && origin.equals(state.origin());
        }

        Span with(FieldState state) {
            return new Span(
                    since - state.sinceNanos() <= 0 ? after : state.afterNanos(),
                    earlier(since, state.sinceNanos()),
                    later(until, state.untilNanos()),
                    field,
                    says,
                    origin);
        }
    }

    private final List<Span> spans = new ArrayList<>();

    void add(FieldState state) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            if (spans.get(i).goesOn(state)) {
                insert(spans.remove(i).with(state));
                return;
            }
        }
        insert(new Span(
                state.afterNanos(),
                state.sinceNanos(),
                state.untilNanos(),
                state.field(),
                Says.of(state.privacy()),
                state.origin()));
        if (spans.size() > MOST) {
            spans.remove(0);
        }
    }

    private void insert(Span span) {
        int at = spans.size();
        while (at > 0 && spans.get(at - 1).since - span.since > 0) {
            at--;
        }
        spans.add(at, span);
    }

    /** The earliest time of a key that {@code state} may concern. */
    static long earliest(FieldState state) {
        return earlier(state.afterNanos() - SETTLE_NANOS - SKEW_NANOS, state.sinceNanos() - SLOWEST_NANOS);
    }

    /** What was said last. */
    Says last() {
        return spans.isEmpty() ? Says.UNKNOWN : newest().says;
    }

    /** Until when that was so; only if something was said. */
    long lastUntil() {
        return newest().until;
    }

    private Span newest() {
        Span newest = spans.get(0);
        for (Span span : spans) {
            newest = span.until - newest.until >= 0 ? span : newest;
        }
        return newest;
    }

    /**
     * What is known of the key pressed at {@code nanos}.
     *
     * @param focused when the window got the keyboard
     */
    Answer of(long nanos, FocusInputs inputs, long focused) {
        Span former = null;
        Span next = null;
        long left = 0;
        Answer covered = null;
        for (Span span : spans) {
            if (begins(span, inputs) - nanos > 0) {
                // Within the skew nobody knows which of two came first.
                boolean worse = next != null && span.says.compareTo(next.says) > 0;
                next = next == null || (worse && span.since - next.since <= SKEW_NANOS) ? span : next;
                continue;
            }
            long ends = ends(span, former != null, left, inputs);
            if (nanos - (span.says.protects() ? span.until : ends) <= 0) {
                covered = worse(covered, span);
            }
            if (former == null || ends - left >= 0) {
                former = span;
                left = ends;
            }
        }
        if (covered != null && covered.says.protects()) {
            return covered;
        }
        Span led = led(nanos, former, covered != null, inputs);
        if (led != null) {
            return answer(led);
        }
        if (covered != null) {
            return covered;
        }
        if (next != null) {
            return former == null ? first(nanos, next, inputs) : between(nanos, former, left, next, inputs);
        }
        return former == null
                ? new Answer(Says.UNKNOWN, false, false, "", "")
                : latest(nanos, former, left, inputs, focused);
    }

    /** A protected field that got the keyboard after this key, because of an input before it, however late. */
    private @Nullable Span led(long nanos, @Nullable Span former, boolean covered, FocusInputs inputs) {
        for (Span span : spans) {
            if (span.says.protects() && span.since - nanos > 0) {
                long none = span.since + 1;
                long cause = inputs.last(span.since - SLOWEST_NANOS, span.since, none);
                long to = span.since + EARLY_NANOS;
                to = former == null ? to : later(to, former.until);
                boolean doubtful = covered && inputs.count(span.since - 1, to) > 0;
                if (cause != none && nanos - cause > 0 && !doubtful) {
                    return span;
                }
            }
        }
        return null;
    }

    private static Answer worse(@Nullable Answer covered, Span span) {
        return covered == null || span.says.compareTo(covered.says) >= 0 ? answer(span) : covered;
    }

    /** From when a span counts: with an extractor's clock behind, the input that led to it seems to come after it. */
    private static long begins(Span span, FocusInputs inputs) {
        return span.says.protects()
                ? span.since
                : inputs.last(span.since, span.since + SKEW_NANOS + 1, span.since - 1) + 1;
    }

    /**
     * Until when a span counts: up to an input that the application may not have handled when it told. That may be one
     * from before the span as well, where another one led to it.
     */
    private static long ends(Span span, boolean follows, long left, FocusInputs inputs) {
        long begins = begins(span, inputs);
        long from = span.since - SETTLE_NANOS + 1;
        long cause = inputs.first(follows ? later(from, left) : from, begins, begins);
        // What seems to come after the beginning may have led into the field, or out of it.
        long open = cause - span.since >= 0 ? cause : cause + 1;
        return inputs.first(later(open, span.until - SETTLE_NANOS + 1), span.until, span.until);
    }

    /** Nothing newer was said. What protected the field goes on until the keyboard leaves the window. */
    private static Answer latest(long nanos, Span former, long left, FocusInputs inputs, long focused) {
        boolean moved = inputs.count(left - 1, nanos - 1) > 0;
        boolean inForce = former.says.protects() && former.until - focused >= 0;
        return inForce
                ? new Answer(former.says, false, moved, former.origin, former.field)
                : new Answer(Says.UNKNOWN, false, moved, "", "");
    }

    /** Nobody said what had the keyboard before. */
    private static Answer first(long nanos, Span next, FocusInputs inputs) {
        long to = next.since + SKEW_NANOS;
        if (next.says.protects()) {
            long from = next.after - SKEW_NANOS;
            long cause = inputs.first(from - SETTLE_NANOS, to, from);
            return nanos - cause > 0 ? answer(next) : UNKNOWN;
        }
        boolean behindAll = inputs.count(nanos - 1, begins(next, inputs)) == 0;
        if (!behindAll || nanos - (next.after - SKEW_NANOS) <= 0) {
            return UNKNOWN;
        }
        return isDoubtful(next, false, 0, inputs) ? NOT_YET : answer(next);
    }

    /** Nobody vouches for this key: {@code former} was believed until {@code left}, {@code next} came later. */
    private static Answer between(long nanos, Span former, long left, Span next, FocusInputs inputs) {
        if (former.says.protects()) {
            return next.says.compareTo(former.says) > 0 ? answer(next) : answer(former);
        }
        long to = next.says.protects() ? next.since + SKEW_NANOS : begins(next, inputs);
        if (inputs.count(left - 1, to) == 0) {
            // The keyboard moved without input.
            boolean before = nanos - (next.after - SKEW_NANOS - SETTLE_NANOS) <= 0;
            boolean same = next.says.protects() || former.origin.equals(next.origin);
            return before ? answer(former) : same ? answer(next) : UNSEEN;
        }
        if (inputs.count(left - 1, nanos - 1) == 0) {
            // The border belongs to the former field: it is the key that left it.
            return answer(former);
        }
        if (next.says.protects()) {
            return answer(next);
        }
        boolean behindAll = inputs.count(nanos - 1, to) == 0;
        return !behindAll ? UNSEEN : isDoubtful(next, true, left, inputs) ? NOT_YET : answer(next);
    }

    /** Whether an input from before it may lead out of this span, and nobody knows yet. */
    private static boolean isDoubtful(Span span, boolean follows, long left, FocusInputs inputs) {
        return ends(span, follows, left, inputs) - begins(span, inputs) < 0;
    }

    private static Answer answer(Span span) {
        return new Answer(span.says, true, false, span.origin, span.field);
    }

    private static long later(long a, long b) {
        return a - b >= 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return a - b <= 0 ? a : b;
    }
}
