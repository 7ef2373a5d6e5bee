package org.oriel.pipeline;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Values of the same shape that belong to nobody: addresses at example.com (RFC 2606), North American numbers 555-01xx
 * (reserved for fiction), card numbers that begin as published test numbers do, IBANs whose bank code is all zeros.
 * Other values keep their letters, digits, capitals and signs as classes; a random one of these may be somebody's.
 */
final class Surrogates {
    /** How the test numbers begin that payment networks and processors publish for developers. */
    private static final String[] TEST_CARDS = {"400000", "411111", "424242", "555555", "222300"};

    private static final int CARD_LEAST = 12;
    private static final int CARD_MOST = 19;
    private static final int IBAN_LEAST = 15;
    /** Where a country's bank code is shorter, what follows it is a branch or an account: zeros do no harm there. */
    private static final int IBAN_BANK = 8;

    private Surrogates() {}

    /**
     * A value that stands for {@code value}; empty where none of this shape is provably nobody's, or where it came out
     * as the original.
     *
     * @param random the next number below its argument, the same for the same value
     */
    static Optional<String> of(String type, String value, IntUnaryOperator random) {
        String made = make(type.toUpperCase(Locale.ROOT), value, random);
        boolean same = Normal.of(made).text().equals(Normal.of(value).text());
        return made.isEmpty() || same ? Optional.empty() : Optional.of(made);
    }

    private static String make(String type, String value, IntUnaryOperator random) {
        if (type.contains("EMAIL")) {
            return email(value, random);
        }
        if (type.contains("PHONE")) {
            return phone(value, random);
        }
        if (type.contains("CARD")) {
            return card(value, random);
        }
        return type.contains("IBAN") ? iban(value, random) : shaped(value, random);
    }

    private static String email(String value, IntUnaryOperator random) {
        int at = value.lastIndexOf('@');
        return at < 1 ? "" : shaped(value.substring(0, at), random) + "@example.com";
    }

    /** Ten digits, or eleven that begin with 1: the others' numbering plans reserve nothing this simple. */
    private static String phone(String value, IntUnaryOperator random) {
        String digits = digits(value);
        boolean north = digits.length() == 10 || (digits.length() == 11 && digits.charAt(0) == '1');
        if (!north) {
            return "";
        }
        String area = String.valueOf(2 + random.applyAsInt(8)) + random.applyAsInt(9) + random.applyAsInt(10);
        String fake =
                (digits.length() == 11 ? "1" : "") + area + "55501" + random.applyAsInt(10) + random.applyAsInt(10);
        return refill(value, fake);
    }

    private static String card(String value, IntUnaryOperator random) {
        int length = digits(value).length();
        if (length < CARD_LEAST || length > CARD_MOST) {
            return "";
        }
        StringBuilder fake = new StringBuilder(TEST_CARDS[random.applyAsInt(TEST_CARDS.length)]);
        while (fake.length() < length - 1) {
            fake.append(random.applyAsInt(10));
        }
        return refill(value, fake.append(luhn(fake)).toString());
    }

    /** ISO/IEC 7812-1 annex B: the digit that makes the sum of the others, every second one doubled, end in 0. */
    private static int luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? 2 * digit : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return (10 - sum % 10) % 10;
    }

    /** Country and length stay; the bank code, which is the first part of the account's, is zeros (ISO 13616). */
    private static String iban(String value, IntUnaryOperator random) {
        String plain = Normal.of(value).text().toUpperCase(Locale.ROOT);
        if (plain.length() < IBAN_LEAST
                || !Character.isLetter(plain.charAt(0))
                || !Character.isLetter(plain.charAt(1))) {
            return "";
        }
        StringBuilder account = new StringBuilder("0".repeat(IBAN_BANK));
        for (int i = 4; i < plain.length(); i++) {
            if (i >= 4 + IBAN_BANK) {
                account.append(shaped(plain.charAt(i), random));
            } else if (!Character.isDigit(plain.charAt(i))) {
                // A bank code of letters: no country says which one nobody will get.
                return "";
            }
        }
        StringBuilder numbers = new StringBuilder();
        (account + plain.substring(0, 2) + "00").chars().forEach(c -> numbers.append(Character.digit(c, 36)));
        int check = 98
                - new BigInteger(numbers.toString()).mod(BigInteger.valueOf(97)).intValue();
        return refill(value, plain.substring(0, 2) + String.format(Locale.ROOT, "%02d", check) + account);
    }

    private static String shaped(String value, IntUnaryOperator random) {
        StringBuilder fake = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            fake.append(shaped(value.charAt(i), random));
        }
        return fake.toString();
    }

    private static char shaped(char c, IntUnaryOperator random) {
        if (Character.isDigit(c)) {
            return (char) ('0' + random.applyAsInt(10));
        }
        if (Character.isLetter(c)) {
            return (char) ((Character.isUpperCase(c) ? 'A' : 'a') + random.applyAsInt(26));
        }
        return c;
    }

    /** Letters and digits of {@code value} are replaced one by one; the signs between them stay. */
    private static String refill(String value, String fake) {
        StringBuilder filled = new StringBuilder(value.length());
        int next = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                filled.append(c);
            } else if (next < fake.length()) {
                char with = fake.charAt(next++);
                filled.append(Character.isLowerCase(c) ? Character.toLowerCase(with) : with);
            }
        }
        return next == fake.length() ? filled.toString() : "";
    }

    private static String digits(String value) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (Character.isDigit(value.charAt(i))) {
                digits.append((char) ('0' + Character.digit(value.charAt(i), 10)));
            }
        }
        return digits.toString();
    }
}
