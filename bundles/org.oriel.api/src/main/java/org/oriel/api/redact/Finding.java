package org.oriel.api.redact;

/**
 * A stretch of text that must not be written.
 *
 * @param start first character, as in Java strings
 * @param end after the last character
 * @param type class of what was found, such as {@code EMAIL}; upper case, digits and underscores
 * @param rule id of the rule that found it
 */
public record Finding(int start, int end, String type, String rule) {
    /** Refuses an empty or reversed stretch. */
    public Finding {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "finding of rule " + rule + ": start " + start + ", end " + end + ", allowed: 0 <= start < end");
        }
    }
}
