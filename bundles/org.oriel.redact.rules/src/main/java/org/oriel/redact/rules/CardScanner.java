package org.oriel.redact.rules;

/**
 * Payment card numbers (ISO/IEC 7812): digits in one piece or in groups, an issuer's prefix and length, the Luhn check.
 * Every start is tried, so that a number beside another one is found whole.
 */
final class CardScanner implements Scanner {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;
    private static final int GAP = 3;
    /** How far letters around a number are read. */
    private static final int WORD_REACH = 32;

    private final Issuers issuers;

    CardScanner(Issuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public void find(Scan scan, Hits hits) {
        for (int first = 0; first < scan.groups(); first++) {
            if (canStart(scan, first)) {
                findFrom(scan, first, hits);
            }
        }
    }

    private void findFrom(Scan scan, int first, Hits hits) {
        int digits = 0;
        int luhn = 0;
        int prefix = 0;
        int doubled = 0;
        for (int last = first; last < scan.groups() && (last == first || linked(scan, last)); last++) {
            for (int i = scan.start(last); i < scan.end(last); i++) {
                int digit = scan.text().at(i) - '0';
                prefix = digits < 6 ? prefix * 10 + digit : prefix;
                // Which digits Luhn doubles depends on the length, so both sums are kept and swapped at each digit.
                int swapped = luhn;
                luhn = doubled + digit;
                doubled = swapped + (digit < 5 ? 2 * digit : 2 * digit - 9);
                scan.steps().one();
                if (++digits > LONGEST) {
                    return;
                }
            }
            if (digits >= SHORTEST
                    && luhn % 10 == 0
                    && issuers.issues(prefix, digits)
                    && isPlausible(scan, first, last)) {
                hits.add(scan.start(first), scan.end(last), "");
            }
        }
    }

    /** A plus sign begins a phone number. */
    private static boolean canStart(Scan scan, int first) {
        PlainText text = scan.text();
        return text.at(scan.start(first) - 1) != '+' && isAloneInWord(text, scan.start(first), -1);
    }

    private static boolean isPlausible(Scan scan, int first, int last) {
        PlainText text = scan.text();
        if (!isAloneInWord(text, scan.end(last) - 1, 1) || (first == last && isFraction(scan, first))) {
            return false;
        }
        return isUsualGrouping(scan, first, last) || isIsolated(scan, first, last);
    }

    /** Letters may touch the number, but a word with more digits than these is a hash or an id. */
    private static boolean isAloneInWord(PlainText text, int edge, int step) {
        int i = edge + step;
        while (Math.abs(i - edge) < WORD_REACH && text.isLetter(i)) {
            i += step;
        }
        return !text.isWord(i);
    }

    /** {@code 0.4111111111111111} is a number of another kind. */
    private static boolean isFraction(Scan scan, int group) {
        return group > 0
                && scan.digits(group - 1) <= 3
                && scan.end(group - 1) == scan.start(group) - 1
                && scan.text().at(scan.start(group) - 1) == '.';
    }

    /** Whether group {@code g} follows the one before it as a part of the same number may. */
    private static boolean linked(Scan scan, int g) {
        int from = scan.end(g - 1);
        int to = scan.start(g);
        if (to - from > GAP) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (" -._\n\r".indexOf(scan.text().at(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** As cards are printed: 4-4-4-4 and on, 4-6-5, 4-6-4, 6-13, or all in one. */
    private static boolean isUsualGrouping(Scan scan, int first, int last) {
        int groups = last - first + 1;
        int leading = scan.digits(first);
        int middle = groups > 1 ? scan.digits(first + 1) : 0;
        if (groups == 1 || (groups == 2 && (leading == 6 || leading == middle))) {
            return true;
        }
        if (groups == 3 && leading == 4 && middle == 6) {
            return true;
        }
        int breaks = 0;
        for (int g = first; g <= last; g++) {
            breaks += g > first && scan.text().at(scan.start(g) - 1) == '\n' ? 1 : 0;
            if (g < last ? scan.digits(g) != 4 : scan.digits(g) > 5) {
                return false;
            }
        }
        // A column of four-digit numbers is not a card; one that wraps once may be.
        return breaks <= 1;
    }

    /** Any other grouping counts only where nothing else is near: else rows of small numbers would match by chance. */
    private static boolean isIsolated(Scan scan, int first, int last) {
        for (int g = first; g <= last; g++) {
            if (g > first && scan.text().at(scan.start(g) - 1) == '\n') {
                return false;
            }
        }
        boolean before = first > 0 && linked(scan, first);
        boolean after = last + 1 < scan.groups() && linked(scan, last + 1);
        return !before && !after;
    }
}
