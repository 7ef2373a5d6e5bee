package org.oriel.pipeline;

import java.util.Set;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;

/** What a person may add to a session about their own work. */
final class Notes {
    static final String EPISODE = "org.oriel.episode/1";

    private static final Set<String> FIELDS = Set.of("task", "outcome");

    private Notes() {}

    /** Refuses anything else; the message names no value. */
    static void check(EventBody body) {
        if (body instanceof Mark mark) {
            if (mark.mark() == Mark.Kind.EPISODE_START || mark.mark() == Mark.Kind.EPISODE_END) {
                return;
            }
            throw refused("mark " + mark.mark());
        }
        if (!(body instanceof Extension extension)
                || !extension.schema().equals(EPISODE)
                || !FIELDS.containsAll(extension.fields().keySet())) {
            throw refused(body.type());
        }
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("note: " + what + ", allowed: EPISODE_START, EPISODE_END, " + EPISODE
                + " with the fields task and outcome");
    }
}
