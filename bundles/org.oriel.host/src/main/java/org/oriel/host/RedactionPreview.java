package org.oriel.host;

import java.util.List;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Shows what the installed filters would mask, without capturing anything.
 *
 * <p><b>What:</b> the pipeline's own masking on texts and typed streams that somebody hands in to check the filters.
 * <b>Threading:</b> any thread, one call at a time. <b>Errors:</b> a filter that fails masks the whole text, as in capture.
 * <b>Data:</b> what is handed in is raw; nothing of it is kept after the call.
 */
@ProviderType
public interface RedactionPreview {
    /** The text as it would be stored in a session of its own, and why. */
    Masked text(Sensitive text);

    /**
     * What would be stored of a typed stream.
     *
     * @param events raw input, see `docs/redaction.md` for the members
     * @return the events that would be stored, in order, without ids
     * @throws IllegalArgumentException names the event and member that cannot be read, never its content
     */
    List<CaptureEvent> typed(List<Map<String, Object>> events);

    /**
     * A masked text.
     *
     * @param text with placeholders
     * @param findings stretches of the original that were masked, in order, not overlapping
     */
    record Masked(String text, List<Finding> findings) {
        /** Copies the list. */
        public Masked {
            findings = List.copyOf(findings);
        }
    }
}
