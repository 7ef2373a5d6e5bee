package org.oriel.redact.rules;

import java.util.Map;

/** Check digits of the Nordic and Baltic countries. */
final class IdNordic {
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    private IdNordic() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("personnummer", IdNordic::swedish);
        checks.put("organisationsnummer", IdNordic::swedishCompany);
        checks.put("hetu", IdNordic::finnish);
        checks.put("y-tunnus", IdNordic::finnishCompany);
        checks.put("cpr", IdNordic::danish);
        checks.put("cpr-date", IdNordic::danishDate);
        checks.put("cpr-written", value -> value.indexOf('-') > 0 && danish(value));
        checks.put("cvr", IdNordic::danishCompany);
        checks.put("fodselsnummer", IdNordic::norwegian);
        checks.put("orgnr-no", IdNordic::norwegianCompany);
        checks.put("kennitala", IdNordic::icelandic);
        checks.put("isikukood", IdNordic::estonian);
        checks.put("personas-kods", IdNordic::latvian);
    }

    /** Personnummer and, with 60 added to the day, samordningsnummer: a date and Luhn over ten digits. */
    static boolean swedish(CharSequence value) {
        String id = IdDigits.plain(value);
        if (IdDigits.isNumber(id, 12)) {
            String century = id.substring(0, 2);
            if (!"18".equals(century) && !"19".equals(century) && !"20".equals(century)) {
                return false;
            }
            id = id.substring(2);
        }
        if (!IdDigits.isNumber(id, 10)) {
            return false;
        }
        int day = IdDigits.number(id, 4, 6);
        return IdDigits.isDate(IdDigits.number(id, 2, 4), day > 60 ? day - 60 : day) && IdDigits.luhn(id);
    }

    /** Organisationsnummer: the third digit is 2 or more, so that it is no month. */
    static boolean swedishCompany(CharSequence value) {
        String id = IdDigits.plain(value);
        if (IdDigits.isNumber(id, 12) && id.startsWith("16")) {
            id = id.substring(2);
        }
        return IdDigits.isNumber(id, 10) && id.charAt(0) != '0' && id.charAt(2) >= '2' && IdDigits.luhn(id);
    }

    /** Henkilötunnus: date, century sign, serial; the remainder by 31 is a character. */
    static boolean finnish(CharSequence value) {
        String id = IdDigits.plain(value);
        // The century sign is a dash, a plus or one of several letters.
        if (id.length() == 11) {
            id = id.substring(0, 6) + id.substring(7);
        }
        return id.length() == 10
                && IdDigits.isNumber(id.substring(0, 9))
                && IdDigits.isDdmmyy(id, 0)
                && IdDigits.number(id, 6, 9) >= 2
                && HETU.charAt(IdDigits.number(id, 0, 9) % 31) == id.charAt(9);
    }

    static boolean finnishCompany(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^FI", "");
        if (!IdDigits.isNumber(id, 8)) {
            return false;
        }
        int rest = IdDigits.sum(id, 7, 9, 10, 5, 8, 4, 2) % 11;
        return rest != 1 && IdDigits.digit(id, 7) == (11 - rest) % 11;
    }

    /** CPR number with the modulus that those given out before October 2007 have. */
    static boolean danish(CharSequence value) {
        String id = IdDigits.plain(value);
        return danishDate(id) && IdDigits.sum(id, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /** CPR number by its date alone: since 2007 there are numbers without the modulus. */
    static boolean danishDate(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10) && IdDigits.isDdmmyy(id, 0);
    }

    static boolean danishCompany(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^DK", "");
        return IdDigits.isNumber(id, 8) && id.charAt(0) != '0' && IdDigits.sum(id, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /** Fødselsnummer and D-number (40 added to the day): two digits by modulus 11. */
    static boolean norwegian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11)) {
            return false;
        }
        int day = IdDigits.number(id, 0, 2);
        int month = IdDigits.number(id, 2, 4);
        return IdDigits.isDate(month > 80 ? month - 80 : month > 40 ? month - 40 : month, day > 40 ? day - 40 : day)
                && IdDigits.sum(id, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && IdDigits.sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static boolean norwegianCompany(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^NO", "").replaceFirst("MVA$", "");
        return IdDigits.isNumber(id, 9)
                && (id.charAt(0) == '8' || id.charAt(0) == '9')
                && IdDigits.sum(id, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    static boolean icelandic(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || "890".indexOf(id.charAt(9)) < 0) {
            return false;
        }
        int day = IdDigits.number(id, 0, 2);
        return IdDigits.isDate(IdDigits.number(id, 2, 4), day > 40 ? day - 40 : day)
                && IdDigits.sum(id, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /** Isikukood and the Lithuanian asmens kodas: a second row of weights when the first gives ten. */
    static boolean estonian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11) || id.charAt(0) < '1' || id.charAt(0) > '8' || !IdDigits.isYymmdd(id, 1)) {
            return false;
        }
        int rest = IdDigits.sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        if (rest == 10) {
            rest = IdDigits.sum(id, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        }
        return rest == IdDigits.digit(id, 10);
    }

    /** Personas kods with a birth date; those given out since 2017 begin with 32 and have no date and no check. */
    static boolean latvian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11)) {
            return false;
        }
        if (id.startsWith("32")) {
            return true;
        }
        int check = (1101 - IdDigits.sum(id, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11;
        return IdDigits.isDdmmyy(id, 0) && check == IdDigits.digit(id, 10);
    }
}
