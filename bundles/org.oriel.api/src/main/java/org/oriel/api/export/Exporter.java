package org.oriel.api.export;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries redacted events to one target.
 *
 * <p><b>What:</b> {@link #deliver} returns when the target has the batch for good; the position then moves on. An
 * exporter has no queue and no retry of its own. Its component sets {@link ExporterName}; an exporter of the same name
 * takes over the position, so a replacement continues where its predecessor stopped. <b>Threading:</b> one thread per
 * exporter name, one call at a time; it may block, up to 30 s. An instance is not called again after it was
 * unregistered. <b>Errors:</b> {@link RetryableException}, or anything unexpected: the same batch comes again, later and
 * later; {@link PermanentException}: the batch is set aside, recorded as a gap of this exporter, and the next one comes.
 * <b>Data:</b> at least once, in order, with ids that make duplicates visible; everything is redacted already, and is
 * still personal data.
 */
@ConsumerType
public interface Exporter {
    /** Writes the batch to the target. */
    void deliver(Batch batch) throws PermanentException, RetryableException;
}
