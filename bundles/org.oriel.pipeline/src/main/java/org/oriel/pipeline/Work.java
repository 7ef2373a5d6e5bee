package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Actor;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.Redactor;
import org.oriel.api.source.Target;
import org.oriel.host.Admission;
import org.oriel.host.Admission.Rules;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.FrameDesk;
import org.oriel.host.Grant;
import org.oriel.host.Image;
import org.oriel.host.PipelineStatus;
import org.osgi.service.log.Logger;

/**
 * What the pipeline thread does. All state is in fields, and it is whole whenever plugin code is called: when the thread
 * is given up there, the next one goes on from here. Longer than 200 lines because the order of the steps is the point.
 */
final class Work {
    /** Records handled before anything else gets its turn. */
    private static final int BATCH = 8_192;

    private static final String DISCARDED = "discarded";
    private static final String FORGOTTEN = "forgotten";
    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Surroundings around;
    private final Clocks clocks;
    private final Admission admission;
    private final Logger logger;
    private final Feeds feeds;
    private final Readiness readiness;
    private final Detection detection;
    private final Counters counters = new Counters();
    private final Gaps gaps = new Gaps();
    private final WallAnchor wall;
    private final DecoderCalls calls;
    private final ContextFeeds contexts;
    private final ContextCalls contextCalls;
    private final Intake intake;
    private final ContextIntake context;
    private final Chain chain;
    private final Outbox outbox;
    private final Images images = new Images();
    private final FrameTrouble frameTrouble = new FrameTrouble();

    private Rules rules;
    private Readiness.Verdict verdict = Readiness.Verdict.READY;
    private @Nullable Session session;
    /** The session of marks that are made between sessions. */
    private @Nullable Session last;

    private boolean paused;
    private boolean tookSome;
    private long tickAt;

    Work(
            Surroundings around,
            Feeds feeds,
            Readiness readiness,
            Detection detection,
            Suspensions suspensions,
            Plugins<Redactor> redactors,
            ContextFeeds contexts,
            ContextCalls contextCalls) {
        this.around = around;
        this.feeds = feeds;
        this.readiness = readiness;
        this.detection = detection;
        clocks = around.clocks();
        admission = around.admission();
        logger = around.logger();
        wall = new WallAnchor(clocks);
        calls = new DecoderCalls(clocks, suspensions);
        this.contexts = contexts;
        this.contextCalls = contextCalls;
        intake = new Intake(counters, gaps, wall, calls, clocks);
        context = new ContextIntake(
                around, counters, gaps, intake, feeds, contexts, contextCalls, suspensions, this::takeBack);
        intake.contextThrough(context);
        chain = new Chain(redactors, readiness, suspensions, clocks, counters, gaps);
        outbox = new Outbox(
                around.store(), clocks, around.settings().storeIntervalNanos(), counters, gaps, images, logger);
        outbox.marksThrough(this::gap);
        rules = admission.current();
        tickAt = clocks.nanos();
    }

    /** Looks around: clocks, policy, plugins, and what the rings refused. Comes before everything else in a turn. */
    void observe() {
        long now = clocks.nanos();
        long jump = wall.check(now);
        Session open = session;
        context.observe(open, rules);
        if (open == null) {
            rules = admission.current();
            verdict = readiness.at(now);
            return;
        }
        if (jump != 0) {
            gaps.add("clock-jump", "millis", Math.abs(jump));
        }
        observePolicy(open, now);
        for (RingFeed feed : feeds.all()) {
            feed.account(counters, gaps);
            if (feed.dead.isEmpty() && feed.flood.flooding(feed.offered(), now)) {
                calls.suspend(feed, "flooded");
                blind(feed, open);
            }
        }
        observePlugins(open, now);
        if (!gaps.isEmpty()) {
            outbox.await(now);
        }
    }

    private void observePolicy(Session open, long now) {
        Rules next = admission.current();
        if (next == rules) {
            return;
        }
        if (!next.hash().equals(rules.hash())) {
            logger.info("policy {} replaces {}", next.hash(), rules.hash());
            Intake.endPath(open);
            open.quarantine.focusMoved(now);
        }
        rules = next;
    }

    private void observePlugins(Session open, long now) {
        Readiness.Verdict next = readiness.at(now);
        if (next.state() == Readiness.State.CLOSED) {
            if (verdict.state() != Readiness.State.CLOSED) {
                logger.warn("nothing with content is recorded: {}", next.problem());
            }
            giveUp(open, next.reason());
            // Half a text is worth nothing to a detector: keys are taken again with the next focus.
            for (RingFeed feed : feeds.all()) {
                blind(feed, open);
            }
        } else if (verdict.state() == Readiness.State.CLOSED) {
            logger.info("recording again");
        }
        verdict = next;
    }

    private void blind(RingFeed feed, Session open) {
        open.quarantine.focusMoved(clocks.nanos());
        open.context.focus(null, clocks.nanos());
        feed.focused = 0;
    }

    /** One turn: records in, events out. */
    void turn(Runner runner) {
        Session open = session;
        long before = counters.received;
        if (open != null && verdict.state() != Readiness.State.WAITING) {
            take(runner, open, BATCH, verdict.reason());
            release(runner, open);
        }
        tookSome = counters.received != before;
        if (outbox.due(clocks.nanos()) - clocks.nanos() <= 0) {
            outbox.store();
        }
    }

    private void take(Runner runner, Session open, long most, String refuse) {
        RingFeed feed = feeds.oldest();
        for (long left = most; left > 0 && feed != null; left--) {
            // A batch has one policy; when it is replaced, the batch is over.
            observePolicy(open, clocks.nanos());
            context.take(open, rules, refuse, false, feed.ring.time());
            takeOne(runner, feed, open, refuse);
            feed = feeds.oldest();
        }
        context.take(open, rules, refuse, feed == null, feed == null ? 0 : feed.ring.time());
    }

    private void takeOne(Runner runner, RingFeed feed, Session open, String refuse) {
        boolean lost = !refuse.isEmpty() && !refuse.equals(DISCARDED) && !refuse.equals(FORGOTTEN);
        long before = lost ? counters.dropped(refuse) : 0;
        intake.take(runner, feed, open, rules, refuse);
        if (lost) {
            gaps.add(refuse, "records", counters.dropped(refuse) - before);
        }
    }

    private void release(Runner runner, Session open) {
        long now = clocks.nanos();
        context.ask(open, rules);
        if (open.path.ends() - now <= 0) {
            Intake.endPath(open);
        }
        if (now - tickAt >= TICK_NANOS) {
            tickAt = now;
            open.quarantine.tick(now);
        }
        pass(runner, open);
    }

    private void pass(Runner runner, Session open) {
        open.quarantine.drain(event -> {
            open.frames.released(event);
            chain.add(event);
        });
        chain.run(runner, open, outbox::add);
    }

    /** When there is something to do again although nothing arrives, on the monotonic clock. */
    long due() {
        long now = clocks.nanos();
        long due = outbox.due(now);
        Session open = session;
        if (open != null) {
            due = Math.min(due, verdict.until());
            due = Math.min(due, open.path.ends());
            due = Math.min(due, context.due(open));
            due = open.quarantine.needsTick() ? Math.min(due, tickAt + TICK_NANOS) : due;
        }
        return due;
    }

    /** Whether the last turn had records; then there are probably more on the way. */
    boolean tookSome() {
        return tookSome;
    }

    /** Whether records are handled when they come. */
    boolean attentive() {
        return session != null && verdict.state() != Readiness.State.WAITING;
    }

    void begin(Grant grant) {
        if (session != null) {
            throw new IllegalStateException("a session is open");
        }
        Session open = new Session(grant, around, detection, contextCalls, counters);
        session = open;
        last = open;
        mark(open, Mark.Kind.SESSION_START, "", Map.of());
        if (paused) {
            mark(open, Mark.Kind.RESUME, "", Map.of());
            paused = false;
        }
        outbox.store();
    }

    void flush(Runner runner) {
        Session open = session;
        if (open != null && verdict.state() != Readiness.State.WAITING) {
            take(runner, open, feeds.waiting(), verdict.reason());
            release(runner, open);
        }
        outbox.store();
    }

    /** Everything that {@code feed} was offered is handled; then its decoder is not called again. */
    void close(Runner runner, RingFeed feed) {
        Session open = session;
        if (open == null) {
            feed.plugin.leave();
            return;
        }
        for (RingFeed next = feeds.oldest(); feed.ring.ready() && next != null; next = feeds.oldest()) {
            takeOne(runner, next, open, refusal());
        }
        feed.account(counters, gaps);
        blind(feed, open);
        feed.plugin.leave();
        feeds.remove(feed);
    }

    /** Why nothing is admitted; when plugins are awaited, there is no time left to wait. */
    private String refusal() {
        return verdict.state() == Readiness.State.WAITING ? "detector-missing" : verdict.reason();
    }

    void end(Runner runner, Disposition disposition, String reason) {
        Session open = session;
        if (open == null) {
            return;
        }
        String refuse = disposition == Disposition.DISCARD ? DISCARDED : refusal();
        take(runner, open, feeds.waiting(), refuse);
        if (refuse.isEmpty()) {
            Intake.endPath(open);
            open.quarantine.close(clocks.nanos());
            pass(runner, open);
        }
        // From here on no plugin is called: nobody has to take over in the middle.
        if (disposition == Disposition.DISCARD) {
            drop(
                    DISCARDED,
                    discard(open) + outbox.remove(event -> event.session().equals(open.id)),
                    false);
        } else {
            giveUp(open, refuse.isEmpty() ? "detector-missing" : refuse);
        }
        for (RingFeed feed : feeds.all()) {
            feed.account(counters, gaps);
        }
        feeds.forget();
        contexts.all().forEach(queue -> queue.account(counters, gaps));
        contexts.forget();
        finish(open, reason);
    }

    private void finish(Session open, String reason) {
        if (reason.equals("pause")) {
            paused = true;
            mark(open, Mark.Kind.PAUSE, "", Map.of());
        }
        gaps.take().forEach(this::gap);
        Map<String, Long> after = counters.values(open);
        // It is stored in the same block as what is counted here.
        after.merge("stored", (long) outbox.size(), Long::sum);
        mark(open, Mark.Kind.SESSION_END, reason, Counters.difference(after, open.before));
        counters.closeBooksOf(open);
        open.forget();
        frameTrouble.ended();
        session = null;
        outbox.store();
        sweepImages();
    }

    void forget(Runner runner, long since, long seconds) {
        // Times are rounded down and a pointer's way is timed at its begin: rather a second too much than a key too
        // little.
        long told = Math.max(around.settings().timing().stepNanos, Times.MASKED_STEP_NANOS);
        long from = since - Math.max(told + rules.timingMillis() * NANOS_PER_MILLI, PointerPath.LASTS_NANOS);
        Predicate<CaptureEvent> recent = event -> event.time().monotonicNanos() - from >= 0;
        long forgotten = outbox.remove(recent);
        Session open = session;
        if (open != null) {
            String refuse = verdict.state() == Readiness.State.WAITING ? FORGOTTEN : verdict.reason();
            take(runner, open, feeds.waiting(), refuse);
            forgotten += open.path.end().isPresent() ? 1 : 0;
            forgotten += open.quarantine.forgetSince(from) + chain.remove(recent);
        }
        drop(FORGOTTEN, forgotten, false);
        Session of = last;
        if (of != null) {
            mark(of, Mark.Kind.FORGET, "", Map.of("events", forgotten, "seconds", seconds));
        }
        // Whoever asks to forget also deletes what is stored; images go with the events.
        images.forgetStored();
        sweepImages();
        outbox.store();
    }

    /** What is held cannot be released and is dropped; that is a gap. */
    private void giveUp(Session open, String reason) {
        drop(reason, discard(open), true);
    }

    private long discard(Session open) {
        long path = open.path.end().isPresent() ? 1 : 0;
        return path + open.quarantine.discard() + chain.remove(event -> true);
    }

    private long takeBack(Predicate<CaptureEvent> of) {
        return chain.remove(of) + outbox.remove(of);
    }

    private void drop(String reason, long events, boolean gap) {
        counters.drop(reason, events);
        if (gap) {
            gaps.add(reason, "events", events);
        }
    }

    private void gap(Mark mark) {
        Session of = last;
        if (of != null) {
            counters.gaps++;
            mark(of, mark.mark(), mark.reason(), mark.counts());
        }
    }

    private void mark(Session of, Mark.Kind kind, String reason, Map<String, Long> counts) {
        long now = clocks.nanos();
        EventTime time = new EventTime(now, wall.millis(now));
        counters.received++;
        outbox.add(of.event(
                time,
                around.name(),
                Actor.UNKNOWN,
                Subject.NONE,
                rules,
                new Mark(kind, reason, new TreeMap<>(counts))));
    }

    /** The former thread was given up in the plugin that its guard tells of; that plugin is not called again. */
    void recover(Runner hung) {
        Plugin plugin = hung.guard.plugin();
        Session open = session;
        if (plugin == null || open == null) {
            return;
        }
        Guard.Step step = hung.guard.step();
        if (step == Guard.Step.REDACT) {
            chain.hung(plugin);
            return;
        }
        for (RingFeed feed : feeds.all()) {
            if (feed.plugin == plugin) {
                calls.suspend(feed, "hung");
                blind(feed, open);
                // A refused record was counted before its decoder was told; a control record does not count.
                boolean counts = step == Guard.Step.TARGET || step == Guard.Step.DECODE;
                counters.received += step == Guard.Step.TARGET ? 1 : 0;
                counters.drop("decoder-hung", counts ? 1 : 0);
                gaps.add("decoder-hung", "records", 1);
            }
        }
    }

    /** A mistake in this bundle: what was held is given up, and what is not accounted for goes into the books as such. */
    void failed(Throwable mistake) {
        // Without its message, which is the only part that might quote content.
        Throwable where = new Throwable(mistake.getClass().getName());
        where.setStackTrace(mistake.getStackTrace());
        logger.error("internal error", where);
        Session open = session;
        if (open == null) {
            return;
        }
        open.replaceHoldBack();
        open.path.end();
        chain.remove(event -> true);
        for (RingFeed feed : feeds.all()) {
            feed.focused = 0;
        }
        drop("internal-error", counters.missing(open, held()), true);
        sweepImages();
    }

    // What whoever takes frames asks, through the desk.

    private Session frames(UUID of) {
        Session open = session;
        if (open == null || !open.id.equals(of)) {
            throw new IllegalStateException("the capture session is over");
        }
        return open;
    }

    /** The id of the open session. */
    UUID sessionId() {
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("no session is open");
        }
        return open.id;
    }

    SessionFrames ties(UUID of) {
        return frames(of).frames;
    }

    EventTime time(long monotonicNanos) {
        return new EventTime(monotonicNanos, wall.millis(monotonicNanos));
    }

    String window(UUID of, String desktop, Target target) {
        Session open = frames(of);
        observePolicy(open, clocks.nanos());
        // Nothing of a private window is shown in pictures either.
        return rules.allows(target) && !open.context.isPrivate(feeds.space(desktop), target.window())
                ? open.refs.subject(feeds.space(desktop), target, rules).window()
                : "";
    }

    /** Everything that was offered is handled first: a key that was pressed before the call is seen. */
    List<FrameDesk.Typed> typed(Runner runner, UUID of) {
        Session open = frames(of);
        if (verdict.state() == Readiness.State.WAITING) {
            throw new IllegalStateException("detectors are awaited");
        }
        take(runner, open, feeds.waiting(), verdict.reason());
        release(runner, open);
        return open.frames.typed(open.quarantine.typedSince(), open.refs, feeds);
    }

    List<List<Finding>> find(UUID of, List<Sensitive> texts) {
        Session open = frames(of);
        if (verdict.state() != Readiness.State.READY) {
            throw new IllegalStateException("nobody can judge: " + verdict.problem());
        }
        List<List<Finding>> found = new ArrayList<>(texts.size());
        try {
            for (Sensitive text : texts) {
                found.add(text.isEmpty() ? List.of() : open.find(text.reveal()));
            }
        } catch (DetectionFailed e) {
            // Not as the cause: nothing of a detector may get into a log.
            throw new IllegalStateException("nobody can judge: a detector failed");
        }
        return found;
    }

    boolean knowsImage(UUID of, String image) {
        frames(of);
        return images.knows(image);
    }

    boolean offer(Runner runner, UUID of, String source, Frame frame, EventTime time, @Nullable Image image) {
        Session open = frames(of);
        if (verdict.state() == Readiness.State.CLOSED || outbox.size() >= Outbox.BLOCK * 2) {
            return false;
        }
        boolean named = frame.image().isEmpty() || image != null || images.knows(frame.image());
        if (!named || !images.hasRoomFor(image)) {
            sweepImages();
            if (!named || !images.hasRoomFor(image)) {
                return false;
            }
        }
        images.add(image);
        frameTrouble.told(frame);
        counters.received++;
        counters.admitted++;
        // After what was captured before it.
        if (verdict.state() != Readiness.State.WAITING) {
            take(runner, open, feeds.waiting(), verdict.reason());
        }
        Intake.endPath(open);
        open.quarantine.add(open.event(time, source, Actor.UNKNOWN, Subject.NONE, rules, frame));
        return true;
    }

    /** What the person says about their work, after all that was captured before it. */
    boolean note(Runner runner, EventBody body) {
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("no session is open");
        }
        if (verdict.state() == Readiness.State.CLOSED) {
            throw new IllegalStateException("nothing is recorded now: " + verdict.problem());
        }
        if (verdict.state() != Readiness.State.WAITING) {
            take(runner, open, feeds.waiting(), verdict.reason());
        }
        counters.received++;
        counters.admitted++;
        EventTime time = time(clocks.nanos());
        intake.give(open, open.event(time, around.name(), Actor.HUMAN, Subject.NONE, rules, body));
        return true;
    }

    private void sweepImages() {
        images.sweep(of -> {
            Session open = session;
            if (open != null) {
                open.quarantine.each(of);
            }
            chain.each(of);
            outbox.each(of);
        });
    }

    private long held() {
        Session open = session;
        long inSession = open == null ? 0 : open.quarantine.held() + (open.path.isEmpty() ? 0 : 1);
        return inSession + chain.size() + outbox.size();
    }

    PipelineStatus status() {
        return counters.status(session, held(), problem());
    }

    private String problem() {
        return Stream.of(outbox.problem(), verdict.problem(), frameTrouble.problem())
                .filter(problem -> !problem.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
