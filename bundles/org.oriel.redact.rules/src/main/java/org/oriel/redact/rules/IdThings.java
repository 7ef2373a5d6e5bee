package org.oriel.redact.rules;

import java.util.Map;

/** Check digits of things that lead to a person: documents, vehicles, phones, parcels, bank codes. */
final class IdThings {
    private IdThings() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("icao", IdThings::icao);
        checks.put("vin", IdThings::vin);
        checks.put("vin-shape", IdThings::vinShape);
        checks.put("imei", IdThings::imei);
        checks.put("bic", IdThings::bic);
        checks.put("lei", IdThings::lei);
        checks.put("ups", IdThings::ups);
        checks.put("upu-s10", IdThings::s10);
        checks.put("date", IdThings::date);
    }

    /** The last character checks those before it, as in the machine-readable zone of travel documents. */
    static boolean icao(CharSequence value) {
        String id = IdDigits.plain(value);
        return id.length() > 1 && IdDigits.icao(id);
    }

    /** Vehicle identification number with the check digit that North America requires (49 CFR 565.15). */
    static boolean vin(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!vinShape(id)) {
            return false;
        }
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        String worth = "12345678.12345.7.923456789";
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            char c = id.charAt(i);
            sum += (IdDigits.isDigit(c) ? c - '0' : worth.charAt(c - 'A') - '0') * weights[i];
        }
        int rest = sum % 11;
        return id.charAt(8) == (rest == 10 ? 'X' : (char) ('0' + rest));
    }

    /** ISO 3779: 17 characters without I, O, Q; the last four are digits; letters and digits both. */
    static boolean vinShape(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 17 || !IdDigits.isNumber(id.substring(13))) {
            return false;
        }
        int letters = 0;
        for (int i = 0; i < 17; i++) {
            char c = id.charAt(i);
            if (c == 'I' || c == 'O' || c == 'Q') {
                return false;
            }
            letters += IdDigits.isDigit(c) ? 0 : 1;
        }
        return letters >= 3;
    }

    /** Mobile equipment: Luhn over 15 digits; with the software version there is no check digit. */
    static boolean imei(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 15) && !IdDigits.isUniform(id) && IdDigits.luhn(id);
    }

    /** ISO 9362: bank, a country of ISO 3166, place, branch. */
    static boolean bic(CharSequence value) {
        String id = IdDigits.plain(value);
        return (id.length() == 8 || id.length() == 11) && Countries.isCode(id.substring(4, 6));
    }

    /** ISO 17442: 18 characters and MOD 97-10. */
    static boolean lei(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 20 || !IdDigits.isNumber(id.substring(18))) {
            return false;
        }
        int rest = 0;
        for (int i = 0; i < 20; i++) {
            int worth = IdDigits.value(id.charAt(i));
            rest = (rest * (worth < 10 ? 10 : 100) + worth) % 97;
        }
        return rest == 1;
    }

    /** Parcels of UPS: 1Z and 16 characters, letters count as their place less two, modulo ten. */
    static boolean ups(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 18 || !id.startsWith("1Z") || !IdDigits.isDigit(id.charAt(17))) {
            return false;
        }
        int sum = 0;
        for (int i = 2; i < 17; i++) {
            char c = id.charAt(i);
            int worth = IdDigits.isDigit(c) ? c - '0' : (c - '?') % 10;
            sum += i % 2 == 1 ? 2 * worth : worth;
        }
        return (10 - sum % 10) % 10 == IdDigits.digit(id, 17);
    }

    /** International post (UPU S10): service, eight digits, check digit, country. */
    static boolean s10(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 13 || !IdDigits.isNumber(id.substring(2, 11)) || !Countries.isCode(id.substring(11))) {
            return false;
        }
        int check = 11 - IdDigits.sum(id.substring(2), 8, 6, 4, 2, 3, 5, 9, 7) % 11;
        return IdDigits.digit(id, 10) == (check == 10 ? 0 : check == 11 ? 5 : check);
    }

    /** A date in digits in any order, or with the name of a month: the numbers in it must be possible. */
    static boolean date(CharSequence value) {
        int[] numbers = new int[3];
        int count = 0;
        for (int i = 0; i < value.length() && count < 3; i++) {
            if (IdDigits.isDigit(value.charAt(i))) {
                int from = i;
                while (i < value.length() && IdDigits.isDigit(value.charAt(i)) && i - from < 5) {
                    numbers[count] = numbers[count] * 10 + value.charAt(i) - '0';
                    i++;
                }
                count++;
            }
        }
        if (count < 3) {
            return count > 0;
        }
        boolean yearFirst = numbers[0] > 31;
        int first = yearFirst ? numbers[1] : numbers[0];
        int second = yearFirst ? numbers[2] : numbers[1];
        return IdDigits.isDate(first, second) || IdDigits.isDate(second, first);
    }
}
