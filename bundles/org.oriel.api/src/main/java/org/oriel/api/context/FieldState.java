package org.oriel.api.context;

import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Target;

/**
 * What has the keyboard, and since when, as the application itself tells it.
 *
 * <p><b>What:</b> an immutable value. Keys that were pressed from {@code sinceNanos} to {@code untilNanos} went into the
 * field; for those between {@code afterNanos} and {@code sinceNanos} it is not known whether they still went into the
 * former one. <b>Threading:</b> safe to share. <b>Errors:</b> {@link IllegalArgumentException} when the times are not in
 * that order. <b>Data:</b> {@code text} is sensitive and stays in memory; it is given for guarded fields never.
 *
 * @param holder whose window: a native window id with its application, or window 0 and a verified executable where the
 *     extractor knows only the program
 * @param afterNanos the field got the keyboard after this, on the clock of {@link System#nanoTime}
 * @param sinceNanos and at the latest then
 * @param untilNanos it still had the keyboard then
 * @param field names the field within its window as long as it exists; empty where the application has no names
 * @param privacy whether keys may be told
 * @param origin origin of the page (RFC 6454) that holds the field, empty outside of browsers
 * @param text everything in it; empty where it is not known or must not be told
 * @param caret offset of the caret in {@code text} as in Java strings; -1 where text and caret are not known
 * @param anchor where the selection began; the caret's offset if nothing is selected
 */
public record FieldState(
        Target holder,
        long afterNanos,
        long sinceNanos,
        long untilNanos,
        String field,
        Privacy privacy,
        String origin,
        Sensitive text,
        int caret,
        int anchor) {
    /** Whether what is typed into a field may be told. */
    public enum Privacy {
        /** An ordinary field, or no field at all: keys are told after redaction. */
        OPEN,
        /** A protected field, such as a password: only that keys were pressed is told. */
        GUARDED,
        /** A place that is none of our business, such as a private window: nothing is told, of the past seconds too. */
        PRIVATE
    }

    /** Checks the order of the times, on a clock that may wrap. */
    public FieldState {
        if (sinceNanos - afterNanos < 0 || untilNanos - sinceNanos < 0) {
            throw new IllegalArgumentException("times of a field: wanted after <= since <= until, got " + afterNanos
                    + ", " + sinceNanos + ", " + untilNanos);
        }
    }

    /** A field of which only the privacy is known. */
    public FieldState(
            Target holder,
            long afterNanos,
            long sinceNanos,
            long untilNanos,
            String field,
            Privacy privacy,
            String origin) {
        this(holder, afterNanos, sinceNanos, untilNanos, field, privacy, origin, Sensitive.empty(), -1, -1);
    }

    /** Whether the text and the caret are known and fit together: an application may tell them a moment apart. */
    public boolean consistent() {
        int length = text.reveal().length();
        return caret >= 0 && caret <= length && anchor >= 0 && anchor <= length;
    }
}
