package org.oriel.trajectory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Sensitive;

/** Puts steps into episodes. */
final class Assembly {
    /** Episodes that wait for frames; with more, the oldest goes on without. */
    private static final int CLOSING = 4;

    private final Reduction reduction;
    private final TrajectorySink sink;
    private final Frames known = new Frames();
    private final Deque<Draft> closing = new ArrayDeque<>();

    private @Nullable Draft open;
    private @Nullable Gesture previous;
    private int part;
    private boolean explicit;
    private Label label = Label.NONE;
    private final Gaps pendingGaps = new Gaps();
    private boolean afterGap;
    private boolean intervention;

    Assembly(Reduction reduction, TrajectorySink sink) {
        this.reduction = reduction;
        this.sink = sink;
    }

    void add(Gesture gesture, Action action) {
        boundary(gesture);
        Gesture before = previous;
        if (before != null && !afterGap) {
            long idle = Math.max(0, gesture.startNanos() - before.endNanos()) / Gesture.NANOS_PER_MILLI;
            if (idle > reduction.waitMillis()) {
                tell(gesture, waited(before, gesture, idle));
            }
        }
        tell(gesture, step(gesture, action));
        previous = gesture;
        afterGap = false;
        intervention = false;
    }

    private void boundary(Gesture gesture) {
        Gesture before = previous;
        if (explicit || before == null || open == null) {
            return;
        }
        long idle = (gesture.startNanos() - before.endNanos()) / Gesture.NANOS_PER_MILLI;
        String application = gesture.first.subject().application();
        if (idle > reduction.idleMillis()) {
            close(Episode.Ended.IDLE);
        } else if (reduction.splitByApplication()
                && !application.isEmpty()
                && !application.equals(before.first.subject().application())) {
            close(Episode.Ended.APPLICATION);
        }
    }

    private void tell(Gesture gesture, Step step) {
        Draft draft = open;
        if (draft != null && draft.steps.size() >= reduction.maxSteps()) {
            Label kept = draft.label;
            close(Episode.Ended.LENGTH);
            part = draft.head.part() + 1;
            label = kept;
            draft = null;
        }
        if (draft == null) {
            draft = begin(gesture, step.start());
        }
        Step told = step.withIndex(draft.steps.size());
        draft.add(told, known);
        sink.step(draft.head, told);
    }

    private Draft begin(Gesture gesture, EventTime start) {
        CaptureEvent first = gesture.first;
        UUID id = UUID.nameUUIDFromBytes((first.session() + " " + first.id()).getBytes(StandardCharsets.UTF_8));
        Draft draft = new Draft(
                new Episode.Head(
                        id.toString(),
                        part,
                        explicit,
                        first.session(),
                        first.device(),
                        start,
                        first.grant(),
                        first.purpose(),
                        first.policyHash()),
                label,
                known.newest());
        pendingGaps.moveTo(draft.gaps);
        label = Label.NONE;
        open = draft;
        return draft;
    }

    private Step step(Gesture gesture, Action action) {
        Set<Step.Mark> marks = EnumSet.noneOf(Step.Mark.class);
        marks.addAll(gesture.marks);
        mark(marks, Step.Mark.AFTER_GAP, afterGap);
        mark(marks, Step.Mark.UNDO, isUndo(action));
        Gesture before = previous;
        if (before != null) {
            mark(marks, Step.Mark.CORRECTION, deletes(action) && typed(before) && before.sameHand(gesture.first));
            intervention |= before.first.actor() == Actor.AGENT && gesture.first.actor() == Actor.HUMAN;
        }
        mark(marks, Step.Mark.INTERVENTION, intervention);
        Told told = gesture.element;
        return new Step(
                0,
                action,
                told == null ? Optional.empty() : Optional.of(told.element),
                gesture.first.before(),
                gesture.after,
                gesture.first.actor(),
                gesture.first.subject(),
                gesture.first.time(),
                gesture.last.time(),
                new Step.Events(gesture.first.id(), gesture.last.id(), gesture.count),
                marks,
                gesture.approach);
    }

    private static void mark(Set<Step.Mark> marks, Step.Mark mark, boolean set) {
        if (set) {
            marks.add(mark);
        }
    }

    private static boolean isUndo(Action action) {
        if (action instanceof Action.Press press) {
            return press.key().equals("Undo");
        }
        return action instanceof Action.Chord chord
                && chord.key().reveal().equalsIgnoreCase("z")
                && (chord.modifiers().equals(Set.of(Modifier.CONTROL))
                        || chord.modifiers().equals(Set.of(Modifier.META)));
    }

    private static boolean deletes(Action action) {
        if (action instanceof Action.Press press) {
            return KeyNames.deletes(press.key());
        }
        return action instanceof Action.Chord chord
                && KeyNames.deletes(chord.key().reveal());
    }

    private static boolean typed(Gesture gesture) {
        return gesture instanceof Typed || (gesture instanceof Stroke stroke && KeyNames.deletes(stroke.key));
    }

    private static Step waited(Gesture before, Gesture next, long millis) {
        boolean same = before.first.actor() == next.first.actor();
        return new Step(
                0,
                new Action.Wait(millis),
                Optional.empty(),
                before.after,
                next.first.before(),
                same ? next.first.actor() : Actor.UNKNOWN,
                before.first.subject(),
                before.last.time(),
                next.first.time(),
                new Step.Events("", "", 0),
                Set.of(),
                List.of());
    }

    void beginExplicitly() {
        close(Episode.Ended.NEXT);
        explicit = true;
        label = Label.NONE;
    }

    void endExplicitly(String outcome) {
        Draft draft = open;
        if (draft != null && !outcome.isEmpty() && draft.label.outcome().isEmpty()) {
            draft.label = new Label(draft.label.task(), outcome);
        }
        close(Episode.Ended.EXPLICIT);
        explicit = false;
        label = Label.NONE;
    }

    void end(Episode.Ended why) {
        close(why);
        explicit = false;
        label = Label.NONE;
    }

    /** The rules changed: an explicit episode goes on, but in another one. */
    void terms() {
        Draft draft = open;
        Label kept = draft == null ? label : draft.label;
        int next = draft == null ? part : draft.head.part() + 1;
        close(Episode.Ended.TERMS);
        if (explicit) {
            label = kept;
            part = next;
        }
    }

    private void close(Episode.Ended why) {
        Draft draft = open;
        open = null;
        part = 0;
        if (why != Episode.Ended.LENGTH) {
            previous = null;
        }
        if (draft != null) {
            draft.ended = why;
            closing.add(draft);
            if (closing.size() > CLOSING) {
                sink.episode(closing.remove().episode());
            }
        }
    }

    void intervention() {
        intervention = true;
    }

    void gap(EventTime time, String reason, Map<String, Long> counts) {
        Draft draft = open;
        if (draft != null) {
            draft.gaps.add(draft.steps.size(), time, reason, counts);
        } else {
            pendingGaps.add(0, time, reason, counts);
        }
        afterGap = true;
    }

    /** What a person says about the episode that is open, or that ended last and still waits, or that comes next. */
    void label(Optional<Sensitive> task, String outcome) {
        Draft draft = open;
        if (draft == null && !explicit && !closing.isEmpty()) {
            draft = closing.getLast();
        }
        if (draft == null) {
            label = label.with(task, outcome);
        } else {
            draft.label = draft.label.with(task, outcome);
        }
    }

    void frame(Frame frame, long nanos) {
        known.add(frame, nanos);
        for (Draft draft : closing) {
            draft.frame(frame, false);
        }
        Draft draft = open;
        if (draft != null) {
            draft.frame(frame, true);
        }
    }

    /** Tells episodes that have all their frames, or have waited long enough. */
    void until(long nanos) {
        long within = reduction.frameMillis() * Gesture.NANOS_PER_MILLI;
        while (!closing.isEmpty()) {
            Draft draft = closing.element();
            if (!draft.isComplete() && nanos - draft.endNanos() < within) {
                return;
            }
            sink.episode(closing.remove().episode());
        }
    }

    /** Tells every episode that has ended. */
    void flush() {
        until(Long.MAX_VALUE / 2);
        while (!closing.isEmpty()) {
            sink.episode(closing.remove().episode());
        }
    }

    /** Another session: frames and gaps of the one before say nothing about it. */
    void reset() {
        known.clear();
        pendingGaps.clear();
        previous = null;
        part = 0;
        explicit = false;
        afterGap = false;
        intervention = false;
        label = Label.NONE;
    }

    /** Drops the steps that ended at or after that time, and the frames that were taken since. */
    void forget(long fromNanos) {
        Set<String> frames = known.forget(fromNanos);
        closing.forEach(draft -> draft.forget(frames));
        closing.forEach(draft -> forget(draft, fromNanos));
        closing.removeIf(draft -> draft.steps.isEmpty());
        Draft draft = open;
        if (draft != null) {
            draft.forget(frames);
            forget(draft, fromNanos);
            if (draft.steps.isEmpty()) {
                draft.gaps.moveTo(pendingGaps);
                label = draft.label;
                open = null;
            }
        }
        previous = null;
    }

    private void forget(Draft draft, long fromNanos) {
        int from = draft.forget(fromNanos);
        if (from >= 0) {
            sink.forgotten(draft.head, from);
        }
    }
}
