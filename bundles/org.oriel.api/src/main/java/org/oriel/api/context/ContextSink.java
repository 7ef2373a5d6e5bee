package org.oriel.api.context;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where extractors tell what they learn without being asked. The service exists only while capture is allowed.
 *
 * <p><b>What:</b> opens a feed for the bundle that asks. <b>Threading:</b> any thread. <b>Errors:</b>
 * {@link IllegalStateException} when capture is not allowed, or the bundle has no {@code capture.permit} wire from a law
 * pack for what it captures. <b>Data:</b> none.
 */
@ProviderType
public interface ContextSink {
    /**
     * Opens the feed of an extractor.
     *
     * @param desktop name of the space that its native window ids are from, as
     *     {@link org.oriel.api.source.RecordDecoder#desktop()}; empty when it has none and names executables
     */
    ContextFeed open(String desktop);
}
