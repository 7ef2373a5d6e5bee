package org.oriel.redact.rules;

/** Helps checks: values come with their separators. */
final class Digits {
    private Digits() {}

    /** The digits of the value alone. */
    static String of(String value) {
        StringBuilder digits = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    /** The digits and the letters A to Z of the value, in capitals. */
    static String andLetters(String value) {
        StringBuilder kept = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                kept.append(c);
            } else if (c >= 'a' && c <= 'z') {
                kept.append((char) (c - 0x20));
            }
        }
        return kept.toString();
    }
}
