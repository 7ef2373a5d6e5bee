package org.oriel.redact.rules;

import java.util.function.BooleanSupplier;

/**
 * Phone numbers. What looks like one for sure is taken as it is; the rest needs a country that gives such numbers out, or
 * a word such as "call" nearby. libphonenumber is asked about candidates only, and about so many of them at most.
 */
final class PhoneScanner implements Scanner {
    private static final int MOST_GROUPS = 8;
    private static final int MOST_DIGITS = 17;
    /** E.164. */
    private static final int LONGEST = 15;
    /** Beyond this in one text what may be a number is taken for one: the time budget must not become a leak. */
    private static final int MOST_QUESTIONS = 256;

    private static final int EXTENSION = 6;

    private final PhoneNumbers numbers;
    private final PhoneWords words;
    private int questions;
    /** Groups before this one belong to numbers that were found. */
    private int taken;

    PhoneScanner(PhoneNumbers numbers, PhoneWords words) {
        this.numbers = numbers;
        this.words = words;
    }

    @Override
    public void find(Scan scan, Hits hits) {
        questions = 0;
        taken = 0;
        int first = 0;
        while (first < scan.groups()) {
            first = findFrom(scan, first, hits);
        }
    }

    /** Tries the longest stretch of groups first; answers where to go on. */
    private int findFrom(Scan scan, int first, Hits hits) {
        int last = first;
        int digits = scan.digits(first);
        while (last + 1 < scan.groups()
                && last - first + 1 < MOST_GROUPS
                && PhoneCandidate.linked(scan, last + 1)
                && digits + scan.digits(last + 1) <= MOST_DIGITS) {
            last++;
            digits += scan.digits(last);
        }
        for (; last >= first; last--) {
            scan.steps().one();
            if (digits <= MOST_DIGITS && digits >= 6) {
                scan.steps().add(digits);
                PhoneCandidate candidate = new PhoneCandidate(scan, first, last);
                String how = how(scan.text(), candidate, digits);
                if (!how.isEmpty()) {
                    hits.add(candidate.start(), extended(scan.text(), candidate.end()), how);
                    taken = last + 1;
                    return taken;
                }
            }
            digits -= scan.digits(last);
        }
        return first + 1;
    }

    /** What makes it a phone number, or empty. */
    private String how(PlainText text, PhoneCandidate candidate, int digits) {
        if (!candidate.isClear() || candidate.isSomethingElse()) {
            return "";
        }
        if (candidate.hasPlus()) {
            return digits >= 8 && ask(candidate, () -> numbers.possible("+" + candidate.dialled()))
                    ? "international"
                    : "";
        }
        if (digits > LONGEST && !candidate.startsWith("00")) {
            return "";
        }
        if (candidate.isNorthAmerican() && !isSpaced(candidate)) {
            return "northAmerica";
        }
        PhoneWords.Verdict verdict = words.around(text, candidate.start(), extended(text, candidate.end()));
        if (verdict == PhoneWords.Verdict.OTHER || !candidate.isGrouped()) {
            return "";
        }
        if (verdict == PhoneWords.Verdict.PHONE) {
            return isLabelled(candidate, digits) ? "labelled" : "";
        }
        boolean inside = candidate.goesOnFrom(taken);
        return !inside && isNational(candidate, digits) ? "national" : "";
    }

    private static boolean isSpaced(PhoneCandidate candidate) {
        boolean spaced = !candidate.hasBracket();
        for (int i = 0; i + 1 < candidate.groups(); i++) {
            spaced &= candidate.mark(i) == ' ';
        }
        return spaced;
    }

    private static boolean isLabelled(PhoneCandidate candidate, int digits) {
        return candidate.groups() > 1 || digits >= 7;
    }

    private boolean isNational(PhoneCandidate candidate, int digits) {
        String number = candidate.dialled();
        if (candidate.startsWith("00")) {
            return digits >= 10 && ask(candidate, () -> numbers.possible("+" + number.substring(2)));
        }
        if (digits < 9 || digits > 12) {
            return false;
        }
        boolean alone = candidate.isAlone();
        if (candidate.groups() == 1 && !alone) {
            return candidate.startsWith("0") && ask(candidate, () -> numbers.mobile(number));
        }
        boolean telling = candidate.startsWith("0")
                || (candidate.groups() > 1 && alone)
                || (digits == 10 && candidate.startsLikeAreaCode() && alone)
                || (candidate.hasBracket() && !candidate.isYear(0))
                || candidate.isNorthAmerican();
        return telling && ask(candidate, () -> numbers.valid(number));
    }

    private boolean ask(PhoneCandidate candidate, BooleanSupplier question) {
        return ++questions > MOST_QUESTIONS ? candidate.isGrouped() : question.getAsBoolean();
    }

    /** Where an extension such as {@code x12} or {@code ext. 12} ends, or {@code end} where there is none. */
    private static int extended(PlainText text, int end) {
        int i = skipSpaces(text, end);
        if (text.at(i) == ',' || text.at(i) == ';') {
            i = skipSpaces(text, i + 1);
        }
        int word = i;
        while (i - word < "extension".length() && text.isLetter(i)) {
            i++;
        }
        String mark = word(text, word, i);
        if (!"x".equals(mark) && !"ext".equals(mark) && !"extn".equals(mark) && !"extension".equals(mark)) {
            return end;
        }
        i = skipSpaces(text, text.at(i) == '.' || text.at(i) == ':' ? i + 1 : i);
        int digits = i;
        while (i - digits < EXTENSION && text.isDigit(i)) {
            i++;
        }
        return i > digits && !text.isDigit(i) ? i : end;
    }

    private static int skipSpaces(PlainText text, int i) {
        return text.at(i) == ' ' ? i + 1 : i;
    }

    private static String word(PlainText text, int from, int to) {
        StringBuilder word = new StringBuilder();
        for (int i = from; i < to; i++) {
            word.append((char) (text.at(i) | 0x20));
        }
        return word.toString();
    }
}
