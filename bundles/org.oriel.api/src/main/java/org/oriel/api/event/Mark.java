package org.oriel.api.event;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something about the recording itself.
 *
 * @param mark what
 * @param reason a constant such as {@code queue-full}; never content
 * @param counts numbers by name, such as {@code records=57}
 */
public record Mark(Kind mark, String reason, Map<String, Long> counts) implements EventBody {
    /** What a mark says. */
    public enum Kind {
        /** A capture session began. */
        SESSION_START,
        /** It ended. */
        SESSION_END,
        /** The person paused; nothing is recorded until the next start. */
        PAUSE,
        /** The pause ended. */
        RESUME,
        /** Something that was captured is not here; {@code counts} says how much. */
        GAP,
        /** The person took back a stretch of time. */
        FORGET,
        /** A human took over from an agent. */
        INTERVENTION,
        /** A task began. */
        EPISODE_START,
        /** A task ended. */
        EPISODE_END
    }

    /** Copies the map, sorted so that the same mark is always written the same way. */
    public Mark {
        counts = java.util.Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    @Override
    public String type() {
        return "mark";
    }
}
