package org.oriel.redact.rules;

import java.util.Map;
import java.util.Set;

/** Check digits of Asia. */
final class IdAsia {
    /** Kinds of entity in the third form of the Singapore number (UEN). */
    private static final Set<String> ENTITIES = Set.of(
            "LP", "LL", "FC", "PF", "RF", "MQ", "MM", "NB", "CC", "CS", "MB", "FM", "GS", "DP", "CP", "NR", "CM", "CD",
            "MD", "HS", "VH", "CH", "MH", "CL", "XL", "CX", "RP", "TU", "TC", "FB", "FN", "PA", "PB", "SS", "MC", "SM",
            "GA", "GB");

    /** Values of the letters of a Taiwanese number, A to Z. */
    private static final int[] TAIWAN = {
        10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33
    };

    private static final String BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private IdAsia() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("aadhaar", IdAsia::aadhaar);
        checks.put("gstin", IdAsia::gstin);
        checks.put("cn-resident", IdAsia::chinese);
        checks.put("uscc", IdAsia::chineseCompany);
        checks.put("my-number", IdAsia::japanese);
        checks.put("rrn-kr", IdAsia::korean);
        checks.put("rrn-kr-date", IdAsia::koreanDate);
        checks.put("frn-kr", IdAsia::koreanForeigner);
        checks.put("frn-kr-date", IdAsia::koreanForeignerDate);
        checks.put("brn-kr", IdAsia::koreanCompany);
        checks.put("nric", IdAsia::singapore);
        checks.put("uen", IdAsia::singaporeCompany);
        checks.put("thai", IdAsia::thai);
        checks.put("hkid", IdAsia::hongKong);
        checks.put("tw-id", IdAsia::taiwanese);
        checks.put("teudat-zehut", IdAsia::israeli);
        checks.put("nik", IdAsia::indonesian);
        checks.put("mykad", IdAsia::malaysian);
        checks.put("emirates-id", IdAsia::emirati);
        checks.put("saudi-id", IdAsia::saudi);
        checks.put("iin-kz", IdAsia::kazakh);
        checks.put("nic-lk", IdAsia::sriLankan);
    }

    /** Aadhaar: Verhoeff; 0 and 1 do not begin one, palindromes are not given out. */
    static boolean aadhaar(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 12)
                && id.charAt(0) >= '2'
                && !new StringBuilder(id).reverse().toString().equals(id)
                && IdDigits.verhoeff(id);
    }

    /** Goods and services tax: state, PAN, entity, Z, and a check character to base 36. */
    static boolean gstin(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 15) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 14; i++) {
            int product = BASE36.indexOf(id.charAt(i)) * (1 + i % 2);
            sum += product / 36 + product % 36;
        }
        return BASE36.charAt((36 - sum % 36) % 36) == id.charAt(14);
    }

    /** Resident identity card: ISO 7064 MOD 11-2 behind region, birth date, serial. */
    static boolean chinese(CharSequence value) {
        String id = IdDigits.plain(value);
        return id.length() == 18
                && IdDigits.isNumber(id.substring(0, 17))
                && id.charAt(0) != '0'
                && IdDigits.isYyyymmdd(id, 6)
                && "10X98765432".charAt(IdDigits.sum(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11)
                        == id.charAt(17);
    }

    /** Unified social credit code: 31 characters, powers of three. */
    static boolean chineseCompany(CharSequence value) {
        String id = IdDigits.plain(value);
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        if (id.length() != 18 || !IdDigits.isNumber(id.substring(2, 8))) {
            return false;
        }
        int sum = 0;
        int power = 1;
        for (int i = 0; i < 17; i++) {
            int place = alphabet.indexOf(id.charAt(i));
            if (place < 0) {
                return false;
            }
            sum += place * power;
            power = power * 3 % 31;
        }
        return alphabet.charAt((31 - sum % 31) % 31) == id.charAt(17);
    }

    /** My Number. */
    static boolean japanese(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 12) || IdDigits.isUniform(id)) {
            return false;
        }
        int rest = IdDigits.sum(id, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return IdDigits.digit(id, 11) == (rest <= 1 ? 0 : 11 - rest);
    }

    /** Resident registration: birth date, sex and century, and the check of those given out before October 2020. */
    static boolean korean(CharSequence value) {
        String id = IdDigits.plain(value);
        return koreanDate(id) && (11 - koreanSum(id)) % 10 == IdDigits.digit(id, 12);
    }

    private static int koreanSum(String id) {
        return IdDigits.sum(id, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11;
    }

    static boolean koreanDate(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 13) && IdDigits.isYymmdd(id, 0) && "123490".indexOf(id.charAt(6)) >= 0;
    }

    static boolean koreanForeigner(CharSequence value) {
        String id = IdDigits.plain(value);
        return koreanForeignerDate(id) && (13 - koreanSum(id)) % 10 == IdDigits.digit(id, 12);
    }

    static boolean koreanForeignerDate(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 13) && IdDigits.isYymmdd(id, 0) && "5678".indexOf(id.charAt(6)) >= 0;
    }

    static boolean koreanCompany(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || IdDigits.isUniform(id)) {
            return false;
        }
        int sum = IdDigits.sum(id, 1, 3, 7, 1, 3, 7, 1, 3, 5) + IdDigits.digit(id, 8) * 5 / 10;
        return (10 - sum % 10) % 10 == IdDigits.digit(id, 9);
    }

    /** NRIC and FIN: a letter for citizens and one for foreigners in each century, M since 2022. */
    static boolean singapore(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 9 || !IdDigits.isNumber(id.substring(1, 8))) {
            return false;
        }
        char series = id.charAt(0);
        int offset = series == 'T' || series == 'G' ? 4 : series == 'M' ? 3 : 0;
        int rest = (IdDigits.sum(id.substring(1), 2, 7, 6, 5, 4, 3, 2) + offset) % 11;
        String letters = switch (series) {
            case 'S', 'T' -> "JZIHGFEDCBA";
            case 'F', 'G' -> "XWUTRQPNMLK";
            case 'M' -> "XWUTRQPNJLK";
            default -> "";
        };
        return !letters.isEmpty() && letters.charAt(rest) == id.charAt(8);
    }

    /** Unique entity number in its three forms: business, company, other. */
    static boolean singaporeCompany(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() == 9 && IdDigits.isNumber(id.substring(0, 8))) {
            return "XMKECAWLJDB".charAt(IdDigits.sum(id, 10, 4, 9, 3, 8, 2, 7, 1) % 11) == id.charAt(8);
        }
        if (id.length() != 10) {
            return false;
        }
        if (IdDigits.isNumber(id.substring(0, 9))) {
            int year = IdDigits.number(id, 0, 4);
            return year >= 1850
                    && year < 2100
                    && "ZKCMDNERGWH".charAt(IdDigits.sum(id, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11) == id.charAt(9);
        }
        if ("RST".indexOf(id.charAt(0)) < 0
                || !IdDigits.isNumber(id.substring(1, 3))
                || !ENTITIES.contains(id.substring(3, 5))
                || !IdDigits.isNumber(id.substring(5, 9))) {
            return false;
        }
        String alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
        int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += alphabet.indexOf(id.charAt(i)) * weights[i];
        }
        return alphabet.charAt(Math.floorMod(sum - 5, 11)) == id.charAt(9);
    }

    static boolean thai(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 13)
                && id.charAt(0) != '0'
                && id.charAt(0) != '9'
                && isThaiProvince(IdDigits.number(id, 1, 3))
                && (11 - IdDigits.sum(id, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 10 == IdDigits.digit(id, 12);
    }

    /** Provinces have the codes 10 to 19, 20 to 27, 30 to 49, 50 to 58, 60 to 67, 70 to 77, 80 to 86, 90 to 96. */
    private static boolean isThaiProvince(int code) {
        return code >= 10 && code % 10 <= "979987766".charAt(code / 10 - 1) - '0';
    }

    /** Hong Kong: one or two letters, six digits, a check digit or A; a missing letter counts 36. */
    static boolean hongKong(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() == 8) {
            id = " " + id;
        }
        if (id.length() != 9 || IdDigits.isDigit(id.charAt(1)) || !IdDigits.isNumber(id.substring(2, 8))) {
            return false;
        }
        int sum = (id.charAt(0) == ' ' ? 36 : IdDigits.value(id.charAt(0))) * 9;
        sum += IdDigits.sum(id.substring(1), 8, 7, 6, 5, 4, 3, 2);
        int check = (11 - sum % 11) % 11;
        return id.charAt(8) == (check == 10 ? 'A' : (char) ('0' + check));
    }

    /** Taiwan: a letter for the place, 1 or 2 (residents 8 or 9, formerly a letter), serial, check digit. */
    static boolean taiwanese(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 10 || !IdDigits.isLetter(id.charAt(0)) || !IdDigits.isNumber(id.substring(2))) {
            return false;
        }
        char sex = id.charAt(1);
        if ("1289ABCD".indexOf(sex) < 0) {
            return false;
        }
        int place = TAIWAN[id.charAt(0) - 'A'];
        int second = IdDigits.isDigit(sex) ? sex - '0' : TAIWAN[sex - 'A'] % 10;
        int sum = place / 10 + place % 10 * 9 + second * 8;
        return (sum + IdDigits.sum(id.substring(2), 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0;
    }

    static boolean israeli(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9) && !IdDigits.isUniform(id) && IdDigits.luhn(id);
    }

    /** Indonesia: region, birth date (women: day plus 40), serial. */
    static boolean indonesian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 16) || id.charAt(0) == '0' || id.endsWith("0000")) {
            return false;
        }
        int day = IdDigits.number(id, 6, 8);
        return IdDigits.isDate(IdDigits.number(id, 8, 10), day > 40 ? day - 40 : day);
    }

    /** Malaysia: birth date, place, serial. */
    static boolean malaysian(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 12) && IdDigits.isYymmdd(id, 0) && !"00".equals(id.substring(6, 8));
    }

    static boolean emirati(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 15) && id.startsWith("784") && IdDigits.luhn(id);
    }

    static boolean saudi(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10)
                && (id.charAt(0) == '1' || id.charAt(0) == '2')
                && !IdDigits.isUniform(id.substring(1))
                && IdDigits.luhn(id);
    }

    /** Kazakhstan: birth date, century and sex, serial; a second row of weights when the first gives ten. */
    static boolean kazakh(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 12) || !IdDigits.isYymmdd(id, 0) || id.charAt(6) > '6') {
            return false;
        }
        int rest = IdDigits.sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11;
        if (rest == 10) {
            rest = IdDigits.sum(id, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11;
        }
        return rest == IdDigits.digit(id, 11);
    }

    /** Sri Lanka before 2016: year, day of the year (women: plus 500), serial, V or X. */
    static boolean sriLankan(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 10 || !IdDigits.isNumber(id.substring(0, 9))) {
            return false;
        }
        int day = IdDigits.number(id, 2, 5) % 500;
        return day >= 1 && day <= 366 && (id.charAt(9) == 'V' || id.charAt(9) == 'X');
    }
}
