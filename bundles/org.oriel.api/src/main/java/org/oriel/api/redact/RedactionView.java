package org.oriel.api.redact;

import org.oriel.api.event.Sensitive;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a redactor may know of its session.
 *
 * <p><b>What:</b> placeholders and the set of values that were masked in this session. <b>Threading:</b> only during
 * the call it was handed to. <b>Errors:</b> none. <b>Data:</b> values are kept as keyed hashes in memory, the key is
 * dropped with the session.
 */
@ProviderType
public interface RedactionView {
    /** The placeholder of {@code value}, the same for the same value within a session, such as {@code <EMAIL_1>}. */
    String placeholder(String type, Sensitive value);

    /** The text with everything masked that detectors find or that was masked elsewhere in this session. */
    Sensitive mask(Sensitive text);
}
