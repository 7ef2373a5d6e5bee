package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;

/**
 * Which field had the keyboard when, in one window, as one extractor tells it: says of a key which field it went into.
 *
 * <p>An application learns of input a moment after the pipeline does. So a field that is said to have the keyboard is
 * not believed for keys after an input that may have moved it, until it was said {@link #SETTLE_NANOS} after that input.
 * Where two fields follow each other and one such input lies between, that input is the border, and is the former's.
 */
final class FieldSpans {
    /** How long an application may take to move the keyboard: 25 ms were the most that was measured. */
    static final long SETTLE_NANOS = 150_000_000L;
    /** How far an application's clock may be from ours. */
    private static final long SKEW_NANOS = 20_000_000L;

    /** A protected field that got the keyboard this long after an input may have got it because of that input. */
    private static final long SLOWEST_NANOS = 1_000_000_000L;

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
     */
    record Answer(Says says, boolean firm, boolean unseen, String origin) {}

    private static final Answer UNKNOWN = new Answer(Says.UNKNOWN, true, false, "");
    private static final Answer UNSEEN = new Answer(Says.UNKNOWN, true, true, "");

    /** One stay of the keyboard in a field. */
    private record Span(long after, long since, long until, String field, Says says, String origin) {
        boolean goesOn(FieldState state) {
            return state.sinceNanos() - until <= 0
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
        Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.goesOn(state)) {
            spans.set(spans.size() - 1, last.with(state));
            return;
        }
        int at = spans.size();
        while (at > 0 && spans.get(at - 1).since - state.sinceNanos() > 0) {
            at--;
        }
        spans.add(
                at,
                new Span(
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

    /** The earliest time of a key that {@code state} may concern. */
    static long earliest(FieldState state) {
        return earlier(state.afterNanos() - SKEW_NANOS, state.sinceNanos() - SLOWEST_NANOS);
    }

    /** What was said last. */
    Says last() {
        return spans.isEmpty() ? Says.UNKNOWN : spans.get(spans.size() - 1).says;
    }

    /** Until when that was so; only if something was said. */
    long lastUntil() {
        return spans.get(spans.size() - 1).until;
    }

    /**
     * What is known of the key pressed at {@code nanos}.
     *
     * @param focused when the window got the keyboard
     */
    Answer of(long nanos, FocusInputs inputs, long focused) {
        Span former = null;
        Span next = null;
        Answer covered = null;
        for (Span span : spans) {
            if (span.since - nanos > 0) {
                next = span;
                break;
            }
            if (nanos - believed(span, inputs) <= 0) {
                covered = worse(covered, span);
            }
            former = span;
        }
        if (next != null && next.says.protects() && caused(nanos, next, inputs)) {
            return answer(next);
        }
        if (covered != null) {
            return covered;
        }
        if (next != null) {
            return former == null ? first(nanos, next, inputs) : between(nanos, former, next, inputs);
        }
        if (former == null) {
            return new Answer(Says.UNKNOWN, false, false, "");
        }
        return latest(nanos, former, inputs, focused);
    }

    /** Applications handle input in order: what follows the input that led to a field goes into it, however late. */
    private static boolean caused(long nanos, Span next, FocusInputs inputs) {
        long none = next.since + 1;
        long cause = inputs.last(next.since - SLOWEST_NANOS, none, none);
        return cause != none && nanos - cause > 0;
    }

    private static Answer worse(@Nullable Answer covered, Span span) {
        return covered == null || span.says.compareTo(covered.says) >= 0
                ? new Answer(span.says, true, false, span.origin)
                : covered;
    }

    /** Until when a span counts: up to an input that the application may not have handled when it told. */
    private static long believed(Span span, FocusInputs inputs) {
        return inputs.first(later(span.since, span.until - SETTLE_NANOS + 1), span.until, span.until);
    }

    /** Nothing newer was said. What protected the field goes on until the keyboard leaves the window. */
    private static Answer latest(long nanos, Span former, FocusInputs inputs, long focused) {
        boolean moved = inputs.count(believed(former, inputs) - 1, nanos - 1) > 0;
        boolean covers = nanos - former.until <= 0;
        boolean inForce = former.says.protects() && former.until - focused >= 0;
        return covers || inForce
                ? new Answer(former.says, false, moved, former.origin)
                : new Answer(Says.UNKNOWN, false, moved, "");
    }

    /** Nobody said what had the keyboard before. */
    private static Answer first(long nanos, Span next, FocusInputs inputs) {
        long from = next.after - SKEW_NANOS;
        boolean behindAll = inputs.count(nanos - 1, next.since) == 0;
        boolean many = inputs.count(from, next.since) > 1;
        return nanos - from > 0 && (behindAll || (many && next.says.protects())) ? answer(next) : UNKNOWN;
    }

    private static Answer between(long nanos, Span former, Span next, FocusInputs inputs) {
        long left = believed(former, inputs);
        long from = later(next.after - SKEW_NANOS, left - 1);
        if (nanos - from <= 0) {
            return apart(nanos, left, former, next, inputs);
        }
        int moves = inputs.count(from, next.since);
        if (moves == 1) {
            // The border belongs to the former field: it is the key that left it.
            boolean before = inputs.count(nanos - 1, next.since) == 1;
            return answer(before ? former : next);
        }
        if (former.says.protects() || next.says.protects()) {
            return protective(former, next);
        }
        if (!former.origin.equals(next.origin)) {
            return UNSEEN;
        }
        // Between the first and the last of several inputs the keyboard may have been where nobody looked.
        boolean unseen = inputs.count(from, nanos - 1) > 0 && inputs.count(nanos - 1, next.since) > 0;
        return unseen ? UNSEEN : answer(next);
    }

    /** After the former field was seen, and before the next one had the keyboard: nearer to one of them. */
    private static Answer apart(long nanos, long left, Span former, Span next, FocusInputs inputs) {
        boolean nearer = next.after - nanos <= nanos - left;
        if (former.says.protects() || (nearer && next.says.protects())) {
            return protective(former, next);
        }
        boolean unseen = inputs.count(left - 1, nanos - 1) > 0 && inputs.count(nanos - 1, next.since) > 0;
        return unseen ? UNSEEN : answer(nearer ? next : former);
    }

    private static Answer answer(Span span) {
        return new Answer(span.says, true, false, span.origin);
    }

    private static Answer protective(Span one, Span other) {
        return answer(one.says.compareTo(other.says) >= 0 ? one : other);
    }

    private static long later(long a, long b) {
        return a - b >= 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return a - b <= 0 ? a : b;
    }
}
