package org.oriel.pipeline;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Redaction;
import org.oriel.api.redact.Redactor;

/** Leads what the hold-back released through the redactors, in order. Pipeline thread only. */
final class Chain {
    /** How an event fared: it goes on, or was dropped for {@code reason}. */
    private record Passage(@Nullable CaptureEvent event, String reason) {
        /** A redactor left while it was needed: the event stays until it is clear what comes instead. */
        static final Passage WAITS = new Passage(null, "waits");
        /** A redactor removed it: its job, not a loss. */
        static final Passage REMOVED = new Passage(null, "removed-by-redactor");
    }

    private final Plugins<Redactor> redactors;
    private final Readiness readiness;
    private final Suspensions suspensions;
    private final Clocks clocks;
    private final Counters counters;
    private final Gaps gaps;
    private final ArrayDeque<CaptureEvent> released = new ArrayDeque<>();

    Chain(
            Plugins<Redactor> redactors,
            Readiness readiness,
            Suspensions suspensions,
            Clocks clocks,
            Counters counters,
            Gaps gaps) {
        this.redactors = redactors;
        this.readiness = readiness;
        this.suspensions = suspensions;
        this.clocks = clocks;
        this.counters = counters;
        this.gaps = gaps;
    }

    void add(CaptureEvent event) {
        released.add(event);
    }

    void each(Consumer<CaptureEvent> of) {
        released.forEach(of);
    }

    int size() {
        return released.size();
    }

    /** Leads everything through that may go; stops where it must wait. */
    void run(Runner runner, Session session, Consumer<CaptureEvent> out) {
        for (CaptureEvent next = released.peek(); next != null; next = released.peek()) {
            Passage passage = lead(runner, session, next);
            if (passage.equals(Passage.WAITS)) {
                return;
            }
            released.poll();
            CaptureEvent event = passage.event();
            if (event != null) {
                out.accept(event);
            } else {
                drop(passage);
            }
        }
    }

    private void drop(Passage passage) {
        counters.drop(passage.reason(), 1);
        if (!passage.equals(Passage.REMOVED)) {
            gaps.add(passage.reason(), "events", 1);
        }
    }

    private Passage lead(Runner runner, Session session, CaptureEvent event) {
        List<Plugins.Entry<Redactor>> all = redactors.all();
        // After the list: a redactor that is no longer in it has already been reported as gone.
        if (!readiness.settled()) {
            return Passage.WAITS;
        }
        CaptureEvent now = event;
        for (Plugins.Entry<Redactor> redactor : all) {
            Passage passage = call(runner, session, redactor, now);
            if (passage.event() == null) {
                return passage;
            }
            now = passage.event();
        }
        return new Passage(now, "");
    }

    private Passage call(Runner runner, Session session, Plugins.Entry<Redactor> redactor, CaptureEvent event) {
        if (!runner.guard.enter(redactor, Guard.Step.REDACT)) {
            return Passage.WAITS;
        }
        MaskingView view = new MaskingView(runner.guard, session);
        Throwable failure = null;
        Optional<CaptureEvent> answer = Optional.empty();
        try {
            answer = Objects.requireNonNull(redactor.service.redact(event, view), "answer");
            answer.ifPresent(changed -> refuseWider(event, changed));
        } catch (Throwable thrown) {
            // Whatever it is: the plugin's trouble must not become the pipeline's.
            failure = thrown;
        }
        boolean overran = runner.guard.exit();
        List<Redaction> notes = view.close();
        if (failure != null) {
            suspensions.failed(redactor, failure);
            return strike(redactor, redactor.failed(), "redactor-failed");
        }
        if (overran) {
            return strike(redactor, redactor.overran(clocks.nanos()), "redactor-overran");
        }
        redactor.worked();
        return answer.map(changed -> new Passage(noted(changed, notes), "")).orElse(Passage.REMOVED);
    }

    private Passage strike(Plugins.Entry<Redactor> redactor, String enough, String reason) {
        if (!enough.isEmpty()) {
            suspend(redactor, enough);
        }
        return new Passage(null, reason);
    }

    private void suspend(Plugin redactor, String reason) {
        suspensions.suspend(redactor, reason);
        readiness.distrust(redactor.bundle);
    }

    /** A redactor hung and its thread was given up: the event it had is dropped. */
    void hung(Plugin redactor) {
        suspend(redactor, "hung");
        released.poll();
        drop(new Passage(null, "redactor-hung"));
    }

    private static void refuseWider(CaptureEvent was, CaptureEvent is) {
        boolean same = was.session().equals(is.session())
                && was.device().equals(is.device())
                && was.source().equals(is.source())
                && was.policyHash().equals(is.policyHash())
                && was.grant().equals(is.grant())
                && was.purpose().equals(is.purpose());
        if (!same || !is.redactions().containsAll(was.redactions())) {
            throw new IllegalStateException("changed what a redactor may not change");
        }
    }

    private static CaptureEvent noted(CaptureEvent event, List<Redaction> notes) {
        if (notes.isEmpty()) {
            return event;
        }
        Predicate<Redaction> missing = Predicate.not(new HashSet<>(event.redactions())::contains);
        return event.withRedactions(notes.stream().distinct().filter(missing).toList());
    }

    /** Gives up what {@code of} says; how many. */
    long remove(Predicate<CaptureEvent> of) {
        long before = released.size();
        released.removeIf(of);
        return before - released.size();
    }
}
