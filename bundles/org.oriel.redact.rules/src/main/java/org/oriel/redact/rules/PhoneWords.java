package org.oriel.redact.rules;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What the words around a number say about it, from {@code phonewords.txt}. */
final class PhoneWords {
    /** What the nearest telling word says. */
    enum Verdict {
        /** It is a phone number. */
        PHONE,
        /** It is something else. */
        OTHER,
        /** Nothing is said. */
        NONE
    }

    /** How far words are read before a number: within the 128 characters that a finding may depend on. */
    private static final int BEFORE = 48;

    private static final int AFTER = 16;

    private final Set<String> phone = new HashSet<>();
    private final Set<String> label = new HashSet<>();
    private final Set<String> other = new HashSet<>();

    PhoneWords() {
        for (String[] row : Tables.read("phonewords.txt")) {
            Set<String> words = switch (row[0]) {
                case "phone" -> phone;
                case "label" -> label;
                default -> other;
            };
            for (int i = 1; i < row.length; i++) {
                words.add(row[i]);
            }
        }
    }

    /** What the text around the stretch from {@code start} up to {@code end} says; the nearest word counts. */
    Verdict around(PlainText text, int start, int end) {
        Verdict before = before(text, start);
        return before == Verdict.NONE ? after(text, end) : before;
    }

    private Verdict before(PlainText text, int start) {
        int end = start;
        while (end > 0 && start - end < BEFORE) {
            while (end > 0 && !text.isLetter(end - 1) && start - end < BEFORE) {
                end--;
            }
            int from = end;
            while (from > 0 && text.isLetter(from - 1) && start - from < BEFORE) {
                from--;
            }
            String word = word(text, from, end);
            if (phone.contains(word) || (label.contains(word) && isLabel(text, end, start))) {
                return Verdict.PHONE;
            }
            if (other.contains(word)) {
                return Verdict.OTHER;
            }
            end = from;
        }
        return Verdict.NONE;
    }

    /** {@code T: 030 ...}: a short word counts only right before the number, with a colon. */
    private static boolean isLabel(PlainText text, int end, int start) {
        return start - end <= 4 && (text.at(end) == ':' || text.at(end) == '.' || text.at(end + 1) == ':');
    }

    private Verdict after(PlainText text, int end) {
        int from = end;
        while (from - end < 3 && " -,()".indexOf(text.at(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to - from < AFTER && text.isLetter(to)) {
            to++;
        }
        String word = word(text, from, to);
        return word.length() > 1 && (phone.contains(word) || label.contains(word)) ? Verdict.PHONE : Verdict.NONE;
    }

    private static String word(PlainText text, int from, int to) {
        StringBuilder word = new StringBuilder();
        for (int i = from; i < to; i++) {
            word.append(text.at(i));
        }
        return word.toString().toLowerCase(Locale.ROOT);
    }
}
