package org.oriel.host;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * From admitted records to stored events.
 *
 * <p><b>What:</b> a capture session is open between {@link #begin} and {@link #end}; outside one there is no event sink
 * at all. <b>Threading:</b> begin and end from the gate's control thread; the rest from any. <b>Errors:</b> see each.
 * <b>Data:</b> raw content never leaves it.
 */
@ProviderType
public interface CapturePipeline {
    /** What happens to what is held back. */
    enum Disposition {
        /** It was admitted before the click: redact and store it. */
        KEEP,
        /** The person takes it back: nothing of it is stored. */
        DISCARD
    }

    /** Opens a session and registers the event sink. */
    void begin(Grant grant);

    /**
     * Closes the session: no sink, no feed. When it returns, what was kept is durable.
     *
     * @param reason a constant for the mark, such as {@code pause}
     */
    void end(Disposition disposition, String reason);

    /**
     * Adds what the person says about their own work to the open session: a mark that a task began or ended, or an
     * extension body of the core such as {@code org.oriel.episode/1}. It goes through redaction like anything else.
     *
     * @throws IllegalStateException when no session is open
     */
    default void note(org.oriel.api.event.EventBody body) {
        throw new IllegalStateException("this pipeline takes no notes");
    }

    /** Discards what is held back and was captured in the last {@code reach}. */
    void forget(Duration reach);

    /** Makes durable what can be released now. */
    void flush();

    /** Counters and health. */
    PipelineStatus status();
}
