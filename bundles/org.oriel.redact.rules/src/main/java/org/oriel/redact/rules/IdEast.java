package org.oriel.redact.rules;

import java.util.Map;

/** Check digits of central, eastern and south-eastern Europe. */
final class IdEast {
    private IdEast() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("pesel", IdEast::pesel);
        checks.put("nip", IdEast::nip);
        checks.put("regon", IdEast::regon);
        checks.put("dowod", IdEast::polishCard);
        checks.put("rodne-cislo", IdEast::rodneCislo);
        checks.put("ico", IdEast::ico);
        checks.put("cnp", IdEast::romanian);
        checks.put("egn", IdEast::bulgarian);
        checks.put("amka", IdEast::greek);
        checks.put("afm", IdEast::greekTax);
        checks.put("szemelyi-szam", IdEast::hungarian);
        checks.put("taj", IdEast::hungarianHealth);
        checks.put("adoazonosito", IdEast::hungarianTax);
        checks.put("oib", IdEast::croatian);
        checks.put("emso", IdEast::emso);
        checks.put("rnokpp", IdEast::ukrainian);
        checks.put("inn", IdEast::inn);
        checks.put("snils", IdEast::snils);
        checks.put("tckn", IdEast::turkish);
        checks.put("vkn", IdEast::turkishTax);
    }

    /** Birth date with the century in the month, and weights 1, 3, 7, 9. */
    static boolean pesel(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11)
                && IdDigits.isDate(IdDigits.number(id, 2, 4) % 20, IdDigits.number(id, 4, 6))
                && IdDigits.sum(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    static boolean nip(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^PL", "");
        return IdDigits.isNumber(id, 10)
                && !IdDigits.isUniform(id)
                && IdDigits.number(id, 0, 3) >= 101
                && IdDigits.sum(id, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == IdDigits.digit(id, 9);
    }

    static boolean regon(CharSequence value) {
        String id = IdDigits.plain(value);
        boolean nine = id.length() >= 9
                && IdDigits.isNumber(id)
                && !IdDigits.isUniform(id)
                && IdDigits.sum(id, 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10 == IdDigits.digit(id, 8);
        return nine
                && (id.length() == 9
                        || (id.length() == 14
                                && IdDigits.sum(id, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10
                                        == IdDigits.digit(id, 13)));
    }

    /** Identity card: three letters and six digits, the first digit checks. */
    static boolean polishCard(CharSequence value) {
        String id = IdDigits.plain(value);
        return id.length() == 9
                && IdDigits.isNumber(id.substring(3))
                && !IdDigits.isDigit(id.charAt(0))
                && !IdDigits.isDigit(id.charAt(1))
                && !IdDigits.isDigit(id.charAt(2))
                && IdDigits.sum(id, 7, 3, 1, 9, 7, 3, 1, 7, 3) % 10 == 0;
    }

    /** Czech and Slovak birth number: divisible by eleven; the month may have 20, 50 or 70 added. */
    static boolean rodneCislo(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || IdDigits.isUniform(id)) {
            return false;
        }
        int month = IdDigits.number(id, 2, 4) % 50;
        boolean eleven = IdDigits.remainder(id, 11) == 0
                || (IdDigits.remainder(id.substring(0, 9), 11) == 10 && id.charAt(9) == '0');
        return IdDigits.isDate(month > 20 ? month - 20 : month, IdDigits.number(id, 4, 6)) && eleven;
    }

    static boolean ico(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 8)
                && !IdDigits.isUniform(id)
                && (11 - IdDigits.sum(id, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == IdDigits.digit(id, 7);
    }

    static boolean romanian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 13) || id.charAt(0) == '0' || !IdDigits.isYymmdd(id, 1)) {
            return false;
        }
        int rest = IdDigits.sum(id, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        return (rest == 10 ? 1 : rest) == IdDigits.digit(id, 12);
    }

    static boolean bulgarian(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10)
                && IdDigits.isDate(IdDigits.number(id, 2, 4) % 20, IdDigits.number(id, 4, 6))
                && IdDigits.number(id, 2, 4) <= 52
                && IdDigits.sum(id, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == IdDigits.digit(id, 9);
    }

    static boolean greek(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11) && IdDigits.isDdmmyy(id, 0) && IdDigits.luhn(id);
    }

    static boolean greekTax(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^EL", "");
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && IdDigits.sum(id, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == IdDigits.digit(id, 8);
    }

    /** Personal number: sex and century, birth date, serial; weights rise, since 1997 they fall. */
    static boolean hungarian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11) || id.charAt(0) == '0' || !IdDigits.isYymmdd(id, 1)) {
            return false;
        }
        int check = IdDigits.digit(id, 10);
        return IdDigits.sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) % 11 == check
                || IdDigits.sum(id, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11 == check;
    }

    static boolean hungarianHealth(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && IdDigits.sum(id, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == IdDigits.digit(id, 8);
    }

    static boolean hungarianTax(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10)
                && id.charAt(0) == '8'
                && IdDigits.sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 == IdDigits.digit(id, 9);
    }

    static boolean croatian(CharSequence value) {
        String id = IdDigits.plain(value).replaceFirst("^HR", "");
        return IdDigits.isNumber(id, 11) && !IdDigits.isUniform(id) && IdDigits.mod1110(id);
    }

    /** JMBG of the states that were Yugoslavia, EMŠO in Slovenia: day, month, three of the year. */
    static boolean emso(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 13) || !IdDigits.isDdmmyy(id, 0) || (id.charAt(4) != '9' && id.charAt(4) != '0')) {
            return false;
        }
        int check = 11 - IdDigits.sum(id, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return check != 10 && check % 11 == IdDigits.digit(id, 12);
    }

    static boolean ukrainian(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10)
                && !IdDigits.isUniform(id)
                && (IdDigits.sum(id, 0, 5, 7, 9, 4, 6, 10, 5, 7) - IdDigits.digit(id, 0) + 11) % 11 % 10
                        == IdDigits.digit(id, 9);
    }

    /** Russian taxpayer number, ten digits for companies and twelve for persons. */
    static boolean inn(CharSequence value) {
        String id = IdDigits.plain(value);
        if (IdDigits.isNumber(id, 10)) {
            return !IdDigits.isUniform(id)
                    && IdDigits.sum(id, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == IdDigits.digit(id, 9);
        }
        return IdDigits.isNumber(id, 12)
                && !IdDigits.isUniform(id)
                && IdDigits.sum(id, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == IdDigits.digit(id, 10)
                && IdDigits.sum(id, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == IdDigits.digit(id, 11);
    }

    /** Russian insurance account: weights 9 to 1, modulo 101. */
    static boolean snils(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11)
                && !IdDigits.isUniform(id)
                && IdDigits.sum(id, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101 % 100 == IdDigits.number(id, 9, 11);
    }

    /** Turkish identity number: two check digits over odd and even places. */
    static boolean turkish(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11) || id.charAt(0) == '0') {
            return false;
        }
        int odd = IdDigits.sum(id, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = IdDigits.sum(id, 0, 1, 0, 1, 0, 1, 0, 1);
        int tenth = Math.floorMod(odd * 7 - even, 10);
        return tenth == IdDigits.digit(id, 9) && (odd + even + tenth) % 10 == IdDigits.digit(id, 10);
    }

    /** Turkish tax number: powers of two modulo nine. */
    static boolean turkishTax(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || IdDigits.isUniform(id)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            int shifted = (IdDigits.digit(id, i) + 9 - i) % 10;
            int product = shifted * (1 << (9 - i)) % 9;
            sum += shifted != 0 && product == 0 ? 9 : product;
        }
        return (10 - sum % 10) % 10 == IdDigits.digit(id, 9);
    }
}
