package org.oriel.api.redact;

import java.util.List;
import java.util.Set;
import org.oriel.api.event.Sensitive;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds what is sensitive in a text: typed text while it is held back, titles, names, labels.
 *
 * <p><b>What:</b> a pure function of the text. <b>Threading:</b> one thread at a time; budget 50 ms for 4,096
 * characters. <b>Errors:</b> a throw or an overrun masks the whole text and suspends the detector after repeats; while a
 * required detector is missing or suspended nothing with content is written. <b>Data:</b> the text is raw: never log,
 * keep or send it. Findings may overlap; the host masks their union. A finding should depend on at most 128 characters,
 * else typed text may be released before it is recognised (`docs/plugins/redactor.md`).
 */
@ConsumerType
public interface TextDetector {
    /** The classes it can find, for the notice and the documents. */
    Set<String> classes();

    /** What is sensitive in {@code text}. */
    List<Finding> detect(Sensitive text);
}
