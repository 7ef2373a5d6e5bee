package org.oriel.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Clipboard;
import org.oriel.api.event.Document;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Message;
import org.oriel.api.event.Page;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Subject;
import org.oriel.api.event.Window;
import org.oriel.api.source.Target;
import org.oriel.host.Admission.Rules;

/** Takes what extractors tell and answer: asks whom it is about, admits or refuses it, and hands events on. */
final class ContextIntake {
    private static final String NOT_DECLARED = "not-declared";

    private final Counters counters;
    private final Gaps gaps;
    private final Clocks clocks;
    private final Intake intake;
    private final Feeds feeds;
    private final ContextFeeds contexts;
    private final ContextCalls calls;
    private final Suspensions suspensions;
    private final String self;
    /** Takes back what was released and is not stored yet, and says how much that was. */
    private final ToLongFunction<Predicate<CaptureEvent>> released;

    ContextIntake(
            Surroundings around,
            Counters counters,
            Gaps gaps,
            Intake intake,
            Feeds feeds,
            ContextFeeds contexts,
            ContextCalls calls,
            Suspensions suspensions,
            ToLongFunction<Predicate<CaptureEvent>> released) {
        this.released = released;
        this.counters = counters;
        this.gaps = gaps;
        this.clocks = around.clocks();
        this.intake = intake;
        this.feeds = feeds;
        this.contexts = contexts;
        this.calls = calls;
        this.suspensions = suspensions;
        this.self = around.name();
    }

    /** Counts what feeds refused, and looks after those that flood or are gone. */
    void observe(@Nullable Session session, Rules rules) {
        long now = clocks.nanos();
        calls.expire(now);
        for (String gone = calls.gone(); gone != null; gone = calls.gone()) {
            forget(session, gone, isTelling(gone));
        }
        for (ContextQueue queue : contexts.all()) {
            queue.account(counters, gaps);
            if (!queue.isSuspended() && queue.flood.flooding(queue.offered(), now)) {
                queue.suspend();
                suspensions.suspend(queue.plugin, "flooded");
                leave(session, queue, rules);
            }
        }
    }

    private boolean isTelling(String source) {
        return contexts.all().stream()
                .anyMatch(queue -> queue.plugin.name.equals(source) && !queue.isClosed() && !queue.isSuspended());
    }

    private void leave(@Nullable Session session, ContextQueue queue, Rules rules) {
        if (session != null) {
            acting(session, queue, new ContextQueue.Acting(clocks.nanos(), ""), rules);
        }
        forget(session, queue.plugin.name, false);
    }

    private void forget(@Nullable Session session, String source, boolean tellsStill) {
        if (session != null) {
            List<FieldWindow> told = session.context.told(source, !tellsStill);
            session.quarantine.settle(told::contains, clocks.nanos());
            session.context.forget(source, tellsStill);
        }
    }

    /** Takes what was told up to {@code until}, in the order of its times; everything where nothing else is left. */
    void take(Session session, Rules rules, String refuse, boolean all, long until) {
        if (contexts.all().isEmpty()) {
            return;
        }
        for (ContextQueue queue = contexts.oldest(); queue != null; queue = contexts.oldest()) {
            ContextQueue.Said said = queue.peek();
            if (said == null || (!all && said.nanos() - until > 0)) {
                break;
            }
            queue.remove();
            if (said instanceof ContextQueue.Told told) {
                told(session, queue, told, rules, refuse);
            } else if (!queue.isSuspended() && said instanceof ContextQueue.Field field) {
                field(session, queue, field, rules);
            } else if (!queue.isSuspended() && said instanceof ContextQueue.Acting acting) {
                acting(session, queue, acting, rules);
            }
        }
        for (ContextQueue queue : contexts.all()) {
            if (queue.isClosed() && queue.isEmpty()) {
                queue.account(counters, gaps);
                contexts.remove(queue);
                leave(session, queue, rules);
            }
        }
    }

    private void field(Session session, ContextQueue queue, ContextQueue.Field field, Rules rules) {
        FieldWindow window = session.context.holder(
                queue.space, desktop(queue), field.state().holder(), field.nanos());
        if (window != null && rules.allows(window.target)) {
            say(session, queue.plugin.name, true, window, field.state(), rules);
        }
    }

    private String desktop(ContextQueue queue) {
        return queue.space == 0 ? "" : feeds.desktop(queue.space);
    }

    private void say(
            Session session, String source, boolean byItself, FieldWindow window, FieldState state, Rules rules) {
        String reference =
                session.refs.subject(window.space, window.target, rules).window();
        session.context.say(source, byItself, window, state);
        session.quarantine.told(window, reference, state, clocks.nanos());
        if (state.privacy() == FieldState.Privacy.PRIVATE) {
            long path = session.path.end().isPresent() ? 1 : 0;
            Predicate<CaptureEvent> of = event -> event.subject().window().equals(reference);
            counters.drop("private", path + released.applyAsLong(of));
        }
    }

    private void told(Session session, ContextQueue queue, ContextQueue.Told told, Rules rules, String refuse) {
        counters.received++;
        FieldWindow window = session.context.holder(queue.space, desktop(queue), told.holder(), told.nanos());
        String reason = queue.isSuspended() ? "source-suspended" : objection(queue, told, window, rules);
        if (reason.isEmpty() && !refuse.isEmpty()) {
            reason = refuse;
            gaps.add(refuse, "events", 1);
        }
        if (!reason.isEmpty() || window == null) {
            counters.drop(reason, 1);
            return;
        }
        counters.admitted++;
        Subject known = session.refs.subject(window.space, window.target, rules);
        Subject subject =
                told.origin().isEmpty() ? known : new Subject(known.window(), known.application(), told.origin());
        intake.give(
                session,
                session.event(
                        intake.time(told.nanos(), rules.timingMillis()),
                        queue.plugin.name,
                        Actor.UNKNOWN,
                        subject,
                        rules,
                        told.body()));
    }

    /** Why something that was told is refused, empty when it is not. */
    private static String objection(
            ContextQueue queue, ContextQueue.Told told, @Nullable FieldWindow window, Rules rules) {
        String reason = Intake.forged(told.body());
        if (reason.isEmpty() && !(told.body() instanceof Mark) && !isDeclared(queue.kinds, told.body())) {
            reason = NOT_DECLARED;
        }
        if (!reason.isEmpty()) {
            return reason;
        }
        if (window == null) {
            return "unknown-window";
        }
        if (!rules.allows(window.target)) {
            return "not-allowed";
        }
        if (window.isPrivate()) {
            return "private";
        }
        return rules.fields(window.target).admits(told.origin()) ? "" : "origin-not-allowed";
    }

    /** Input and windows are a source's to tell, whatever is declared. */
    private static boolean isDeclared(Set<String> kinds, EventBody body) {
        boolean context = body instanceof Element
                || body instanceof Page
                || body instanceof Document
                || body instanceof Message
                || body instanceof Clipboard
                || body instanceof Extension;
        return context && kinds.contains(body.type());
    }

    private void acting(Session session, ContextQueue queue, ContextQueue.Acting acting, Rules rules) {
        if (session.agency.acting(queue, acting.nanos(), !acting.agent().isEmpty())) {
            mark(session, acting.nanos(), Agency.ABANDON, Subject.NONE, rules);
        }
    }

    private void mark(Session session, long nanos, String reason, Subject subject, Rules rules) {
        counters.received++;
        intake.give(
                session,
                session.event(
                        intake.time(nanos, rules.timingMillis()),
                        self,
                        Actor.HUMAN,
                        subject,
                        rules,
                        new Mark(Mark.Kind.INTERVENTION, reason, Map.of())));
    }

    /** An admitted event is about to be handed on: whether a person takes over with it. */
    void before(Session session, CaptureEvent event, long nanos, Rules rules) {
        for (String reason : session.agency.follow(event.actor(), nanos, event.body())) {
            mark(session, nanos, reason, event.subject(), rules);
        }
    }

    /** An admitted event was handed on: what it points at is asked for. */
    void after(Session session, FieldWindow window, CaptureEvent event, long nanos, Rules rules) {
        if (event.body() instanceof PointerButton button && button.down()) {
            window.input(nanos, true);
            FieldWindow keyboard = session.context.keyboard();
            if (keyboard != null && !keyboard.equals(window)) {
                // A menu is a window of its own, and does something to the one with the keyboard.
                keyboard.input(nanos, true);
            }
            ask(session, window, ContextCalls.Kind.AT, event, rules);
        } else if (event.body() instanceof Window change && change.change() == Window.Change.FOCUS) {
            ask(session, window, ContextCalls.Kind.FOCUSED, event, rules);
        }
    }

    private void ask(Session session, FieldWindow window, ContextCalls.Kind kind, CaptureEvent like, Rules rules) {
        if (!session.context.canBeAsked(window)) {
            return;
        }
        // Elements have no origin: where that matters, only who knows it may tell them.
        if (rules.fields(window.target).origins().isEmpty()) {
            boolean at = like.body() instanceof PointerButton;
            calls.ask(
                    new ContextCalls.Ask(kind, session, window, like, at ? ((PointerButton) like.body()).at() : null));
        }
        askField(session, window, clocks.nanos());
    }

    private void askField(Session session, FieldWindow window, long now) {
        if (!window.asking && calls.ask(new ContextCalls.Ask(ContextCalls.Kind.FIELD, session, window, null, null))) {
            window.asking = true;
            window.asked(now);
        }
    }

    /** Takes the answers that came, and asks for the windows whose keys wait. */
    void ask(Session session, Rules rules) {
        for (ContextCalls.Answer answer = calls.poll(); answer != null; answer = calls.poll()) {
            if (answer.ask().session() == session) {
                answered(session, answer, rules);
            }
        }
        long now = clocks.nanos();
        session.quarantine.review(now);
        session.quarantine.waitingFor(window -> {
            if (window.mayBeAsked(now) && session.context.canBeAsked(window)) {
                askField(session, window, now);
            }
        });
        FieldWindow keyboard = session.context.keyboard();
        if (keyboard != null && caretDue(session, keyboard) - now <= 0) {
            askField(session, keyboard, now);
        }
    }

    /** When to ask where the caret is, because an input may have moved it: until somebody says, for a moment. */
    private static long caretDue(Session session, FieldWindow keyboard) {
        // What stood in a field before anything was typed is what tells later whose text is whose.
        boolean fresh = keyboard.lastInput == keyboard.focused && session.quarantine.showedNothing();
        boolean asks = (fresh || session.quarantine.wantsField()) && session.context.canBeAsked(keyboard);
        return asks ? keyboard.caretDue() : Long.MAX_VALUE;
    }

    /** When there is something to decide or to ask although nothing arrives, on the monotonic clock. */
    long due(Session session) {
        long due = Math.min(session.quarantine.due(), calls.due());
        FieldWindow keyboard = session.context.keyboard();
        if (keyboard != null && !keyboard.asking) {
            due = Math.min(due, caretDue(session, keyboard));
        }
        long[] next = {due};
        session.quarantine.waitingFor(window -> {
            if (!window.asking && session.context.canBeAsked(window)) {
                next[0] = Math.min(next[0], window.nextAsk());
            }
        });
        return next[0];
    }

    private void answered(Session session, ContextCalls.Answer answer, Rules rules) {
        FieldWindow window = answer.ask().window();
        if (answer.complete()) {
            if (answer.ask().kind() == ContextCalls.Kind.FIELD) {
                window.answered(answer.asked());
            }
        } else if (answer.ask().kind() == ContextCalls.Kind.FIELD) {
            state(session, answer, window, rules);
        } else if (answer.element() != null) {
            element(session, answer, window, answer.element(), rules);
        }
    }

    private void state(Session session, ContextCalls.Answer answer, FieldWindow window, Rules rules) {
        if (answer.state() == null || !isAbout(answer.state().holder(), window.target)) {
            window.cannotTell(answer.source(), answer.asked());
        } else if (rules.allows(window.target)) {
            say(session, answer.source(), false, window, answer.state(), rules);
        }
    }

    private static boolean isAbout(Target holder, Target asked) {
        return holder.window() == asked.window()
                || (holder.window() == 0
                        && holder.application()
                                .executable()
                                .equals(asked.application().executable()));
    }

    private void element(
            Session session, ContextCalls.Answer answer, FieldWindow window, Element element, Rules rules) {
        counters.received++;
        CaptureEvent like = answer.ask().like();
        String reason = like == null || !answer.declared()
                ? NOT_DECLARED
                : !rules.allows(window.target) ? "not-allowed" : window.isPrivate() ? "private" : "";
        if (like == null || !reason.isEmpty()) {
            counters.drop(reason, 1);
            return;
        }
        counters.admitted++;
        CaptureEvent event = session.event(like.time(), answer.source(), like.actor(), like.subject(), rules, element)
                .withFrames(like.before(), like.after());
        intake.give(session, event);
    }
}
