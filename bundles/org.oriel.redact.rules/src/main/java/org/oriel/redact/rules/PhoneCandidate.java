package org.oriel.redact.rules;

/** Groups of digits that may be one phone number, and the shape that they have. */
final class PhoneCandidate {
    private final Scan scan;
    private final PlainText text;
    private final int first;
    private final int last;
    private final int start;

    PhoneCandidate(Scan scan, int first, int last) {
        this.scan = scan;
        this.text = scan.text();
        this.first = first;
        this.last = last;
        this.start = opening(text, scan.start(first));
    }

    /** Before the plus sign or the opening bracket. */
    private static int opening(PlainText text, int digits) {
        int start = digits;
        if (text.at(start - 1) == ' ' && text.at(start - 2) == '(') {
            start -= 2;
        } else if (text.at(start - 1) == '(') {
            start--;
        }
        if (text.at(start - 1) == '+') {
            start--;
            if (text.at(start - 1) == '(') {
                start--;
            }
        }
        return start;
    }

    /** Whether group {@code g} may go on from the one before it within one number. */
    static boolean linked(Scan scan, int g) {
        int from = scan.end(g - 1);
        int to = scan.start(g);
        int spaces = 0;
        int marks = 0;
        int brackets = 0;
        for (int i = from; i < to; i++) {
            switch (scan.text().at(i)) {
                case ' ' -> spaces++;
                case '-', '.', '/' -> marks++;
                case '(', ')' -> brackets++;
                default -> {
                    return false;
                }
            }
        }
        return to - from <= 3 && spaces <= 2 && marks <= 1 && brackets <= 2;
    }

    int start() {
        return start;
    }

    int end() {
        return scan.end(last);
    }

    int groups() {
        return last - first + 1;
    }

    /** Size of the {@code i}th group. */
    int size(int i) {
        return scan.digits(first + i);
    }

    int digits() {
        int digits = 0;
        for (int i = 0; i < groups(); i++) {
            digits += size(i);
        }
        return digits;
    }

    boolean hasPlus() {
        return text.at(scan.start(first) - 1) == '+' || text.at(start) == '+';
    }

    boolean hasBracket() {
        return text.at(start) == '(';
    }

    /** North American area codes and most mobile prefixes begin with 2 to 9. */
    boolean startsLikeAreaCode() {
        return text.at(scan.start(first)) >= '2';
    }

    boolean startsWith(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (text.at(scan.start(first) + i) != digits.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The digits, without a bracketed trunk zero that is dialled only at home: {@code +46 (0)8}. */
    String dialled() {
        StringBuilder dialled = new StringBuilder();
        for (int g = first; g <= last; g++) {
            boolean trunk = g > first && scan.digits(g) == 1 && text.at(scan.start(g) - 1) == '(';
            for (int i = scan.start(g); i < scan.end(g) && !trunk; i++) {
                dialled.append(text.at(i));
            }
        }
        return dialled.toString();
    }

    /** The mark between group {@code i} and the next: dash, dot, slash, a bracket, or a space where there is none. */
    char mark(int i) {
        return mark(scan, first + i);
    }

    static char mark(Scan scan, int g) {
        for (int k = scan.end(g); k < scan.start(g + 1); k++) {
            if (scan.text().at(k) != ' ') {
                return scan.text().at(k);
            }
        }
        return ' ';
    }

    /** Whether neither side goes on as an amount, a decimal, a time, or the name of something. */
    boolean isClear() {
        return isClearLeft() && isClearRight();
    }

    private boolean isClearLeft() {
        char c = text.at(start - 1);
        if (text.isWord(start - 1) || c == '_') {
            return false;
        }
        if (c == '-' || c == '.' || c == '/' || c == ',' || c == ':' || c == '\'') {
            return !text.isDigit(start - 2) && (c == ':' || c == ',' || !text.isWord(start - 2));
        }
        return "$€£¥#%".indexOf(c) < 0 || c == '\0';
    }

    private boolean isClearRight() {
        int end = end();
        char c = text.at(end);
        if (c == 'x' || c == 'X') {
            return text.isDigit(end + 1);
        }
        if (text.isWord(end) || c == '_') {
            return false;
        }
        if (c == '-' || c == '.' || c == '/' || c == ',' || c == ':' || c == '\'') {
            return !text.isDigit(end + 1);
        }
        char next = c == ' ' ? text.at(end + 1) : c;
        return "%€$£¥".indexOf(next) < 0 || next == '\0';
    }

    /** Whether the line holds nothing else, as a form field does. */
    boolean isAlone() {
        int left = start - 1;
        while (text.at(left) == ' ') {
            left--;
        }
        int right = end();
        while (text.at(right) == ' ') {
            right++;
        }
        return (left < 0 || text.at(left) == '\n') && (right >= text.length() || "\r\n".indexOf(text.at(right)) >= 0);
    }

    /** Dates, years, addresses of hosts, versions, social security numbers and the like. */
    boolean isSomethingElse() {
        return !hasPlus() && new Lookalike(scan, first, last).isKnown();
    }

    /** Whether it is the rest of a longer row of groups, such as an account number, from group {@code from} on. */
    boolean goesOnFrom(int from) {
        int before = first - 1;
        return before >= from && linked(scan, first) && scan.digits(before) > 2 && !Lookalike.isYear(scan, before);
    }

    /** Whether group {@code i} may be a year. */
    boolean isYear(int i) {
        return Lookalike.isYear(scan, first + i);
    }

    /** As in North America: 3-3-4, with or without 1 before it. */
    boolean isNorthAmerican() {
        int n = groups();
        boolean country = n == 4 && (startsWith("1") && size(0) == 1 || startsWith("001") && size(0) == 3);
        return (n == 3 || country) && size(n - 3) == 3 && size(n - 2) == 3 && size(n - 1) == 4;
    }

    /** Whether every group is long enough that the groups are not separate small numbers. */
    boolean isGrouped() {
        for (int i = 0; i < groups(); i++) {
            boolean trunkOrCountry = i <= 1 && (value(i) <= 1 || i == 0);
            if (size(i) < 2 && !trunkOrCountry) {
                return false;
            }
        }
        return true;
    }

    private int value(int i) {
        return scan.value(first + i);
    }
}
