package org.oriel.api.event;

/**
 * What was masked, without the value.
 *
 * @param type class of what was found, such as {@code EMAIL}
 * @param ref placeholder that stands for the value, stable within a session, such as {@code <EMAIL_1>}
 * @param rule id of the rule that found it
 * @param length bucket of its length in characters: {@code 1-8}, {@code 9-16}, {@code 17-32} or {@code 33+}
 */
public record Redaction(String type, String ref, String rule, String length) {
    /** The bucket that a length falls into, so that the exact length of a secret is not told. */
    public static String bucket(int characters) {
        if (characters <= 8) {
            return "1-8";
        }
        if (characters <= 16) {
            return "9-16";
        }
        return characters <= 32 ? "17-32" : "33+";
    }
}
