package org.oriel.redact.rules;

import java.util.Map;

/** Check digits of North and South America. */
final class IdAmericas {
    private static final String CURP = "0123456789ABCDEFGHIJKLMN#OPQRSTUVWXYZ";
    /** Federal reserve districts, thrift institutions, electronic transfers, traveller's cheques. */
    private static final String ROUTING = "00 01 02 03 04 05 06 07 08 09 10 11 12 21 22 23 24 25 26 27 28 29 30 31 32 "
            + "61 62 63 64 65 66 67 68 69 70 71 72 80";

    private IdAmericas() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("ssn", IdAmericas::ssn);
        checks.put("itin", IdAmericas::itin);
        checks.put("npi", IdAmericas::npi);
        checks.put("dea", IdAmericas::dea);
        checks.put("aba", IdAmericas::routing);
        checks.put("sin", IdAmericas::sin);
        checks.put("cpf", IdAmericas::cpf);
        checks.put("cnpj", IdAmericas::cnpj);
        checks.put("pis", IdAmericas::pis);
        checks.put("cnh", IdAmericas::cnh);
        checks.put("titulo-eleitor", IdAmericas::titulo);
        checks.put("curp", IdAmericas::curp);
        checks.put("rfc", IdAmericas::rfc);
        checks.put("clabe", IdAmericas::clabe);
        checks.put("cuit", IdAmericas::cuit);
        checks.put("cbu", IdAmericas::cbu);
        checks.put("rut", IdAmericas::rut);
        checks.put("nit", IdAmericas::nit);
        checks.put("ruc-pe", IdAmericas::peruvian);
        checks.put("cedula-ec", IdAmericas::ecuadorian);
        checks.put("ci-uy", IdAmericas::uruguayan);
    }

    /** Social Security number: no area 000, 666 or 9xx, no group 00, no serial 0000. */
    static boolean ssn(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && !id.startsWith("000")
                && !id.startsWith("666")
                && id.charAt(0) != '9'
                && !"00".equals(id.substring(3, 5))
                && !id.endsWith("0000");
    }

    /** Taxpayer number of those without a Social Security number: 9 and certain groups (IRS). */
    static boolean itin(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 9) || id.charAt(0) != '9') {
            return false;
        }
        int group = IdDigits.number(id, 3, 5);
        return (group >= 50 && group <= 65)
                || (group >= 70 && group <= 88)
                || (group >= 90 && group <= 92)
                || group >= 94;
    }

    /** National Provider Identifier: Luhn with the prefix 80840. */
    static boolean npi(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 10)
                && (id.charAt(0) == '1' || id.charAt(0) == '2')
                && !IdDigits.isUniform(id.substring(1))
                && IdDigits.luhn("80840" + id);
    }

    /** Drug Enforcement Administration: first, third, fifth and twice the others. */
    static boolean dea(CharSequence value) {
        String id = IdDigits.plain(value);
        return id.length() == 9
                && "ABCDEFGHJKLMPRSTUX".indexOf(id.charAt(0)) >= 0
                && (!IdDigits.isDigit(id.charAt(1)) || id.charAt(1) == '9')
                && IdDigits.isNumber(id.substring(2))
                && IdDigits.sum(id.substring(2), 1, 2, 1, 2, 1, 2) % 10 == IdDigits.digit(id, 8);
    }

    static boolean routing(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && ROUTING.contains(id.substring(0, 2))
                && IdDigits.sum(id, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0;
    }

    /** Canadian Social Insurance number: Luhn; 0 and 8 do not begin one. */
    static boolean sin(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 9)
                && !IdDigits.isUniform(id)
                && id.charAt(0) != '8'
                && id.charAt(0) != '0'
                && IdDigits.luhn(id);
    }

    static boolean cpf(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11)
                && !IdDigits.isUniform(id)
                && tenOrNone(IdDigits.sum(id, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == IdDigits.digit(id, 9)
                && tenOrNone(IdDigits.sum(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == IdDigits.digit(id, 10);
    }

    private static int tenOrNone(int sum) {
        int rest = sum % 11;
        return rest < 2 ? 0 : 11 - rest;
    }

    /** Companies; from 2026 with letters, whose value is the ASCII code less 48. */
    static boolean cnpj(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 14 || IdDigits.isUniform(id) || !IdDigits.isNumber(id.substring(12))) {
            return false;
        }
        return tenOrNone(ascii(id, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == IdDigits.digit(id, 12)
                && tenOrNone(ascii(id, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == IdDigits.digit(id, 13);
    }

    private static int ascii(String text, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (text.charAt(i) - '0') * weights[i];
        }
        return sum;
    }

    static boolean pis(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11)
                && !IdDigits.isUniform(id)
                && tenOrNone(IdDigits.sum(id, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == IdDigits.digit(id, 10);
    }

    /** Brazilian driving licence: two digits, the second corrected when the first would be ten. */
    static boolean cnh(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11) || IdDigits.isUniform(id)) {
            return false;
        }
        int first = IdDigits.sum(id, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11;
        int second = Math.floorMod(IdDigits.sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 - (first > 9 ? 2 : 0), 11);
        return (first > 9 ? 0 : first) == IdDigits.digit(id, 9) && (second > 9 ? 0 : second) == IdDigits.digit(id, 10);
    }

    /** Brazilian voter's title: serial, state, two digits. */
    static boolean titulo(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 12) || IdDigits.number(id, 8, 10) < 1 || IdDigits.number(id, 8, 10) > 28) {
            return false;
        }
        int first = IdDigits.sum(id, 2, 3, 4, 5, 6, 7, 8, 9) % 11 % 10;
        int second = (IdDigits.digit(id, 8) * 7 + IdDigits.digit(id, 9) * 8 + first * 9) % 11 % 10;
        return first == IdDigits.digit(id, 10) && second == IdDigits.digit(id, 11);
    }

    /** CURP: names, birth date, sex, state, names; base 37 with weights 18 to 2. */
    static boolean curp(CharSequence value) {
        String id = IdDigits.plain(value);
        if (id.length() != 18 || !IdDigits.isNumber(id.substring(4, 10)) || !IdDigits.isYymmdd(id, 4)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += CURP.indexOf(id.charAt(i)) * (18 - i);
        }
        return (10 - sum % 10) % 10 == id.charAt(17) - '0';
    }

    /** RFC: three or four letters, a date, two of a key and a check character modulo 11. */
    static boolean rfc(CharSequence value) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = Character.toUpperCase(value.charAt(i));
            if (IdDigits.isLetter(c) || IdDigits.isDigit(c) || c == '&' || c == 'Ñ') {
                kept.append(c);
            }
        }
        String id = kept.length() == 12 ? " " + kept : kept.toString();
        if (id.length() != 13 || !IdDigits.isNumber(id.substring(4, 10)) || !IdDigits.isYymmdd(id, 4)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ".indexOf(id.charAt(i)) * (13 - i);
        }
        int check = 11 - sum % 11;
        return id.charAt(12) == (check == 11 ? '0' : check == 10 ? 'A' : (char) ('0' + check));
    }

    /** Mexican bank account: weights 3, 7, 1, each product modulo ten. */
    static boolean clabe(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 18)
                && !IdDigits.isUniform(id)
                && (10 - IdDigits.sum(id, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7) % 10) % 10
                        == IdDigits.digit(id, 17);
    }

    static boolean cuit(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 11) || !"20 23 24 25 26 27 30 33 34".contains(id.substring(0, 2))) {
            return false;
        }
        int check = (11 - IdDigits.sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return check == IdDigits.digit(id, 10);
    }

    /** Argentine bank account: a check digit for the bank and one for the account. */
    static boolean cbu(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 22)
                && !IdDigits.isUniform(id)
                && (10 - IdDigits.sum(id, 7, 1, 3, 9, 7, 1, 3) % 10) % 10 == IdDigits.digit(id, 7)
                && (10 - IdDigits.sum(id.substring(8), 3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3) % 10) % 10
                        == IdDigits.digit(id, 21);
    }

    /** Chilean RUT: weights 2 to 7 from the right, K for ten. */
    static boolean rut(CharSequence value) {
        String id = IdDigits.plain(value);
        int last = id.length() - 1;
        if (last < 7 || last > 8 || !IdDigits.isNumber(id.substring(0, last))) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < last; i++) {
            sum += IdDigits.digit(id, last - 1 - i) * (2 + i % 6);
        }
        return "0K987654321".charAt(sum % 11) == id.charAt(last);
    }

    /** Colombian NIT. */
    static boolean nit(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10) || IdDigits.isUniform(id)) {
            return false;
        }
        return "01987654321".charAt(IdDigits.sum(id, 41, 37, 29, 23, 19, 17, 13, 7, 3) % 11) == id.charAt(9);
    }

    static boolean peruvian(CharSequence value) {
        String id = IdDigits.plain(value);
        return IdDigits.isNumber(id, 11)
                && "10 15 16 17 20".contains(id.substring(0, 2))
                && (11 - IdDigits.sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10 == IdDigits.digit(id, 10);
    }

    static boolean ecuadorian(CharSequence value) {
        String id = IdDigits.plain(value);
        if (!IdDigits.isNumber(id, 10)) {
            return false;
        }
        int province = IdDigits.number(id, 0, 2);
        return ((province >= 1 && province <= 24) || province == 30) && id.charAt(2) <= '6' && IdDigits.luhn(id);
    }

    static boolean uruguayan(CharSequence value) {
        String id = IdDigits.plain(value);
        String padded = id.length() == 7 ? "0" + id : id;
        return IdDigits.isNumber(padded, 8)
                && !IdDigits.isUniform(padded)
                && IdDigits.sum(padded, 2, 9, 8, 7, 6, 3, 4, 1) % 10 == 0;
    }
}
