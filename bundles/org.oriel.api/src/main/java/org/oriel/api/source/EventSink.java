package org.oriel.api.source;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where a source sends its records. The service exists only while capture is allowed.
 *
 * <p><b>What:</b> opens a feed for the bundle that asks. <b>Threading:</b> any thread. <b>Errors:</b>
 * {@link IllegalStateException} when capture is not allowed, or the bundle has no {@code capture.permit} wire from a law
 * pack for what it captures. <b>Data:</b> none.
 */
@ProviderType
public interface EventSink {
    /** Opens the feed of a source; {@code decoder} is called on the pipeline's thread. */
    Feed open(RecordDecoder decoder);
}
