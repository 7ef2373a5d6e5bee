package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

/**
 * Masks whole texts: titles, paths, names. Uses the detectors and what was masked elsewhere in this capture session;
 * what it finds is masked elsewhere from then on. Not thread-safe: the pipeline thread only.
 */
final class TextMask {
    /** Stands for a text that could not be judged. */
    static final Sensitive MASKED = Sensitive.of("<MASKED>");

    private final Detection detection;
    private final Placeholders placeholders;
    private final SecretSet secrets;

    TextMask(Detection detection, Placeholders placeholders, SecretSet secrets) {
        this.detection = detection;
        this.placeholders = placeholders;
        this.secrets = secrets;
    }

    /** The text with placeholders; what was masked is added to {@code notes}. */
    Sensitive mask(Sensitive text, List<Redaction> notes) {
        if (text.isEmpty()) {
            return text;
        }
        String raw = text.reveal();
        try {
            List<Finding> all = new ArrayList<>(detection.detect(raw));
            all.addAll(secrets.find(raw));
            return all.isEmpty() ? text : replace(raw, Findings.union(all, raw.length()), notes);
        } catch (DetectionFailed | RuntimeException e) {
            // Not logged here: an exception of a detector may quote the text.
            notes.add(new Redaction(Mask.UNDECIDED, "<MASKED>", Mask.DETECTOR_FAILED, Redaction.bucket(raw.length())));
            return MASKED;
        }
    }

    /** Notes what is sensitive in {@code text}, so that it is masked elsewhere. */
    void learn(Sensitive text) {
        if (text.isEmpty()) {
            return;
        }
        String raw = text.reveal();
        try {
            for (Finding finding : Findings.union(detection.detect(raw), raw.length())) {
                secrets.add(finding.type(), raw.substring(finding.start(), finding.end()));
            }
        } catch (DetectionFailed | RuntimeException e) {
            // The text is judged again before it is told; then this decides.
            return;
        }
    }

    private Sensitive replace(String raw, List<Finding> findings, List<Redaction> notes) {
        StringBuilder masked = new StringBuilder(raw.length());
        int done = 0;
        for (Finding finding : findings) {
            String value = raw.substring(finding.start(), finding.end());
            String ref = placeholders.placeholder(finding.type(), Sensitive.of(value));
            secrets.add(finding.type(), value);
            masked.append(raw, done, finding.start()).append(ref);
            notes.add(new Redaction(finding.type(), ref, finding.rule(), Redaction.bucket(value.length())));
            done = finding.end();
        }
        return Sensitive.of(masked.append(raw, done, raw.length()).toString());
    }
}
