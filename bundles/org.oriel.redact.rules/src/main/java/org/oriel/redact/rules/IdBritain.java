package org.oriel.redact.rules;

import java.util.Map;
import java.util.Set;

/** Check digits of the United Kingdom and Ireland. */
final class IdBritain {
    /** Prefixes that are never given out (HMRC, NIM39110). */
    private static final Set<String> NO_PREFIX = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

    private static final String PPS_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";

    private IdBritain() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("nino", IdBritain::nino);
        checks.put("nhs", IdBritain::nhs);
        checks.put("utr", IdBritain::utr);
        checks.put("chi", IdBritain::chi);
        checks.put("uk-licence", IdBritain::licence);
        checks.put("uk-vat", IdBritain::vat);
        checks.put("pps", IdBritain::pps);
    }

    /** National Insurance number: two letters of a smaller alphabet, six digits, A to D or nothing. */
    static boolean nino(CharSequence value) {
        String id = IdDigits.plain(value);
        return (id.length() == 8 || (id.length() == 9 && "ABCD".indexOf(id.charAt(8)) >= 0))
                && IdDigits.isLetter(id.charAt(0))
                && IdDigits.isLetter(id.charAt(1))
                && "DFIQUV".indexOf(id.charAt(0)) < 0
                && "DFIOQUV".indexOf(id.charAt(1)) < 0
                && !NO_PREFIX.contains(id.substring(0, 2))
                && IdDigits.isNumber(id.substring(2, 8));
    }

    /** NHS number: modulus 11. */
    static boolean nhs(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || IdDigits.isUniform(id)) {
            return false;
        }
        int check = 11 - IdDigits.sum(id, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check % 11 == IdDigits.digit(id, 9) && check != 10;
    }

    /** Community Health Index of Scotland: a birth date and the check of the NHS number. */
    static boolean chi(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10) && IdDigits.isDdmmyy(id, 0) && nhs(id);
    }

    /** Unique Taxpayer Reference: the check digit leads. */
    static boolean utr(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("K$", "");
        return IdDigits.isNumber(id, 10)
                && "21987654321".charAt(IdDigits.sum(id.substring(1), 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11) == id.charAt(0);
    }

    /** Driver number: five of the surname, decade, month (women: plus 50), day, year, initials, and three more. */
    static boolean licence(CharSequence value) {
        String id = IdDigits.plain(value);
        if ((id.length() != 16 && id.length() != 18) || !IdDigits.isNumber(id.substring(5, 11))) {
            return false;
        }
        boolean padded = false;
        for (int i = 0; i < 5; i++) {
            boolean nine = id.charAt(i) == '9';
            if (!nine && (padded || !IdDigits.isLetter(id.charAt(i)))) {
                return false;
            }
            padded |= nine;
        }
        int month = IdDigits.number(id, 6, 8) % 50;
        return id.charAt(0) != '9'
                && IdDigits.digit(id, 6) % 5 <= 1
                && IdDigits.isDate(month, IdDigits.number(id, 8, 10));
    }

    /** VAT registration: modulus 97, or since 2010 modulus 97 less 55. */
    static boolean vat(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^GB", "");
        if (!IdDigits.isNumber(id, 9) && !IdDigits.isNumber(id, 12)) {
            return false;
        }
        int rest = (IdDigits.sum(id, 8, 7, 6, 5, 4, 3, 2) + IdDigits.number(id, 7, 9)) % 97;
        return rest == 0 || rest == 42;
    }

    /** Irish Personal Public Service number: modulus 23, a second letter counts nine times. */
    static boolean pps(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() < 8 || id.length() > 9 || !IdDigits.isNumber(id.substring(0, 7))) {
            return false;
        }
        int sum = IdDigits.sum(id, 8, 7, 6, 5, 4, 3, 2);
        if (id.length() == 9) {
            if ("ABHWTX".indexOf(id.charAt(8)) < 0 && !IdDigits.isLetter(id.charAt(8))) {
                return false;
            }
            // W is the old second letter and counts nothing.
            sum += id.charAt(8) == 'W' ? 0 : 9 * (id.charAt(8) - 'A' + 1);
        }
        return PPS_LETTERS.charAt(sum % 23) == id.charAt(7);
    }
}
