package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are the schemes' published test numbers, or made by {@link #number}. */
class CardScannerTest {
    private final Scanner rule = new CardScanner(new Issuers());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "«4111111111111111»",
                "card «4111 1111 1111 1111».",
                "«4111-1111-1111-1111» 12/29",
                "«4111.1111.1111.1111»",
                "«4111_1111_1111_1111»",
                "«4111  1111  1111  1111»",
                "«4111 - 1111 - 1111 - 1111»",
                "«4111 1111\n1111 1111»",
                "«4222222222222» has 13",
                "«3782 822463 10005» and «378282246310005»",
                "«3056 930902 5904»",
                "«6011111111111117»",
                "«3530111333300000»",
                "«5555555555554444», «2223003122003222»",
                "«6205500000000000004» has 19",
                "«620550 0000000000004»",
                "Visa«4111111111111111»",
                "«4111111111111111»Visa",
                "ccnum=«4111111111111111»&x",
                "4000 «4111 1111 1111 1111» 12",
                "«4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1»",
                "«４１１１　１１１１　１１１１　１１１１»",
                "«٤١١١١١١١١١١١١١١١»",
                "«4111\u200B1111\u200B1111\u200B1111»",
                "«4111\u00A01111\u00A01111\u00A01111»",
                "«4111–1111–1111–1111»",
            })
    void finds(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "9999999999999995",
                "1111111111111117",
                "41111111111111111111",
                "+4111111111111111",
                "0.4111111111111111",
                "a1b4111111111111111",
                "4111111111111111c9",
                "4111\n1111\n1111\n1111",
                "4111, 1111, 1111, 1111",
                "99 4 11 11 11 11 11 11 11 1 7",
                "1763712000000000",
                "2026-11-21 10:15",
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            })
    void leaves(String text) {
        assertThat(Marked.by(rule, text)).isEqualTo(text);
    }

    @Test
    void knowsEveryIssuerOfTheTableInEachLength() {
        List<String[]> rows = Tables.read("issuers.txt");
        assertThat(rows).hasSizeGreaterThan(25);
        for (String[] row : rows) {
            for (String end : List.of(row[1], row[2])) {
                for (String length : row[3].split(",")) {
                    String number = number(end, Integer.parseInt(length));
                    assertThat(Marked.by(rule, "n " + number)).as(row[0]).isEqualTo("n «" + number + "»");
                }
            }
        }
    }

    private static String number(String prefix, int length) {
        StringBuilder number = new StringBuilder(prefix);
        while (number.length() < length - 1) {
            number.append((number.length() * 7 + 3) % 10);
        }
        for (char check = '0'; check <= '9'; check++) {
            if (luhn(number.toString() + check)) {
                return number.toString() + check;
            }
        }
        throw new AssertionError("no check digit");
    }

    private static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }
}
