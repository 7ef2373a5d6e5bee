package org.oriel.redact.rules;

/**
 * Bank accounts as IBAN (ISO 13616): two letters and two check digits, then what the country's table says, in one piece
 * or with single separators, in capitals or not; the remainder by 97 decides.
 */
final class IbanScanner implements Scanner {
    private final Ibans countries;

    IbanScanner(Ibans countries) {
        this.countries = countries;
    }

    @Override
    public void find(Scan scan, Hits hits) {
        PlainText text = scan.text();
        for (int g = 0; g < scan.groups(); g++) {
            int check = scan.start(g);
            if (scan.digits(g) < 2) {
                continue;
            }
            // People also write "GB 82 WEST ...".
            int country = isSeparator(text.at(check - 1)) ? check - 3 : check - 2;
            if (isAscii(text, country) && isAscii(text, country + 1) && startsWord(text, country)) {
                int end = end(text, country, check);
                scan.steps().add(end < 0 ? 2 : end - country);
                if (end > 0) {
                    hits.add(country, end, "");
                }
            }
        }
    }

    private static boolean isAscii(PlainText text, int i) {
        return text.at(i) < 0x80 && text.isLetter(i);
    }

    /** A label may touch the number: {@code IBANDE89...}. */
    private static boolean startsWord(PlainText text, int i) {
        if (!text.isWord(i - 1)) {
            return true;
        }
        String label = "iban";
        for (int k = 0; k < label.length(); k++) {
            if ((text.at(i - label.length() + k) | 0x20) != label.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** Where the account number ends, or -1 where there is none. */
    private int end(PlainText text, int country, int check) {
        String kinds = countries.kinds(text.at(country), text.at(country + 1));
        int remainder = 0;
        boolean grouped = false;
        int cases = 0;
        int i = check + 2;
        for (int k = 0; k < kinds.length(); k++) {
            int gap = gap(text, i);
            grouped |= gap > 0;
            i += gap;
            // Capitals as the standard has it, or all small; not by turns.
            cases |= text.isDigit(i) ? 0 : text.at(i) < 'a' ? 1 : 2;
            int value = value(text, i++, kinds.charAt(k));
            if (value < 0) {
                return -1;
            }
            remainder = append(remainder, value);
        }
        remainder = append(remainder, value(text, country, 'a'));
        remainder = append(remainder, value(text, country + 1, 'a'));
        remainder = append(remainder, text.at(check) - '0');
        remainder = append(remainder, text.at(check + 1) - '0');
        boolean ends = grouped || !text.isWord(i);
        return !kinds.isEmpty() && remainder == 1 && ends && cases < 3 ? i : -1;
    }

    private static int gap(PlainText text, int i) {
        if (text.at(i) == '\r' && text.at(i + 1) == '\n') {
            return 2;
        }
        return isSeparator(text.at(i)) ? 1 : 0;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '\n';
    }

    /** 0 to 35, or -1 where the character is not of the kind. */
    private static int value(PlainText text, int i, char kind) {
        if (text.isDigit(i)) {
            return kind == 'a' ? -1 : text.at(i) - '0';
        }
        return kind != 'n' && isAscii(text, i) ? (text.at(i) | 0x20) - 'a' + 10 : -1;
    }

    private static int append(int remainder, int value) {
        return (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
}
