package org.oriel.pipeline;

import org.oriel.api.event.Sensitive;

/**
 * What the application says of the text field that has the keyboard. Offsets are as in Java strings.
 *
 * @param monotonicNanos when it was so: keys up to then are in it
 * @param field names the field within its window; empty where the application has no names
 * @param text everything in it
 * @param caret offset of the caret
 * @param anchor where the selection began; the caret's offset if nothing is selected
 * @param guarded whether it is a protected field, such as a password
 */
record FieldState(long monotonicNanos, String field, Sensitive text, int caret, int anchor, boolean guarded) {
    /** Whether the offsets lie in the text: an application may tell them a moment apart. */
    boolean consistent() {
        int length = text.reveal().length();
        return caret >= 0 && caret <= length && anchor >= 0 && anchor <= length;
    }
}
