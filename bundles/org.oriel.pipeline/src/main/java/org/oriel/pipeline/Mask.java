package org.oriel.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Redaction;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;

/**
 * What is said instead of a stretch of keys: a placeholder for a value, or only that keys were pressed. All events of
 * all cells of one mask become one event.
 */
final class Mask {
    /** Class of what was masked because nobody could judge it. */
    static final String UNDECIDED = "UNDECIDED";
    /** Class of keys after the caret was lost. */
    static final String UNKNOWN_CARET = "UNKNOWN_CARET";
    /** Rule: a detector failed or overran its budget. */
    static final String DETECTOR_FAILED = "hold-back/detector-failed";
    /** Rule: an unfinished candidate was too old to wait for. */
    static final String OPEN_CANDIDATE = "hold-back/open-candidate";
    /** Rule: a key was held down, and how often it typed is a guess. */
    static final String GUESSED = "hold-back/guessed";
    /** Rule: it touches text that was pasted and that nobody knows. */
    static final String BESIDE_PASTE = "hold-back/beside-paste";
    /** Rule: more events than may be held. */
    static final String TOO_MANY_EVENTS = "hold-back/too-many-events";

    private String type;
    private String rule;
    private int length;
    /** The value that stands under the mask; null where only the class is told. */
    private @Nullable String value;

    private @Nullable Mask into;
    private boolean told;

    private Mask(String type, String rule, @Nullable String value) {
        this.type = type;
        this.rule = rule;
        this.value = value;
    }

    /** A mask for a value that a detector found. */
    static Mask of(Finding finding, String value) {
        Mask mask = new Mask(finding.type(), finding.rule(), value);
        mask.length = value.length();
        return mask;
    }

    /** A mask that tells the class only. */
    static Mask classOnly(String type, String rule) {
        return new Mask(type, rule, null);
    }

    /** A mask whose events vanish without a word: what was forgotten, and releases of keys that were never seen. */
    static Mask silent() {
        Mask mask = new Mask(UNDECIDED, "", null);
        mask.told = true;
        return mask;
    }

    /** The mask that this one became part of. */
    Mask root() {
        Mask mask = this;
        while (mask.into != null) {
            mask = mask.into;
        }
        return mask;
    }

    /** Whether it can still take in more of the same value: it names a value and was not released. */
    boolean growing() {
        return value != null && !told;
    }

    /** Whether it now stands for another value than before. */
    boolean retell(Finding finding, String newValue) {
        String before = value;
        if (before != null && newValue.length() < before.length() && before.contains(newValue)) {
            // A later window began inside the value: the rest of an IBAN looks like a phone number, and is none.
            return false;
        }
        if (!Placeholders.isSecret(type)) {
            type = finding.type();
            rule = finding.rule();
        }
        length = newValue.length();
        boolean changed = !newValue.equals(value);
        value = newValue;
        return changed;
    }

    /** Both stand for one value from now on. */
    void mergeInto(Mask other) {
        if (other != this) {
            into = other;
            value = null;
        }
    }

    void addLength(int characters) {
        length += characters;
    }

    boolean told() {
        return told;
    }

    /** The one event that stands for all of them, at the time of the first. */
    CaptureEvent tell(CaptureEvent first, Placeholders placeholders) {
        told = true;
        String ref = value == null ? "" : placeholders.placeholder(type, Sensitive.of(value));
        value = null;
        Key.Phase phase = ref.isEmpty() ? Key.Phase.SUPPRESSED : Key.Phase.REDACTED;
        Key body = new Key(phase, Sensitive.empty(), Sensitive.of(ref), java.util.Set.of(), 0);
        Redaction note = new Redaction(type, ref, rule, Redaction.bucket(length));
        return first.withBody(body).withRedactions(List.of(note));
    }
}
