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

/**
 * Makes steps and episodes out of events, one session after the other, as they come.
 *
 * <p><b>What:</b> the same events in the same order give the same steps, however they are cut into batches, whether they come
 * live or from the store, and whether some of them come twice: an id that was among the last
 * {@link Reduction#recentIds()} changes nothing. Nothing is read from a clock; a step is told when later events, or the end of
 * the session, show that it is complete.
 *
 * <p><b>Rules</b>, with the thresholds of {@link Reduction#DEFAULT}. OA is OpenAdapt capture, AN is AgentNet (OpenCUA); both
 * as in their published reduction code. Key names are W3C UI Events {@code key} values.
 *
 * <ul>
 *   <li><b>Click</b>: released within 6 px (AN) and 500 ms of the press, any button. Up to three of the same button and
 *       modifiers are one double or triple click if each is pressed within 500 ms (OA, AN) and 5 px (OA) of the one before;
 *       a fourth starts over.
 *   <li><b>Drag</b>: the pointer was more than 6 px away from the press at any time (AN; OA takes 10).
 *   <li><b>Long press</b>: held for 500 ms or longer within these 6 px (GtkGestureLongPress, Android).
 *   <li><b>Scroll</b>: parts that follow each other within 1 s and 50 px, in one direction of one axis, with the same
 *       modifiers, are one (AN merges without bounds). Notches and pixels are summed as told, never converted.
 *   <li><b>Text</b>: keys that type, with Shift, AltGr, dead keys, compose and locks (OA), until another action, another
 *       window, 5 s without a key or 2,000 characters. Literal: a correction is the {@code Press} of {@code Backspace} that
 *       it was, so that a replay has the same effect; {@link Corrections} takes them out. Masked spans are placeholders.
 *   <li><b>Press</b>: a key that types nothing, alone; a modifier pressed and released alone. Presses of one key within
 *       1 s, and its repeats, are one with a count.
 *   <li><b>Chord</b>: any key with Control, Alt or Meta, a key that types nothing with Shift or AltGr (OA). Counted while the
 *       modifiers stay held. Two modifiers without a key are a chord of the last one.
 *   <li><b>Element</b> of a pointer action: the smallest evidence first: told between the same frames, in the same window,
 *       after rather than before, the nearest; its bounds hold the place; told at most 1 s before or after. Of a key: the
 *       editable element of that window that was told last, unless something else was clicked since.
 *   <li><b>Menu path</b>: a click, or {@code Enter}, on a menu item, with the menus told before it within 10 s. <b>Choice</b>:
 *       the same on an entry while a combo box was the last thing used. <b>Hover</b>: the pointer rests on a menu within an
 *       open one. All by AT-SPI role names; where no application tells elements there are only clicks.
 *   <li><b>Wait</b>: more than 5 s between the end of an action and the start of the next.
 *   <li><b>Suppressed</b>: keys of which nothing is told.
 *   <li><b>Unknown</b>: a release without a press, a press without a release, two buttons together, a key or the wheel while
 *       a button is down, a key without identity, a composition without a result. Kept, never guessed.
 *       A second release of a key that was released, as some injectors send it, says nothing.
 *   <li>Another actor or another window ends text, strokes, scrolls and click series. A change of focus is no action: the
 *       subject of the next step tells it. Moves are the {@link Step#approach()} of the pointer action that they lead to.
 *   <li>A <b>gap</b> ends whatever is open, is listed in the episode, and the next step says that it follows one. What the
 *       person <b>takes back</b> is dropped from every episode that was not handed over, see
 *       {@link TrajectorySink#forgotten}.
 *   <li><b>Episode</b>: from a mark to a mark; without marks, until 5 min without an action or, if set, another application.
 *       Ends also with a pause, the session, another grant, purpose or policy, and at 1,000 steps, then it goes on as its
 *       next part. Task and outcome come with an extension event of {@link #EPISODE_SCHEMA} after the start and before the
 *       end, or with the reason of the end mark. Without a step there is no episode.
 * </ul>
 *
 * <p><b>Threading:</b> not thread-safe; called by one thread, calls the sink in it. <b>Errors:</b> none of its own; what the
 * sink throws passes through. <b>Data:</b> memory is bounded however long a session is: the steps of one open and at most
 * four finished episodes that wait for their last frames (at most 10 s), 16 gestures and 64 elements that wait for each
 * other (at most 1 s), 256 frames, 64 keys, the recent ids. Texts, paths and lists in a step are bounded too.
 *
 * <p>Starting over after a crash: from the first event of a session, everything of it comes again, under the same ids. From
 * anywhere else, what had begun before is unknown.
 *
 * <p>Limits: with times told in steps of more than 500 ms, series of clicks cannot be told from single ones. Only the
 * steps are equal for a stream from which the person took something back, not those at its edges.
 */
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
            assembly.frame(frame, event.time().monotonicNanos());
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
}
