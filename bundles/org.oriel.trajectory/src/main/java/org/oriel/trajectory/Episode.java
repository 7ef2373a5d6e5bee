package org.oriel.trajectory;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Frame;
import org.oriel.api.event.Monitor;
import org.oriel.api.event.Rect;
import org.oriel.api.event.Sensitive;

/**
 * Steps that belong together: a task, or a stretch of work between two boundaries.
 *
 * <p><b>What:</b> an immutable value of at most {@link Reduction#maxSteps()} steps. <b>Threading:</b> safe to share.
 * <b>Errors:</b> none. <b>Data:</b> everything in it has one session, one grant, one purpose and one policy hash.
 *
 * @param head what was known when it began
 * @param task what the person says it was about
 * @param outcome {@code success}, {@code failure} or another constant that came with its end; empty where nobody said
 * @param steps in order, indexed from 0
 * @param applications identities in the order in which they first appear in the steps
 * @param end time of the last event of it
 * @param ended why it ended
 * @param gaps what is missing in it, in order
 * @param frames the frames that its steps name, by id; one that was never taken is not here
 * @param screen what the first frame showed of the virtual desktop; {@link Rect#NONE} where there was none
 * @param monitors monitors at that time
 */
public record Episode(
        Head head,
        Optional<Sensitive> task,
        String outcome,
        List<Step> steps,
        List<String> applications,
        EventTime end,
        Ended ended,
        List<Gap> gaps,
        Map<String, Frame> frames,
        Rect screen,
        List<Monitor> monitors) {

    /** Copies the collections. */
    public Episode {
        steps = List.copyOf(steps);
        applications = List.copyOf(applications);
        gaps = List.copyOf(gaps);
        frames = Collections.unmodifiableMap(new TreeMap<>(frames));
        monitors = List.copyOf(monitors);
    }

    /** A random-looking id that the same events always give. */
    public String id() {
        return head.id();
    }

    /** The capture session. */
    public UUID session() {
        return head.session();
    }

    /** When its first step began. */
    public EventTime start() {
        return head.start();
    }

    /** The frame of that id, where it was taken. */
    public Optional<Frame> frame(String frameId) {
        return Optional.ofNullable(frames.get(frameId));
    }

    /**
     * What is known of an episode when it begins.
     *
     * @param id made from session and first event, so that the same events give the same id
     * @param part 0, or 1, 2, … for the parts of an episode that was longer than {@link Reduction#maxSteps()}
     * @param explicit whether somebody said that it begins
     * @param session the capture session
     * @param device random id of the installation, never the host name
     * @param start when its first step began
     * @param grant consent it was captured under
     * @param purpose purpose agreed to
     * @param policyHash allow rules in force
     */
    public record Head(
            String id,
            int part,
            boolean explicit,
            UUID session,
            UUID device,
            EventTime start,
            String grant,
            String purpose,
            String policyHash) {}

    /** Why an episode ended. */
    public enum Ended {
        /** Somebody said so. */
        EXPLICIT,
        /** The next one was begun explicitly. */
        NEXT,
        /** The session ended, or its next one began. */
        SESSION,
        /** The person paused. */
        PAUSE,
        /** Nothing was done for long. */
        IDLE,
        /** Another application was used, and settings say that this is a boundary. */
        APPLICATION,
        /** It was as long as an episode may be; the next part goes on. */
        LENGTH,
        /** Grant, purpose or allow rules changed. */
        TERMS,
        /** The events ended. */
        INPUT
    }

    /**
     * Something that is missing.
     *
     * @param beforeStep index of the step that follows it; the number of steps where none does
     * @param time when it was noted
     * @param reason a constant such as {@code queue-full}, {@code pause}, {@code forgotten}
     * @param counts numbers by name, such as {@code records=57}
     */
    public record Gap(int beforeStep, EventTime time, String reason, Map<String, Long> counts) {
        /** Copies the map, sorted. */
        public Gap {
            counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        }
    }
}
