package org.oriel.redact.rules;

import java.util.Map;

/** Check digits of France, Spain, Italy, Portugal, Belgium, the Netherlands and Luxembourg. */
final class IdRomance {
    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String ODD = "BAKPLCQDREVOSFTGUHMINJWZYX";
    private static final String MONTHS = "ABCDEHLMPRST";
    /** Digits that two persons of one code are told apart by. */
    private static final String OMOCODIA = "LMNPQRSTUV";

    private IdRomance() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("nif-es", IdRomance::nif);
        checks.put("nie-es", value -> !IdDigits.isDigit(value.charAt(0)) && nif(value));
        checks.put("nuss", IdRomance::nuss);
        checks.put("cif-es", IdRomance::cif);
        checks.put("codice-fiscale", IdRomance::codiceFiscale);
        checks.put("partita-iva", IdRomance::partitaIva);
        checks.put("nir", IdRomance::nir);
        checks.put("siren", IdRomance::siren);
        checks.put("siret", IdRomance::siret);
        checks.put("fr-vat", IdRomance::frenchVat);
        checks.put("nif-pt", IdRomance::portuguese);
        checks.put("cc-pt", IdRomance::portugueseCard);
        checks.put("bsn", IdRomance::dutch);
        checks.put("rrn-be", IdRomance::belgian);
        checks.put("matricule-lu", IdRomance::luxembourg);
    }

    /** DNI and NIE: the number modulo 23 gives the letter; X, Y, Z stand for 0, 1, 2. */
    static boolean nif(CharSequence value) {
        String id = IdDigits.plain(value);
        int lead = id.isEmpty() ? -1 : "XYZ".indexOf(id.charAt(0));
        if (lead >= 0) {
            id = lead + id.substring(1);
        } else if (!id.isEmpty() && "KLM".indexOf(id.charAt(0)) >= 0) {
            id = "0" + id.substring(1);
        }
        if (id.length() == 8) {
            // Old cards leave the leading zero out.
            id = "0" + id;
        }
        return id.length() == 9
                && IdDigits.isNumber(id.substring(0, 8))
                && DNI.charAt(IdDigits.number(id, 0, 8) % 23) == id.charAt(8);
    }

    /** Companies: Luhn's sum as a digit or as a letter. */
    static boolean cif(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 9
                || "ABCDEFGHJNPQRSUVW".indexOf(id.charAt(0)) < 0
                || !IdDigits.isNumber(id.substring(1, 8))) {
            return false;
        }
        int check = 0;
        while (!IdDigits.luhn(id.substring(1, 8) + check)) {
            check++;
        }
        char last = id.charAt(8);
        return last == '0' + check || last == "JABCDEFGHI".charAt(check);
    }

    /** Codice fiscale: names, birth date, place; odd places have values of their own. */
    static boolean codiceFiscale(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 16 || MONTHS.indexOf(id.charAt(8)) < 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = id.charAt(i);
            int place = IdDigits.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 1 ? place : ODD.indexOf((char) ('A' + place));
        }
        int day = fold(id.charAt(9)) * 10 + fold(id.charAt(10));
        return sum % 26 == id.charAt(15) - 'A' && (day % 40 >= 1 && day % 40 <= 31) && day <= 71;
    }

    private static int fold(char c) {
        return IdDigits.isDigit(c) ? c - '0' : OMOCODIA.indexOf(c);
    }

    /** Spanish social security: province, number, the remainder by 97. */
    static boolean nuss(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 12)) {
            return false;
        }
        // A number below ten million is taken as seven digits.
        String number = id.charAt(2) == '0' ? id.substring(0, 2) + id.substring(3, 10) : id.substring(0, 10);
        return IdDigits.remainder(number, 97) == IdDigits.number(id, 10, 12);
    }

    static boolean partitaIva(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^IT", "");
        return IdDigits.isNumber(id, 11) && !id.startsWith("0000000") && IdDigits.luhn(id);
    }

    /** French social security: sex, year, month, place, serial; 97 less the remainder. Corsica writes 2A and 2B. */
    static boolean nir(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 15) {
            return false;
        }
        String digits = id.replaceFirst("^(.{5})2A", "$119").replaceFirst("^(.{5})2B", "$118");
        if (!IdDigits.isNumber(digits) || "123478".indexOf(digits.charAt(0)) < 0) {
            return false;
        }
        int month = IdDigits.number(digits, 3, 5);
        boolean known = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
        return known && 97 - IdDigits.remainder(digits.substring(0, 13), 97) == IdDigits.number(digits, 13, 15);
    }

    static boolean siren(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9) && !IdDigits.isUniform(id) && IdDigits.luhn(id);
    }

    /** An establishment: Luhn over all 14; those of the post office add up to a multiple of five. */
    static boolean siret(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 14) || id.startsWith("000000000")) {
            return false;
        }
        boolean post =
                id.startsWith("356000000") && IdDigits.sum(id, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) % 5 == 0;
        return post || (IdDigits.luhn(id) && IdDigits.luhn(id.substring(0, 9)));
    }

    static boolean frenchVat(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^FR", "");
        if (id.length() != 11 || !IdDigits.isNumber(id.substring(2)) || !siren(id.substring(2))) {
            return false;
        }
        // A key with letters belongs to a scheme of which only the shape is published.
        return !IdDigits.isNumber(id)
                || (12 + 3 * IdDigits.remainder(id.substring(2), 97)) % 97 == IdDigits.number(id, 0, 2);
    }

    static boolean portuguese(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^PT", "");
        if (!IdDigits.isNumber(id, 9) || ("1235689".indexOf(id.charAt(0)) < 0 && !id.startsWith("45"))) {
            return false;
        }
        int rest = IdDigits.sum(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return IdDigits.digit(id, 8) == (rest < 2 ? 0 : 11 - rest);
    }

    /** Citizen card: twelve letters or digits, every second from the left doubled as in Luhn's check. */
    static boolean portugueseCard(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 12 || !IdDigits.isNumber(id.substring(0, 9)) || !IdDigits.isDigit(id.charAt(11))) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            int digit = IdDigits.value(id.charAt(i));
            int doubled = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
            sum += i % 2 == 0 ? doubled : digit;
        }
        return sum % 10 == 0;
    }

    /** Burgerservicenummer: the test of eleven, the last digit counts negative. */
    static boolean dutch(CharSequence value) {
        String id = IdDigits.plain(value);
        if (IdDigits.isNumber(id, 8)) {
            id = "0" + id;
        }
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && (IdDigits.sum(id, 9, 8, 7, 6, 5, 4, 3, 2) - IdDigits.digit(id, 8)) % 11 == 0;
    }

    /** National register: birth date, serial, 97 less the remainder; those born since 2000 count with a 2 in front. */
    static boolean belgian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11)) {
            return false;
        }
        int month = IdDigits.number(id, 2, 4);
        // Register numbers of people without a known sex or birth date have 20 or 40 added to the month.
        boolean dated = IdDigits.isDate(month % 20, IdDigits.number(id, 4, 6)) && month < 53;
        int check = IdDigits.number(id, 9, 11);
        String head = id.substring(0, 9);
        return dated
                && (97 - IdDigits.remainder(head, 97) == check || 97 - IdDigits.remainder("2" + head, 97) == check);
    }

    /** A birth date and three digits, then a Luhn and a Verhoeff digit, both over the first eleven. */
    static boolean luxembourg(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 13)
                && IdDigits.isYyyymmdd(id, 0)
                && IdDigits.luhn(id.substring(0, 12))
                && IdDigits.verhoeff(id.substring(0, 11) + id.charAt(12));
    }
}
