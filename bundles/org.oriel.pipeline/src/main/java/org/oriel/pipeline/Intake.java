package org.oriel.pipeline;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Rules;

/** Takes records one by one: asks whom they are for, admits or refuses, has them decoded, and hands events on. */
final class Intake {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final String SUPPRESSED = "suppressed";

    private final Counters counters;
    private final Gaps gaps;
    private final WallAnchor wall;
    private final DecoderCalls calls;
    private final Clocks clocks;
    private @Nullable ContextIntake context;

    Intake(Counters counters, Gaps gaps, WallAnchor wall, DecoderCalls calls, Clocks clocks) {
        this.clocks = clocks;
        this.counters = counters;
        this.gaps = gaps;
        this.wall = wall;
        this.calls = calls;
    }

    /** Who is told of what is admitted. */
    void contextThrough(ContextIntake told) {
        context = told;
    }

    /**
     * Takes the oldest record of {@code feed}, which must have one.
     *
     * @param refuse why nothing is admitted, empty when the rules decide
     */
    void take(Runner runner, RingFeed feed, Session session, Rules rules, String refuse) {
        if (feed.lostBeforeNext()) {
            keysLost(feed, session);
        }
        RawRecord raw = runner.raw;
        feed.ring.take(raw);
        if (!feed.dead.isEmpty()) {
            lost(feed.dead);
            return;
        }
        if (!calls.call(runner, feed, Guard.Step.TARGET)) {
            counters.received++;
            failed(feed, session, raw);
            return;
        }
        Target target = runner.target;
        if (target.scope() == Target.Scope.CONTROL) {
            control(runner, feed, session, raw);
            return;
        }
        counters.received++;
        String reason = verdict(raw, target, rules);
        if (reason.isEmpty() && !refuse.isEmpty()) {
            reason = refuse;
        }
        if (raw.kind() == RecordKind.FOCUS) {
            focus(feed, session, rules, target, raw, reason);
        }
        if (reason.isEmpty() && raw.kind() == RecordKind.KEY && feed.focused != target.window()) {
            reason = "no-focus";
        }
        if (reason.isEmpty() && session.context.isPrivate(feed.space, target.window())) {
            reason = "private";
        }
        if (reason.isEmpty()) {
            decode(runner, feed, session, rules, target);
        } else {
            if (reason.equals(SUPPRESSED) && refuse.isEmpty()) {
                suppress(feed, session, rules, raw);
            } else {
                counters.drop(reason, 1);
            }
            calls.call(runner, feed, Guard.Step.SKIP);
        }
        if (raw.kind() == RecordKind.CLOSE) {
            closed(feed, session, raw);
        }
    }

    /** Why a record is not decoded, empty when it is. */
    private static String verdict(RawRecord raw, Target target, Rules rules) {
        if (raw.kind() == RecordKind.SUPPRESSED || raw.has(RawRecord.FLAG_GRABBED)) {
            return SUPPRESSED;
        }
        if (target.scope() != Target.Scope.WINDOW || target.window() == 0) {
            return "unknown-window";
        }
        return rules.allows(target) ? "" : "not-allowed";
    }

    private void control(Runner runner, RingFeed feed, Session session, RawRecord raw) {
        if (!calls.call(runner, feed, Guard.Step.TRACK)) {
            gaps.add("decoder-failed", "records", 1);
        }
        if (raw.kind() == RecordKind.HOOK_RESTARTED) {
            // Keys were missed: what comes next does not belong to the text so far.
            keysLost(feed, session);
            gaps.add("hook-restarted");
        }
    }

    /** Keys that went to a grab: that there were some is told, once for all that follow each other. */
    private void suppress(RingFeed feed, Session session, Rules rules, RawRecord raw) {
        endPath(session);
        session.quarantine.suppress(raw.monotonicNanos(), Math.max(1, raw.value()));
        Key told = new Key(Key.Phase.SUPPRESSED, Sensitive.empty(), Sensitive.empty(), Set.of(), 0);
        if (feed.focused == 0 || !feed.permits(told)) {
            counters.drop(SUPPRESSED, 1);
        } else if (session.suppressing) {
            counters.merged++;
        } else {
            EventTime time = time(raw, rules.timingMillis());
            give(session, session.event(time, feed.plugin.name, actor(session, raw), feed.focusedSubject, rules, told));
            session.suppressing = true;
        }
    }

    private void focus(RingFeed feed, Session session, Rules rules, Target target, RawRecord raw, String reason) {
        int to = reason.isEmpty() ? target.window() : 0;
        if (to != 0 && to == feed.focused) {
            return;
        }
        endPath(session);
        Window left = new Window(Window.Change.BLUR, Sensitive.empty(), "", Rect.NONE, 1.0, List.of());
        if (to == 0 && feed.focused != 0 && feed.permits(left)) {
            // Where the keyboard went is nobody's business, that it left is: without it the rest looks like one stay.
            counters.received++;
            give(
                    session,
                    session.event(
                            time(raw, 1), feed.plugin.name, actor(session, raw), feed.focusedSubject, rules, left));
        }
        session.quarantine.focusMoved(raw.monotonicNanos());
        FieldWindow window = to == 0 ? null : session.window(feed, target, raw);
        session.focus(window, raw.monotonicNanos());
        feed.focused = to;
        feed.focusedSubject = to == 0 ? Subject.NONE : session.refs.subject(feed.space, target, rules);
    }

    private void decode(Runner runner, RingFeed feed, Session session, Rules rules, Target target) {
        counters.admitted++;
        runner.bodies.clear();
        if (!calls.call(runner, feed, Guard.Step.DECODE)) {
            failed(feed, session, runner.raw);
            return;
        }
        if (runner.bodies.isEmpty()) {
            counters.drop("no-event", 1);
            return;
        }
        counters.received += runner.bodies.size() - 1;
        Subject subject = session.refs.subject(feed.space, target, rules);
        for (EventBody body : runner.bodies) {
            String reason = refused(feed, target, body);
            if (reason.isEmpty()) {
                CaptureEvent event = event(session, feed, rules, subject, runner.raw, body);
                admitted(session, feed, rules, target, runner.raw, tied(session, feed, target, runner.raw, event));
            } else {
                counters.drop(reason, 1);
            }
        }
        runner.bodies.clear();
    }

    private void admitted(
            Session session, RingFeed feed, Rules rules, Target target, RawRecord raw, CaptureEvent event) {
        long nanos = raw.monotonicNanos();
        FieldWindow window = session.window(feed, target, raw);
        if (context != null) {
            context.before(session, event, nanos, rules);
        }
        if (event.body() instanceof Key key && isPhysical(key)) {
            session.suppressing = false;
            endPath(session);
            session.quarantine.key(event, key, window, nanos, rules.fields(target), clocks.nanos());
        } else {
            give(session, event);
        }
        if (context != null) {
            context.after(session, window, event, nanos, rules);
        }
    }

    private static boolean isPhysical(Key key) {
        return key.phase() == Key.Phase.DOWN || key.phase() == Key.Phase.UP || key.phase() == Key.Phase.REPEAT;
    }

    /** Marks that only the core makes are refused. */
    static String forged(EventBody body) {
        if (body instanceof Mark mark) {
            return switch (mark.mark()) {
                case INTERVENTION, EPISODE_START, EPISODE_END -> "";
                default -> "forged-mark";
            };
        }
        return "";
    }

    private static String refused(RingFeed feed, Target target, EventBody body) {
        if (body instanceof Mark) {
            return forged(body);
        }
        if (body instanceof Key && feed.focused != target.window()) {
            return "no-focus";
        }
        return feed.permits(body) ? "" : "not-declared";
    }

    private CaptureEvent event(
            Session session, RingFeed feed, Rules rules, Subject subject, RawRecord raw, EventBody body) {
        EventBody told = body instanceof Window window
                ? new Window(
                        window.change(),
                        window.title(),
                        window.windowClass(),
                        window.bounds(),
                        window.scale(),
                        session.refs.admitted(feed.space, window.stack(), rules))
                : body;
        EventTime time = time(raw, body instanceof Key ? rules.timingMillis() : 1);
        return session.event(time, feed.plugin.name, actor(session, raw), subject, rules, told);
    }

    /** Names the frames around what changes the screen. A release of a key does not: its press has them. */
    private static CaptureEvent tied(Session session, RingFeed feed, Target target, RawRecord raw, CaptureEvent event) {
        EventBody body = event.body();
        boolean acts = body instanceof PointerButton
                || body instanceof Scroll
                || (body instanceof Key key && key.phase() != Key.Phase.UP)
                || (body instanceof Window window && window.change() == Window.Change.FOCUS);
        return acts ? session.frames.tie(feed.desktop, target.window(), raw.monotonicNanos(), event) : event;
    }

    /** Rounds down to whole steps. The wall time follows from the rounded one, so that it tells nothing more. */
    private EventTime time(RawRecord raw, int stepMillis) {
        return time(raw.monotonicNanos(), stepMillis);
    }

    EventTime time(long monotonic, int stepMillis) {
        if (stepMillis <= 1) {
            return new EventTime(monotonic, wall.millis(monotonic));
        }
        long rounded = monotonic - Math.floorMod(monotonic, stepMillis * NANOS_PER_MILLI);
        long millis = wall.millis(rounded);
        return new EventTime(rounded, millis - Math.floorMod(millis, stepMillis));
    }

    private static Actor actor(Session session, RawRecord raw) {
        return switch (raw.origin()) {
            case RawRecord.ORIGIN_PHYSICAL -> Actor.HUMAN;
            case RawRecord.ORIGIN_INJECTED ->
                session.agency.drives(raw.monotonicNanos()) ? Actor.AGENT : Actor.AUTOMATION;
            default -> Actor.UNKNOWN;
        };
    }

    void give(Session session, CaptureEvent event) {
        session.suppressing = false;
        boolean goesOn = !session.path.isEmpty();
        if (session.path.takes(event)) {
            counters.merged += goesOn ? 1 : 0;
            return;
        }
        endPath(session);
        if (!session.path.takes(event)) {
            session.quarantine.add(event);
        }
    }

    /** The pointer's way so far becomes an event, because something else comes after it. */
    static void endPath(Session session) {
        session.path.end().ifPresent(session.quarantine::add);
    }

    private void closed(RingFeed feed, Session session, RawRecord raw) {
        session.refs.gone(feed.space, raw.window());
        session.context.closed(feed.space, raw.window());
        if (feed.focused == raw.window()) {
            session.quarantine.focusMoved(raw.monotonicNanos());
            feed.focused = 0;
        }
    }

    private void failed(RingFeed feed, Session session, RawRecord raw) {
        String reason = feed.dead.isEmpty() ? "decoder-failed" : feed.dead;
        counters.drop(reason, 1);
        gaps.add(reason, "records", 1);
        if (raw.kind() == RecordKind.KEY) {
            keysLost(feed, session);
        }
    }

    private void lost(String reason) {
        counters.received++;
        counters.drop(reason, 1);
        gaps.add(reason, "records", 1);
    }

    /**
     * Keys are missing from the typed text. A detector that sees a card number with a digit missing sees no card number:
     * what is held is given up, and keys are taken again when it is known anew who has the keyboard.
     */
    void keysLost(RingFeed feed, Session session) {
        long vetoed = session.quarantine.veto();
        counters.drop("keys-lost", vetoed);
        gaps.add("keys-lost", "events", vetoed);
        feed.focused = 0;
    }
}
