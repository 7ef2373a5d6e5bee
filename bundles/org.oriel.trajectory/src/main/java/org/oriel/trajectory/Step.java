package org.oriel.trajectory;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.api.event.Actor;
import org.oriel.api.event.Element;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Point;
import org.oriel.api.event.Subject;

/**
 * One action with what was around it.
 *
 * <p><b>What:</b> an immutable value. <b>Threading:</b> safe to share. <b>Errors:</b> none. <b>Data:</b> as released by the
 * pipeline; what is not known is empty, never guessed.
 *
 * @param index from 0 within its episode
 * @param action what was done
 * @param element what it was done to, where an application said so; a {@link Element#guarded() guarded} one has no name
 * @param frameBefore id of the last stable frame before its first event, see {@link Episode#frame}; empty where none
 * @param frameAfter id of the first settled frame after its last event; empty where none. The frame may never have
 *     been taken
 * @param actor who did it
 * @param subject window, application and page it was directed at
 * @param start time of its first event
 * @param end time of its last event
 * @param events the events that it was made from
 * @param marks what else is to be known about it
 * @param approach the pointer's way to it since the step before, thinned to {@link Reduction#APPROACH_POINTS} places;
 *     {@code afterMillis} counts from the first of them. Replaying it opens what opens under the pointer
 */
public record Step(
        int index,
        Action action,
        Optional<Element> element,
        String frameBefore,
        String frameAfter,
        Actor actor,
        Subject subject,
        EventTime start,
        EventTime end,
        Events events,
        Set<Mark> marks,
        List<Point> approach) {

    /** Copies list and set. */
    public Step {
        marks = marks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(marks));
        approach = List.copyOf(approach);
    }

    /** The same step with another action, for instance without corrections. */
    public Step withAction(Action newAction) {
        return new Step(
                index,
                newAction,
                element,
                frameBefore,
                frameAfter,
                actor,
                subject,
                start,
                end,
                events,
                marks,
                approach);
    }

    /** The same step at another place of its episode. */
    public Step withIndex(int newIndex) {
        return new Step(
                newIndex,
                action,
                element,
                frameBefore,
                frameAfter,
                actor,
                subject,
                start,
                end,
                events,
                marks,
                approach);
    }

    /**
     * Events of a step, by their place in the stream.
     *
     * @param first id of the first; empty for a {@link Action.Wait}, which is made of none
     * @param last id of the last
     * @param count how many of those between belong to it, pointer moves not counted
     */
    public record Events(String first, String last, int count) {}

    /** What else is to be known about a step. */
    public enum Mark {
        /** A human took over from an agent with this step. */
        INTERVENTION,
        /** It takes back what was done: Control+Z, Meta+Z, Undo. */
        UNDO,
        /** It deletes what was typed directly before it. */
        CORRECTION,
        /** Something between it and the step before is missing, see {@link Episode#gaps()}. */
        AFTER_GAP,
        /** A gap, a pause or the end of the session cut it short. */
        CUT,
        /** It grew too long and goes on in the next step. */
        CONTINUES,
        /** It holds placeholders, or nothing is told of it. */
        MASKED
    }
}
