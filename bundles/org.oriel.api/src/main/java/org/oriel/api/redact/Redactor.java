package org.oriel.api.redact;

import java.util.Optional;
import java.util.Set;
import org.oriel.api.event.CaptureEvent;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes or removes whole events before they are stored.
 *
 * <p><b>What:</b> returns the event, a masked copy, or empty to drop it. Text detectors ran before. <b>Threading:</b>
 * one thread at a time; budget 50 ms. <b>Errors:</b> a throw or an overrun drops the event, and the drop is recorded as
 * a gap; repeats suspend the redactor and then nothing is written until it is replaced. <b>Data:</b> must be pure and
 * must never widen: what came in masked goes out masked.
 */
@ConsumerType
public interface Redactor {
    /** The classes it can find, for the notice and the documents. */
    Set<String> classes();

    /** The event as it may be stored, or empty. */
    Optional<CaptureEvent> redact(CaptureEvent event, RedactionView view);
}
