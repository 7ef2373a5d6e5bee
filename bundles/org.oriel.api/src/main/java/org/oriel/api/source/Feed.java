package org.oriel.api.source;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A source's way into the pipeline.
 *
 * <p><b>What:</b> a bounded ring of raw records. <b>Threading:</b> {@link #offer} from any threads, never blocks, never
 * allocates; {@link #close} once, from the thread that deactivates the source. <b>Errors:</b> a full ring refuses the
 * record and counts it; the pipeline records the gap. <b>Data:</b> the record is copied.
 */
@ProviderType
public interface Feed extends AutoCloseable {
    /** Offers a record; {@code false} when the ring is full or the feed is closed. */
    boolean offer(RawRecord rawRecord);

    /** Hands over what was offered so far and ends the feed; when it returns the decoder is not called again. */
    @Override
    void close();
}
