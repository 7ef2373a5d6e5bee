package org.oriel.redact.rules;

/** Groups of digits that are something else than a phone number: dates, years, versions, addresses of hosts and so on. */
final class Lookalike {
    private static final int EARLIEST_YEAR = 1800;
    private static final int LATEST_YEAR = 2100;
    private static final int BYTE = 255;

    private final Scan scan;
    private final int first;
    private final int last;

    Lookalike(Scan scan, int first, int last) {
        this.scan = scan;
        this.first = first;
        this.last = last;
    }

    /** Whether the groups are one of these. */
    boolean isKnown() {
        // A date may reach over the edge of the candidate.
        for (int g = Math.max(0, first - 2); g <= last && g + 2 < scan.groups(); g++) {
            if (isDate(g)) {
                return true;
            }
        }
        return isYears() || isDotted() || isSlashed() || isDashed();
    }

    private int groups() {
        return last - first + 1;
    }

    private boolean isDate(int g) {
        if (!PhoneCandidate.linked(scan, g + 1) || !PhoneCandidate.linked(scan, g + 2)) {
            return false;
        }
        char mark = PhoneCandidate.mark(scan, g);
        if (mark != PhoneCandidate.mark(scan, g + 1) || (mark == ' ' && !isYear(scan, g) && !isYear(scan, g + 2))) {
            return false;
        }
        int a = scan.value(g);
        int b = scan.value(g + 1);
        if (isYear(scan, g)) {
            return isShort(g + 1) && isShort(g + 2) && b <= 12 && scan.value(g + 2) <= 31;
        }
        boolean year = isYear(scan, g + 2) || (groups() == 3 && g == first && isShort(g + 2));
        return year && isShort(g) && isShort(g + 1) && Math.max(a, b) <= 31 && Math.min(a, b) <= 12;
    }

    private boolean isShort(int g) {
        return scan.digits(g) <= 2;
    }

    static boolean isYear(Scan scan, int g) {
        return scan.digits(g) == 4 && scan.value(g) >= EARLIEST_YEAR && scan.value(g) < LATEST_YEAR;
    }

    private boolean isYears() {
        return groups() == 2 && isYear(scan, first) && isYear(scan, last);
    }

    /** Versions, decimals and addresses of hosts; phone numbers have dots throughout, or after the country only. */
    private boolean isDotted() {
        int dots = marks('.');
        int bytes = 0;
        boolean single = false;
        for (int g = first; g <= last; g++) {
            bytes += scan.digits(g) <= 3 && scan.value(g) <= BYTE ? 1 : 0;
            single |= scan.digits(g) == 1;
        }
        boolean address =
                dots == 3 && bytes == 4 && groups() == 4 && scan.text().at(scan.start(first)) != '0';
        return dots > 0 && (single || address || dots < 2 || dots < groups() - 2);
    }

    /** One slash is usual in Germany, after the area code. */
    private boolean isSlashed() {
        int slashes = marks('/');
        return slashes > 1 || (slashes == 1 && scan.text().at(scan.start(first)) != '0');
    }

    /** Social security (3-2-4) and postal (5-4) numbers of the United States, ISBN. */
    private boolean isDashed() {
        boolean dashed = marks('-') == groups() - 1;
        if (groups() == 3 && dashed) {
            return scan.digits(first) == 3 && scan.digits(first + 1) == 2 && scan.digits(last) == 4;
        }
        if (groups() == 2 && dashed) {
            return scan.digits(first) == 5
                    && scan.digits(last) == 4
                    && scan.text().at(scan.start(first)) != '0';
        }
        return groups() >= 4 && scan.digits(last) == 1;
    }

    private int marks(char mark) {
        int marks = 0;
        for (int g = first; g < last; g++) {
            marks += PhoneCandidate.mark(scan, g) == mark ? 1 : 0;
        }
        return marks;
    }
}
