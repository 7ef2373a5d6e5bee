package org.oriel.redact.rules;

import java.util.HashMap;
import java.util.Map;

/**
 * The checks that rules may name: {@code luhn}, or with an argument {@code entropy:3.5}; {@code !luhn} accepts what Luhn
 * refuses. More come from {@link NationalChecks} and {@link TokenChecks}.
 */
final class Checks {
    /** A check that takes an argument. */
    @FunctionalInterface
    private interface Maker {
        Check make(String argument);
    }

    private static final Map<String, Maker> WITH_ARGUMENT = Map.of(
            "entropy",
                    argument -> {
                        double least = Double.parseDouble(argument);
                        return value -> entropy(value) >= least;
                    },
            "letters",
                    argument -> {
                        int least = Integer.parseInt(argument);
                        return value -> value.chars()
                                        .filter(c -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z')
                                        .count()
                                >= least;
                    },
            "distinct",
                    argument -> {
                        int least = Integer.parseInt(argument);
                        return value -> value.chars().distinct().count() >= least;
                    });

    private final Map<String, Check> plain = new HashMap<>();

    Checks() {
        plain.put("luhn", Checks::luhn);
        plain.put("mod97", Checks::mod97);
        plain.put("digit", value -> value.chars().anyMatch(c -> c >= '0' && c <= '9'));
        plain.put("letter", value -> value.chars().anyMatch(c -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
        plain.put("upper", value -> value.chars().anyMatch(c -> c >= 'A' && c <= 'Z'));
        plain.put("lower", value -> value.chars().anyMatch(c -> c >= 'a' && c <= 'z'));
        add(NationalChecks.all());
        add(TokenChecks.all());
    }

    private void add(Map<String, Check> more) {
        more.forEach((name, check) -> {
            if (plain.put(name, check) != null || WITH_ARGUMENT.containsKey(name)) {
                throw new IllegalStateException("check " + name + " is there twice");
            }
        });
    }

    /** The check of that name; throws {@link IllegalArgumentException} where there is none. */
    Check find(String name) {
        if (name.startsWith("!")) {
            Check refused = find(name.substring(1));
            return value -> !refused.accepts(value);
        }
        int colon = name.indexOf(':');
        if (colon < 0) {
            Check check = plain.get(name);
            if (check != null) {
                return check;
            }
        } else {
            Maker maker = WITH_ARGUMENT.get(name.substring(0, colon));
            if (maker != null) {
                try {
                    return maker.make(name.substring(colon + 1));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("check " + name + ": the argument is no number", e);
                }
            }
        }
        throw new IllegalArgumentException("check " + name + " is unknown");
    }

    /** ISO/IEC 7812: every second digit from the right is doubled. */
    static boolean luhn(String value) {
        String digits = Digits.of(value);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return digits.length() > 1 && sum % 10 == 0;
    }

    /** ISO 7064 as IBANs use it: the first four characters go last, letters count from 10, the remainder is 1. */
    static boolean mod97(String value) {
        String text = Digits.andLetters(value);
        int remainder = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt((i + 4) % text.length()), 36);
            remainder = (remainder * (digit < 10 ? 10 : 100) + digit) % 97;
        }
        return text.length() > 4 && remainder == 1;
    }

    /** Bits a character, after Shannon. */
    static double entropy(String value) {
        int[] counts = new int[128];
        int other = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < counts.length) {
                counts[c]++;
            } else {
                other++;
            }
        }
        double bits = share(other, value.length());
        for (int count : counts) {
            bits += share(count, value.length());
        }
        return bits;
    }

    private static double share(int count, int length) {
        double part = (double) count / length;
        return count == 0 ? 0 : -part * Math.log(part) / Math.log(2);
    }
}
