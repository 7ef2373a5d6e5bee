package org.oriel.redact.rules;

/**
 * Accepts or refuses a value that a pattern matched: check digits, randomness. Gets the value as it was matched, with its
 * separators, in ASCII digits. Pure, and linear in the length of the value.
 */
@FunctionalInterface
public interface Check {
    /** Whether the value is what the rule looks for. */
    boolean accepts(String value);
}
