package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What may still become something sensitive: tokens with four digits or an at sign, structured or random-looking ones,
 * and what follows a word such as "password". It says nothing about what is sensitive; it says what must not be told
 * before it is finished.
 */
final class Candidates {
    /** How far a word such as "password" reaches. */
    static final int KEYWORD_REACH = 64;

    private static final List<String> KEYWORDS = List.of(
            "password",
            "passwd",
            "passwort",
            "passphrase",
            "passcode",
            "pwd",
            "secret",
            "token",
            "api key",
            "apikey",
            "api_key",
            "access key",
            "private key",
            "bearer",
            "authorization",
            "credential",
            "cvv",
            "cvc",
            "ssn",
            "iban",
            "pin:",
            "pin ",
            "otp");

    private static final int LONGEST_WORD = 24;
    private static final int SHORTEST_STRUCTURE = 6;

    /** From the first character up to the one after the last. */
    record Range(int start, int end) {}

    private Candidates() {}

    /** Length of the longest keyword: how much must be looked at before {@link #KEYWORD_REACH}. */
    static int longestKeyword() {
        return 16;
    }

    /** Whether tokens end here. Scripts that do not put blanks between words would be one endless token. */
    static boolean isBorder(char c) {
        if (c < 0x0E00) {
            return c <= ' ' || c == 0xA0;
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFFFC' || !isSpaced(c);
    }

    private static boolean isSpaced(char c) {
        if (Character.isSurrogate(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, BOPOMOFO -> false;
            default -> true;
        };
    }

    /** The candidates of {@code text}, in order; they may overlap. */
    static List<Range> in(String text) {
        List<Range> found = new ArrayList<>();
        int groupStart = -1;
        int groupEnd = -1;
        int groupDigits = 0;
        int i = 0;
        while (i < text.length()) {
            if (isBorder(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && !isBorder(text.charAt(i))) {
                i++;
            }
            int digits = digits(text, start, i);
            if (digits > 0) {
                // Groups of digits one blank apart are one number.
                boolean joins = groupEnd >= 0 && start - groupEnd == 1;
                groupStart = joins ? groupStart : start;
                groupDigits = joins ? groupDigits + digits : digits;
                groupEnd = i;
                if (groupDigits >= 4) {
                    found.add(new Range(groupStart, i));
                }
            }
            if (isOpen(text, start, i)) {
                found.add(new Range(start, i));
            }
        }
        addKeywords(text, found);
        return found;
    }

    /** Tokens with a capital or a digit: names, places, numbers. */
    static List<Range> distinctive(String text) {
        List<Range> found = new ArrayList<>();
        int start = 0;
        boolean distinct = false;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isBorder(text.charAt(i))) {
                if (distinct) {
                    found.add(new Range(start, i));
                }
                start = i + 1;
                distinct = false;
            } else {
                distinct |= Character.isUpperCase(text.charAt(i)) || Character.isDigit(text.charAt(i));
            }
        }
        return found;
    }

    /** The same ranges in order, those that overlap or have only blanks between them as one. */
    static List<Range> joined(List<Range> ranges, CharSequence text) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(Range::start));
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && isBlank(text, last.end(), range.start())) {
                joined.set(joined.size() - 1, new Range(last.start(), Math.max(last.end(), range.end())));
            } else if (range.end() > range.start()) {
                joined.add(range);
            }
        }
        return joined;
    }

    private static boolean isBlank(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private static void addKeywords(String text, List<Range> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.length() != text.length()) {
            lower = text;
        }
        for (String word : KEYWORDS) {
            for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                if (at == 0 || !Character.isLetter(lower.charAt(at - 1))) {
                    found.add(new Range(at, Math.min(text.length(), at + word.length() + KEYWORD_REACH)));
                }
            }
        }
    }

    private static int digits(String text, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isOpen(String text, int start, int end) {
        return contains(text, '@', start, end)
                || isMixed(text, start, end)
                || isStructured(text, start, end)
                || (!isWord(text, start, end) && entropy(text, start, end) > 3);
    }

    private static boolean contains(String text, char sign, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == sign) {
                return true;
            }
        }
        return false;
    }

    /** Letters and digits in one, as in passwords and codes. */
    private static boolean isMixed(String text, int start, int end) {
        boolean letter = false;
        boolean digit = false;
        for (int i = start; i < end; i++) {
            letter |= Character.isLetter(text.charAt(i));
            digit |= Character.isDigit(text.charAt(i));
        }
        return letter && digit && end - start >= SHORTEST_STRUCTURE;
    }

    /** Signs inside, as in addresses, paths and assignments. */
    private static boolean isStructured(String text, int start, int end) {
        if (end - start < SHORTEST_STRUCTURE) {
            return false;
        }
        for (int i = start + 1; i < end - 1; i++) {
            char c = text.charAt(i);
            boolean sign = !Character.isLetterOrDigit(c) && c != '-' && c != '\'' && c != '\u2019' && c != '\u00AD';
            if (sign
                    && Character.isLetterOrDigit(text.charAt(i - 1))
                    && Character.isLetterOrDigit(text.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** An ordinary word: letters, at most the first one a capital, with hyphens, and punctuation around it. */
    private static boolean isWord(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean inside = c == '-' || c == '\'' || c == '\u2019';
            boolean first = i == from || !Character.isLetter(text.charAt(i - 1));
            if (!inside
                    && (!Character.isLetter(c) || (!first && !Character.isLowerCase(c) && Character.isUpperCase(c)))) {
                return false;
            }
        }
        return to - from <= LONGEST_WORD;
    }

    /** Shannon entropy in bits a character. */
    static double entropy(String text, int start, int end) {
        int length = end - start;
        if (length <= 8) {
            return 0;
        }
        int[] counts = new int[128];
        for (int i = start; i < end; i++) {
            counts[text.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share);
            }
        }
        return bits / Math.log(2);
    }
}
