package org.oriel.pipeline;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.oriel.api.context.FieldState;
import org.oriel.api.source.Target;
import org.oriel.pipeline.FieldSpans.Answer;
import org.oriel.pipeline.FieldSpans.Says;

/** A window of a capture session as extractors tell it: which of its fields had the keyboard when. */
final class FieldWindow {
    /** So long after an input extractors are asked where the caret is. */
    private static final long MOST_CARET_NANOS = 1_500_000_000L;

    final int space;
    /** Name of the space of its id; empty where nobody but its source knows the id. */
    final String desktop;

    Target target;
    final FocusInputs inputs = new FocusInputs();
    /** When it got the keyboard. */
    long focused;
    /** When extractors were asked last, and whether they still are. */
    boolean asking;

    private long asked;
    private boolean everAsked;
    /** Every extractor was asked since then. */
    private long answered;

    private boolean everAnswered;
    /** When it last got input, whatever it was, and when before that. */
    long lastInput;

    private final FocusInputs all = new FocusInputs();

    private final Map<String, FieldSpans> sources = new HashMap<>();
    /** Extractors that had no answer when they were asked at that time. */
    private final Map<String, Long> empty = new HashMap<>();
    /** What an extractor that is gone said last. */
    private Says left = Says.UNKNOWN;

    private long leftAt;

    FieldWindow(int space, String desktop, Target target, long nanos) {
        this.space = space;
        this.desktop = desktop;
        this.target = target;
        focused = nanos;
        lastInput = nanos;
    }

    /** It got the keyboard: what protected a field when it last had it says nothing any more. */
    void focus(long nanos) {
        focused = nanos;
        input(nanos, true);
        left = Says.UNKNOWN;
    }

    void say(String source, FieldState state) {
        sources.computeIfAbsent(source, s -> new FieldSpans()).add(state);
        empty.remove(source);
        if (state.privacy() == FieldState.Privacy.OPEN && state.untilNanos() - leftAt > 0) {
            left = Says.UNKNOWN;
        }
    }

    /** It got input, which may have moved the keyboard to another of its fields. */
    void input(long nanos, boolean moves) {
        lastInput = nanos;
        all.add(nanos);
        if (moves) {
            inputs.add(nanos);
        }
    }

    /** Whether an application that looked like {@code state} had handled every input before, and nothing came since. */
    boolean isSettled(FieldState state) {
        long until = state.untilNanos();
        return all.count(until - Quarantine.CARET_NANOS, until + FieldSpans.SKEW_NANOS) == 0;
    }

    /**
     * Whether the newest input before {@code state} led to its field, so that nothing was typed there yet. Of two that
     * follow each other at once nobody knows which one led where.
     */
    boolean isFresh(FieldState state) {
        long none = state.untilNanos() + FieldSpans.SKEW_NANOS + 1;
        long cause = inputs.last(state.sinceNanos() - FieldSpans.SETTLE_NANOS, none, none);
        boolean alone = inputs.count(cause - FieldSpans.SETTLE_NANOS, cause - 1) == 0;
        boolean led = state.sinceNanos() - cause >= -FieldSpans.SKEW_NANOS;
        return cause != none && alone && led && all.count(cause, none) == 0;
    }

    /** The last input that {@code state} may show, or its own time where none is known. */
    long inputBefore(FieldState state) {
        long until = state.untilNanos();
        return all.last(until - Long.MAX_VALUE / 2, until + FieldSpans.SKEW_NANOS + 1, until);
    }

    void asked(long nanos) {
        asked = nanos;
        everAsked = true;
    }

    /** Whether it is time to ask again while keys wait. */
    boolean mayBeAsked(long now) {
        return !asking && nextAsk() - now <= 0;
    }

    long nextAsk() {
        return everAsked ? asked + Quarantine.ASK_NANOS : focused;
    }

    /**
     * When to ask what the last input did to the caret; never when that was asked for long enough. An answer holds for
     * a moment before it was asked for, so the first one may say nothing of it.
     */
    long caretDue() {
        long first = lastInput + Quarantine.CARET_NANOS;
        if (!everAsked || asked - first < 0) {
            return first;
        }
        return asked - lastInput >= MOST_CARET_NANOS ? Long.MAX_VALUE : asked + Quarantine.ASK_NANOS;
    }

    /** {@code source} was asked at {@code nanos}, and cannot tell. */
    void cannotTell(String source, long nanos) {
        empty.put(source, nanos);
    }

    /** Everybody who can be asked was, at {@code nanos}. */
    void answered(long nanos) {
        answered = nanos;
        everAnswered = true;
        asking = false;
    }

    /** Nobody can be asked. */
    boolean answeredFor(long nanos) {
        return everAnswered && answered - nanos >= 0;
    }

    /** Forgets {@code source}; that it saw a protected field last stays in force. Whether it had said anything. */
    boolean forget(String source) {
        FieldSpans spans = sources.remove(source);
        empty.remove(source);
        if (spans != null && spans.last().protects() && spans.lastUntil() - focused >= 0) {
            left = spans.last();
            leftAt = spans.lastUntil();
        }
        return spans != null;
    }

    /** Whether anybody ever told anything of it, and is still there or saw a protected field last. */
    boolean isTold() {
        return !sources.isEmpty() || left.protects();
    }

    boolean isToldBy(String source) {
        return sources.containsKey(source);
    }

    /** Whether it is a place that is none of our business now. */
    boolean isPrivate() {
        return left == Says.PRIVATE || sources.values().stream().anyMatch(spans -> spans.last() == Says.PRIVATE);
    }

    /**
     * What is known of the field of the key pressed at {@code nanos}: of several extractors, whoever protects most.
     *
     * @param awaited extractors that told of this program before and therefore will
     */
    Answer of(long nanos, Set<String> awaited) {
        Says worst = left;
        boolean firmly = left.protects();
        boolean all = true;
        boolean unseen = false;
        boolean contradicts = false;
        String origin = "";
        String field = "";
        int named = 0;
        for (Map.Entry<String, FieldSpans> source : sources.entrySet()) {
            Answer answer = source.getValue().of(nanos, inputs, focused);
            boolean settled = answer.firm() || (!awaited.contains(source.getKey()) && toldNothing(source, nanos));
            all &= settled;
            unseen |= answer.unseen();
            firmly |= answer.says().protects() && settled;
            if (answer.says() == Says.OPEN && !answer.origin().isEmpty()) {
                contradicts |= !origin.isEmpty() && !origin.equals(answer.origin());
                origin = answer.origin();
            }
            if (answer.says() == Says.OPEN && !answer.field().isEmpty()) {
                field = answer.field();
                named++;
            }
            worst = answer.says().compareTo(worst) > 0 ? answer.says() : worst;
        }
        for (Iterator<String> rest = awaited.iterator(); all && rest.hasNext(); ) {
            all = sources.containsKey(rest.next());
        }
        worst = contradicts && worst == Says.OPEN ? Says.UNKNOWN : worst;
        // Each extractor has its own names.
        boolean open = worst == Says.OPEN;
        return new Answer(worst, firmly || all, unseen, open ? origin : "", open && named == 1 ? field : "");
    }

    /** It was asked after the key and after anything that may have moved the keyboard, and could not tell. */
    private boolean toldNothing(Map.Entry<String, FieldSpans> source, long nanos) {
        Long at = empty.get(source.getKey());
        return at != null && at - nanos >= 0 && inputs.count(at - FieldSpans.SETTLE_NANOS, nanos - 1) == 0;
    }
}
