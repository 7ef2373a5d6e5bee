package org.oriel.redact.rules;

import java.util.Map;

/** Check digits of Australia, New Zealand and Africa. */
final class IdSouth {
    private static final String NHI = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    private IdSouth() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("tfn", IdSouth::tfn);
        checks.put("abn", IdSouth::abn);
        checks.put("acn", IdSouth::acn);
        checks.put("medicare-au", IdSouth::medicare);
        checks.put("ird", IdSouth::ird);
        checks.put("nhi", IdSouth::nhi);
        checks.put("za-id", IdSouth::southAfrican);
        checks.put("egypt-id", IdSouth::egyptian);
    }

    /** Australian tax file number: modulus 11, nine digits or, long ago, eight. */
    static boolean tfn(CharSequence value) {
        String id = IdDigits.plain(value);
        if (IdDigits.isNumber(id, 8)) {
            return !IdDigits.isUniform(id) && IdDigits.sum(id, 10, 7, 8, 4, 6, 3, 5, 1) % 11 == 0;
        }
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && IdDigits.sum(id, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
    }

    /** Australian business number: one less in the first digit, modulus 89. */
    static boolean abn(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11)
                && id.charAt(0) != '0'
                && (IdDigits.sum(id, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0;
    }

    static boolean acn(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && (10 - IdDigits.sum(id, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10 == IdDigits.digit(id, 8);
    }

    /** Medicare card: eight digits, check, issue and, if given, the number of the person on it. */
    static boolean medicare(CharSequence value) {
        String id = IdDigits.plain(value);
        return (IdDigits.isNumber(id, 10) || IdDigits.isNumber(id, 11))
                && id.charAt(0) >= '2'
                && id.charAt(0) <= '6'
                && id.charAt(9) != '0'
                && IdDigits.sum(id, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == IdDigits.digit(id, 8);
    }

    /** New Zealand tax number: a second row of weights when the first gives ten. */
    static boolean ird(CharSequence value) {
        String plain = IdDigits.plain(value);
        String id = plain.length() == 8 ? "0" + plain : plain;
        if (!IdDigits.isNumber(id, 9) || IdDigits.number(id, 0, 9) < 10_000_000 || IdDigits.isUniform(id)) {
            return false;
        }
        int check = (11 - IdDigits.sum(id, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        if (check == 10) {
            check = (11 - IdDigits.sum(id, 7, 4, 3, 2, 5, 2, 7, 6) % 11) % 11;
        }
        return check == IdDigits.digit(id, 8);
    }

    /** New Zealand health index (HISO 10046): the old form ends in a digit modulo 11, the new one in a letter modulo 23. */
    static boolean nhi(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 7) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            char c = id.charAt(i);
            int worth = IdDigits.isDigit(c) ? c - '0' : NHI.indexOf(c) + 1;
            boolean digit = i == 5 ? IdDigits.isDigit(id.charAt(6)) : i > 2;
            if (digit != IdDigits.isDigit(c) || (worth == 0 && !digit)) {
                return false;
            }
            sum += worth * (7 - i);
        }
        char last = id.charAt(6);
        if (IdDigits.isDigit(last)) {
            return sum % 11 != 0 && (11 - sum % 11) % 10 == last - '0';
        }
        return NHI.charAt(22 - sum % 23) == last;
    }

    /** South African identity number: birth date, serial, citizenship, Luhn. */
    static boolean southAfrican(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 13) && IdDigits.isYymmdd(id, 0) && id.charAt(10) <= '2' && IdDigits.luhn(id);
    }

    /** Egyptian national number: century, birth date, governorate. */
    static boolean egyptian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 14) || (id.charAt(0) != '2' && id.charAt(0) != '3')) {
            return false;
        }
        int governorate = IdDigits.number(id, 7, 9);
        boolean known = (governorate >= 1 && governorate <= 4)
                || (governorate >= 11 && governorate <= 19)
                || (governorate >= 21 && governorate <= 29)
                || (governorate >= 31 && governorate <= 35)
                || governorate == 88;
        return known && IdDigits.isYymmdd(id, 1);
    }
}
