package org.oriel.api.export;

import java.util.Optional;
import org.oriel.api.event.CaptureEvent;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One event as an exporter gets it: the canonical JSON of {@code docs/events.md}, and the same as a value for those who
 * want it. Decoding happens when {@link #event()} is called, so an exporter that passes JSON on never pays for it.
 */
@ProviderType
public interface ExportRecord {
    /** Position in the store: grows by one, has no holes. */
    long position();

    /** The event's id. */
    String id();

    /** One JSON object in one line, without line end. */
    String json();

    /** The event as a value. */
    CaptureEvent event();

    /**
     * The picture of a {@code frame} event as PNG; empty where the event has none, or where it is gone. It is read and
     * put together when this is called, some ten milliseconds; not kept.
     *
     * @throws RetryableException when the store cannot read it now
     */
    default Optional<byte[]> picture() throws RetryableException {
        return Optional.empty();
    }
}
