package org.oriel.redact.rules;

import java.util.Map;
import java.util.Set;

/** Check digits of Germany, Austria and Switzerland. */
final class IdGermany {
    /** Leading digits of practice numbers that no association of panel doctors uses (KBV). */
    private static final Set<String> NO_REGION =
            Set.of("00", "04", "05", "14", "15", "16", "22", "23", "26", "29", "30", "32", "33", "34");

    private IdGermany() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("de-tax", IdGermany::tax);
        checks.put("de-pension", IdGermany::pension);
        checks.put("de-document", IdGermany::document);
        checks.put("de-document-serial", IdGermany::serial);
        checks.put("de-passport", value -> serial(value) || document(value));
        checks.put("de-health", IdGermany::health);
        checks.put("de-vat", IdGermany::vat);
        checks.put("de-licence", IdGermany::licence);
        checks.put("lanr", IdGermany::doctor);
        checks.put("bsnr", IdGermany::practice);
        checks.put("svnr-at", IdGermany::austrian);
        checks.put("at-vat", IdGermany::austrianVat);
        checks.put("ahv", IdGermany::swiss);
        checks.put("ch-uid", IdGermany::swissCompany);
    }

    /** Identification number: MOD 11,10; of the first ten digits exactly one comes twice or three times. */
    static boolean tax(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11) || id.charAt(0) == '0') {
            return false;
        }
        int[] counts = new int[10];
        for (int i = 0; i < 10; i++) {
            counts[IdDigits.digit(id, i)]++;
        }
        int repeated = 0;
        for (int count : counts) {
            if (count > 3) {
                return false;
            }
            repeated += count > 1 ? 1 : 0;
        }
        return repeated == 1 && IdDigits.mod1110(id);
    }

    /** Pension insurance: area, birth date, initial, serial, check digit of digit sums. */
    static boolean pension(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 12 || !IdDigits.isLetter(id.charAt(8))) {
            return false;
        }
        int letter = id.charAt(8) - 'A' + 1;
        String digits = id.substring(0, 8) + letter / 10 + letter % 10 + id.substring(9);
        int day = IdDigits.isNumber(digits) ? IdDigits.number(digits, 2, 4) : 0;
        int month = IdDigits.isNumber(digits) ? IdDigits.number(digits, 4, 6) : 0;
        return IdDigits.isDate(month, day > 31 ? day - 50 : day)
                && crossSum(digits, 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1) % 10 == IdDigits.digit(digits, 12);
    }

    private static int crossSum(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int product = IdDigits.digit(digits, i) * weights[i];
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    /** Identity card and passport with the check digit of ICAO 9303 behind the serial number. */
    static boolean document(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() == 11 && id.endsWith("D")) {
            id = id.substring(0, 10);
        }
        return id.length() == 10 && serial(id.substring(0, 9)) && IdDigits.icao(id);
    }

    /** Serial number without the check digit: a smaller alphabet, a letter first, a digit somewhere. */
    static boolean serial(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 9 || "CFGHJKLMNPRTVWXYZ".indexOf(id.charAt(0)) < 0) {
            return false;
        }
        int digits = 0;
        for (int i = 0; i < 9; i++) {
            if ("0123456789CFGHJKLMNPRTVWXYZ".indexOf(id.charAt(i)) < 0) {
                return false;
            }
            digits += IdDigits.isDigit(id.charAt(i)) ? 1 : 0;
        }
        return digits > 0;
    }

    /** Insured person's number: a letter as two digits, weights 1 and 2 by turns, digit sums. */
    static boolean health(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 10 || !IdDigits.isLetter(id.charAt(0)) || !IdDigits.isNumber(id.substring(1))) {
            return false;
        }
        int letter = id.charAt(0) - 'A' + 1;
        String digits = "" + letter / 10 + letter % 10 + id.substring(1);
        return crossSum(digits, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2) % 10 == IdDigits.digit(digits, 10);
    }

    static boolean vat(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^DE", "");
        return IdDigits.isNumber(id, 9) && id.charAt(0) != '0' && IdDigits.mod1110(id);
    }

    /** Driving licence: authority, serial, check character by weights 9 to 1 modulo 11, number of the copy. */
    static boolean licence(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 11) {
            return false;
        }
        int check = IdDigits.sum(id, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11;
        return id.charAt(9) == (check == 10 ? 'X' : (char) ('0' + check));
    }

    /** Doctor's number for life: weights 4 and 9; the two last digits are the field. */
    static boolean doctor(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && (10 - IdDigits.sum(id, 4, 9, 4, 9, 4, 9) % 10) % 10 == IdDigits.digit(id, 6);
    }

    /** Practice number: a known region and seven digits. */
    static boolean practice(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9) && !NO_REGION.contains(id.substring(0, 2)) && !IdDigits.isUniform(id);
    }

    /** Austrian social insurance number: the fourth digit checks the rest; the month may run to 15. */
    static boolean austrian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || id.charAt(0) == '0') {
            return false;
        }
        int month = IdDigits.number(id, 6, 8);
        return IdDigits.isDate(month > 12 && month < 16 ? 1 : month, IdDigits.number(id, 4, 6))
                && IdDigits.sum(id, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == IdDigits.digit(id, 3);
    }

    static boolean austrianVat(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^ATU", "");
        if (!IdDigits.isNumber(id, 8)) {
            return false;
        }
        return (10 - (crossSum(id, 1, 2, 1, 2, 1, 2, 1) + 4) % 10) % 10 == IdDigits.digit(id, 7);
    }

    /** AHV number: the country code 756 and the check of EAN-13. */
    static boolean swiss(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 13) && id.startsWith("756") && IdDigits.ean(id);
    }

    static boolean swissCompany(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^CHE", "");
        return id.length() >= 9
                && IdDigits.isNumber(id.substring(0, 9))
                && (11 - IdDigits.sum(id, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == IdDigits.digit(id, 8);
    }
}
