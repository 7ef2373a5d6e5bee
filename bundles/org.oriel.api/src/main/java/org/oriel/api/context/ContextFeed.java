package org.oriel.api.context;

import org.oriel.api.event.EventBody;
import org.oriel.api.source.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An extractor's way into the pipeline.
 *
 * <p><b>What:</b> a bounded queue of what an application said about itself. <b>Threading:</b> any threads, never blocks;
 * {@link #close} once. <b>Errors:</b> a full queue refuses and counts, the pipeline records the gap; a refused
 * {@link #field} leaves its keys undecided, and they are not told where the policy is strict. <b>Data:</b> what is told
 * here is raw: admission, hold-back and redaction apply to it as to any event.
 */
@ProviderType
public interface ContextFeed extends AutoCloseable {
    /** Tells what has the keyboard; {@code false} when it was refused. */
    boolean field(FieldState state);

    /**
     * Tells that something happened: an element under a click, a page, a document, a message, an extension body that the
     * bundle declares.
     *
     * @param holder whose window; window 0 with a verified executable stands for the program's window that had the
     *     keyboard last; {@link Target#CONTROL} for an episode's mark and {@code org.oriel.episode/1}, which belong to
     *     no window
     * @param monotonicNanos when it happened, on the clock of {@link System#nanoTime}
     * @param origin origin of the page, empty outside of browsers
     * @return {@code false} when it was refused
     */
    boolean tell(Target holder, long monotonicNanos, String origin, EventBody body);

    /**
     * Tells that an automatic hand, such as a computer-use agent, drives input from now on, or no longer does. Injected
     * input in between is its; physical input in between is a person taking over.
     *
     * @param agent name it announced itself with, empty when nobody drives any more
     */
    boolean acting(long monotonicNanos, String agent);

    /** Ends the feed; keys are then decided without this extractor. */
    @Override
    void close();
}
