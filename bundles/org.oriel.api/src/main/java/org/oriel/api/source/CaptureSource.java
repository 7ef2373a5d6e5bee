package org.oriel.api.source;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A source of input: a hook of an operating system, a replayed session, a companion.
 *
 * <p><b>What:</b> takes an {@link EventSink} in its constructor and starts there; it is gone when its deactivate method
 * returns: hooks removed, threads joined, feed closed. Its component MUST carry {@link WhileCaptureAllowed}, and its
 * class {@link Captures} for each kind. It contains no pause check: while capture is paused it does not exist.
 * <b>Threading:</b> constructor and deactivation on the gate's thread, within 2 s and 100 ms. <b>Errors:</b> a throwing
 * constructor leaves the source out and is reported; it never keeps the rest from starting. <b>Data:</b> see
 * {@link RawRecord}.
 */
@ConsumerType
public interface CaptureSource {
    /** How it is doing; cheap, called from any thread. */
    SourceHealth health();
}
