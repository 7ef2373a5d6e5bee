package org.oriel.redact.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How an account number looks in each country that has IBANs (ISO 13616), from {@code iban.txt}. */
final class Ibans {
    private final Map<Integer, String> kinds = new HashMap<>();

    Ibans() {
        List<String[]> rows = Tables.read("iban.txt");
        for (String[] row : rows) {
            kinds.put(key(row[0].charAt(0), row[0].charAt(1)), unfold(row[1]));
        }
    }

    /** One letter for each place of the account part, {@code n}, {@code a} or {@code c}; empty for no such country. */
    String kinds(char first, char second) {
        return kinds.getOrDefault(key(first, second), "");
    }

    private static int key(char first, char second) {
        return (first | 0x20) << 8 | (second | 0x20);
    }

    private static String unfold(String pattern) {
        StringBuilder unfolded = new StringBuilder();
        int count = 0;
        for (char c : pattern.toCharArray()) {
            if (c >= '0' && c <= '9') {
                count = count * 10 + c - '0';
            } else {
                unfolded.append(String.valueOf(c).repeat(count));
                count = 0;
            }
        }
        return unfolded.toString();
    }
}
