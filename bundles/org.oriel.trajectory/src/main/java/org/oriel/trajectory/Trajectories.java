package org.oriel.trajectory;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Window;

/** Makes steps and episodes out of events. */
public final class Trajectories {
    /** The version of the rules, for manifests: the same version makes the same steps out of the same events. */
    public static final String RULES = "org.oriel.trajectory/1";

    /** {@link Extension#schema()} of what a person says about an episode: fields {@code task} and {@code outcome}. */
    public static final String EPISODE_SCHEMA = "org.oriel.episode/1";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Recent recent;
    private final Assembly assembly;
    private final Settling settling;
    private final Hands hands;
    /** The event before, whose session and terms the next one is compared with. */
    private @Nullable CaptureEvent previous;

    private long nanos = Long.MIN_VALUE;

    /** With the default thresholds. */
    public Trajectories(TrajectorySink sink) {
        this(Reduction.DEFAULT, sink);
    }

    /** With other thresholds. */
    public Trajectories(Reduction reduction, TrajectorySink sink) {
        recent = new Recent(reduction.recentIds());
        assembly = new Assembly(reduction, sink);
        settling = new Settling(reduction, assembly);
        hands = new Hands(reduction, settling::add);
    }

    /** Takes the next event, in the order of the store. */
    public void accept(CaptureEvent event) {
        if (!recent.add(event.id())) {
            return;
        }
        terms(event);
        previous = event;
        nanos = Math.max(nanos, event.time().monotonicNanos());
        dispatch(event);
        settling.until(nanos);
        assembly.until(nanos);
    }

    private void dispatch(CaptureEvent event) {
        if (event.body() instanceof PointerMove move) {
            hands.move(event, move);
        } else if (event.body() instanceof Key key) {
            hands.key(event, key);
        } else if (event.body() instanceof PointerButton button) {
            hands.button(event, button);
        } else if (event.body() instanceof Scroll scroll) {
            hands.scroll(event, scroll);
        } else if (event.body() instanceof Element element) {
            Mouse mouse = hands.mouse();
            settling.told(new Told(event, element, mouse.moved(), mouse.pointer()), hands.open());
        } else if (event.body() instanceof Frame frame) {
            assembly.frame(frame);
        } else if (event.body() instanceof Window window) {
            if (window.change() == Window.Change.FOCUS) {
                hands.focus(event);
            }
        } else if (event.body() instanceof Mark mark) {
            mark(event, mark);
        } else if (event.body() instanceof Extension extension) {
            label(extension);
        }
    }

    private void mark(CaptureEvent event, Mark mark) {
        switch (mark.mark()) {
            case GAP -> gap(event.time(), mark.reason().isEmpty() ? "gap" : mark.reason(), mark.counts());
            case FORGET -> forget(event, mark);
            case PAUSE -> {
                complete(false);
                assembly.end(Episode.Ended.PAUSE);
            }
            case SESSION_END -> endSession();
            case EPISODE_START -> {
                complete(false);
                assembly.beginExplicitly();
            }
            case EPISODE_END -> {
                complete(false);
                assembly.endExplicitly(mark.reason());
            }
            case INTERVENTION -> {
                complete(false);
                assembly.intervention();
            }
            case SESSION_START, RESUME -> complete(false);
        }
    }

    private void label(Extension extension) {
        if (!extension.schema().equals(EPISODE_SCHEMA)) {
            return;
        }
        complete(false);
        Optional<Sensitive> task =
                Optional.ofNullable(extension.fields().get("task")).filter(text -> !text.isEmpty());
        Sensitive outcome = extension.fields().getOrDefault("outcome", Sensitive.empty());
        assembly.label(task, outcome.reveal());
    }

    private void terms(CaptureEvent event) {
        CaptureEvent before = previous;
        if (before == null) {
            return;
        }
        if (!before.session().equals(event.session())) {
            endSession();
        } else if (!before.policyHash().equals(event.policyHash())
                || !before.grant().equals(event.grant())
                || !before.purpose().equals(event.purpose())) {
            complete(false);
            assembly.terms();
        }
    }

    /** What is open is complete. */
    private void complete(boolean missing) {
        hands.cut(missing);
        settling.flush();
    }

    private void endSession() {
        complete(false);
        assembly.end(Episode.Ended.SESSION);
        assembly.flush();
        assembly.reset();
        settling.reset();
        hands.reset();
        nanos = Long.MIN_VALUE;
    }

    private void gap(EventTime time, String reason, Map<String, Long> counts) {
        complete(true);
        assembly.gap(time, reason, counts);
    }

    private void forget(CaptureEvent event, Mark mark) {
        long seconds = mark.counts().getOrDefault("seconds", 0L);
        long from = event.time().monotonicNanos() - seconds * NANOS_PER_SECOND;
        hands.forget(from);
        settling.forget(from);
        settling.flush();
        assembly.forget(from);
        assembly.gap(event.time(), "forget", mark.counts());
    }

    /**
     * Events that should be here are not: forgotten, expired, damaged.
     *
     * @param reason a constant
     */
    public void missing(String reason, long events) {
        CaptureEvent before = previous;
        EventTime time = before == null ? new EventTime(0, 0) : before.time();
        gap(time, reason, Map.of("records", events));
    }

    /** No more events follow: completes what is open. Only the ids of the last events are still remembered. */
    public void finish() {
        complete(false);
        assembly.end(Episode.Ended.INPUT);
        assembly.flush();
        assembly.reset();
        settling.reset();
        hands.reset();
        previous = null;
        nanos = Long.MIN_VALUE;
    }

    /**
     * Id of the first event of the oldest episode that was not handed over yet; empty where nothing is open. Who starts
     * over there, after a crash, gets that episode again under the same id.
     */
    public Optional<String> pendingFrom() {
        return assembly.pendingFrom();
    }
}
