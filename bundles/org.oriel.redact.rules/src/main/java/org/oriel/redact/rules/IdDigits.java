package org.oriel.redact.rules;

import java.util.Locale;

/** What the check digits of many countries have in common: plain characters, weighted sums, ISO 7064, dates. */
final class IdDigits {
    /** Days of each month; a leap day is always allowed, as many numbers hold no century. */
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private static final int[][] VERHOEFF_TIMES = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
    };
    private static final int[][] VERHOEFF_TURN = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
        {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
        {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
        {9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
        {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
        {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
        {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
    };

    private IdDigits() {}

    /** The ASCII letters, in capitals, and the digits; separators are dropped. */
    static String plain(CharSequence value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isDigit(c) || isLetter(c)) {
                plain.append(c);
            }
        }
        return plain.toString().toUpperCase(Locale.ROOT);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /** Whether the text is {@code length} digits and nothing else. */
    static boolean isNumber(String text, int length) {
        return text.length() == length && isNumber(text);
    }

    static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static int digit(String text, int i) {
        return text.charAt(i) - '0';
    }

    /** The number from {@code from} up to {@code to}; at most nine digits. */
    static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digit(text, i);
        }
        return number;
    }

    /** 0 to 9, then A as 10 up to Z as 35. */
    static int value(char c) {
        return isDigit(c) ? c - '0' : c - 'A' + 10;
    }

    /** The first digits times the weights, added up. */
    static int sum(String text, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += value(text.charAt(i)) * weights[i];
        }
        return sum;
    }

    /** Whether one digit makes up the whole number: such numbers pass many checks and mean nothing. */
    static boolean isUniform(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) != text.charAt(0)) {
                return false;
            }
        }
        return true;
    }

    /** The remainder of a long number. */
    static int remainder(String digits, int modulus) {
        int remainder = 0;
        for (int i = 0; i < digits.length(); i++) {
            remainder = (remainder * 10 + digit(digits, i)) % modulus;
        }
        return remainder;
    }

    /** ISO/IEC 7812 annex B. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = digit(digits, digits.length() - 1 - i);
            sum += i % 2 == 0 ? value : value < 5 ? 2 * value : 2 * value - 9;
        }
        return sum % 10 == 0;
    }

    /** Verhoeff's check over the dihedral group of ten elements. */
    static boolean verhoeff(String digits) {
        int state = 0;
        for (int i = 0; i < digits.length(); i++) {
            state = VERHOEFF_TIMES[state][VERHOEFF_TURN[i % 8][digit(digits, digits.length() - 1 - i)]];
        }
        return state == 0;
    }

    /** ISO/IEC 7064 MOD 11,10. */
    static boolean mod1110(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (product + digit(digits, i)) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digit(digits, digits.length() - 1);
    }

    /** EAN-13 and its kin: weights 1 and 3 by turns. */
    static boolean ean(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += digit(digits, digits.length() - 1 - i) * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /** ICAO 9303 part 3, 4.9: weights 7, 3, 1; the last character is the check digit. */
    static boolean icao(String text) {
        int[] weights = {7, 3, 1};
        int sum = 0;
        int last = text.length() - 1;
        for (int i = 0; i < last; i++) {
            sum += value(text.charAt(i)) * weights[i % 3];
        }
        return isDigit(text.charAt(last)) && sum % 10 == digit(text, last);
    }

    static boolean isDate(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
    }

    /** Whether the six digits from {@code from} on are year, month, day. */
    static boolean isYymmdd(String text, int from) {
        return isDate(number(text, from + 2, from + 4), number(text, from + 4, from + 6));
    }

    /** Whether the six digits from {@code from} on are day, month, year. */
    static boolean isDdmmyy(String text, int from) {
        return isDate(number(text, from + 2, from + 4), number(text, from, from + 2));
    }

    /** Whether the eight digits from {@code from} on are a day of the years 1850 to 2099. */
    static boolean isYyyymmdd(String text, int from) {
        int year = number(text, from, from + 4);
        return year >= 1850 && year < 2100 && isYymmdd(text, from + 2);
    }
}
