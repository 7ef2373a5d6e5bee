package org.oriel.tck;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;

/**
 * Made-up secrets that nobody else has, to be typed or shown and then looked for with {@link CanarySearch}. They are
 * valid by their own rules (Luhn, ISO 7064 mod 97, the numbering plan), so a detector has no excuse.
 */
public final class Canaries {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz";

    /**
     * One secret.
     *
     * @param type class of it: {@code EMAIL}, {@code CARD}, {@code IBAN}, {@code PHONE} or {@code TOKEN}
     * @param text the secret
     */
    public record Canary(String type, String text) {}

    private final Canary email;
    private final Canary card;
    private final Canary iban;
    private final Canary phone;
    private final Canary token;

    private Canaries(Random random) {
        email = new Canary(
                "EMAIL", letters(random, 9) + "." + letters(random, 7) + "@" + letters(random, 8) + ".example");
        card = new Canary("CARD", grouped(luhn("4" + digits(random, 14))));
        iban = new Canary("IBAN", grouped(germanIban(digits(random, 18))));
        // Area code 212 (New York): office code and number start with 2 to 9, and no office code ends in 11.
        phone = new Canary(
                "PHONE", "+1 212 " + (2 + random.nextInt(8)) + "3" + (2 + random.nextInt(8)) + " " + digits(random, 4));
        token = new Canary("TOKEN", "tok" + letters(random, 10) + digits(random, 10) + letters(random, 9));
    }

    /** A fresh set, different in every run. */
    public static Canaries unique() {
        return new Canaries(new SecureRandom());
    }

    /** The same set for the same seed. */
    public static Canaries seeded(long seed) {
        return new Canaries(new Random(seed));
    }

    /** An e-mail address in a domain that cannot exist (RFC 2606). */
    public String email() {
        return email.text();
    }

    /** A payment card number in groups of four, valid by Luhn. */
    public String card() {
        return card.text();
    }

    /** A German IBAN in groups of four, valid by ISO 7064 mod 97-10. */
    public String iban() {
        return iban.text();
    }

    /** A phone number in international form. */
    public String phone() {
        return phone.text();
    }

    /** A random token that no detector knows: it stands for content that must not be anywhere. */
    public String token() {
        return token.text();
    }

    /** All of them. */
    public List<Canary> all() {
        return List.of(email, card, iban, phone, token);
    }

    private static String letters(Random random, int count) {
        return pick(random, LETTERS, count);
    }

    private static String digits(Random random, int count) {
        return pick(random, "0123456789", count);
    }

    private static String pick(Random random, String alphabet, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String grouped(String text) {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static String luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static String germanIban(String account) {
        // "DE00" moved to the end and written as numbers: D is 13, E is 14.
        int rest =
                new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        return "DE" + String.format("%02d", 98 - rest) + account;
    }
}
