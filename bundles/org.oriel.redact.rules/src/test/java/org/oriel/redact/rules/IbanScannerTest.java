package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are the examples of the IBAN registry, or made by {@link #number}. */
class IbanScannerTest {
    private final Scanner rule = new IbanScanner(new Ibans());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "«GB29NWBK60161331926819»",
                "to «GB29 NWBK 6016 1331 9268 19» now",
                "«gb29nwbk60161331926819»",
                "«DE89 3704 0044 0532 0130 00».",
                "«DE89-3704-0044-0532-0130-00»",
                "IBAN«DE89370400440532013000»",
                "IBAN: «DE 89 3704 0044 0532 0130 00»",
                "«DE89 3704 0044\n0532 0130 00»",
                "«FR14 2004 1010 0505 0001 3M02 606»",
                "«MT84MALT011000012345MTLCAST001S»",
                "«NO93 8601 1117 947»",
                "«ＤＥ８９ 3704 0044 0532 0130 00»",
                "«DE89\u200B370400440532013000»",
                "«DE89 3704 0044 0532 0130 00»und",
            })
    void finds(String expected) {
        assertThat(Marked.by(rule, Marked.plain(expected))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE88370400440532013000",
                "GB29NWBK6016133192681",
                "GB29NWBK601613319268190",
                "XX29NWBK60161331926819",
                "DE89 und dann noch ein Wort mehr",
                "aDE89370400440532013000",
                "DE8937040044053201300X",
                "no12",
            })
    void leaves(String text) {
        assertThat(Marked.by(rule, text)).isEqualTo(text);
    }

    @Test
    void knowsEveryCountryOfTheTable() {
        List<String[]> rows = Tables.read("iban.txt");
        assertThat(rows).hasSizeGreaterThan(100);
        for (String[] row : rows) {
            String number = number(row[0], row[1]);
            assertThat(Marked.by(rule, "to " + number + " now")).as(row[0]).isEqualTo("to «" + number + "» now");
        }
    }

    private static String number(String country, String pattern) {
        StringBuilder account = new StringBuilder();
        java.util.regex.Matcher part =
                java.util.regex.Pattern.compile("(\\d+)([nac])").matcher(pattern);
        while (part.find()) {
            String kind = "n".equals(part.group(2)) ? "7" : "Q";
            account.append(kind.repeat(Integer.parseInt(part.group(1))));
        }
        StringBuilder digits = new StringBuilder();
        for (char c : (account + country + "00").toCharArray()) {
            digits.append(Character.getNumericValue(c));
        }
        int check = 98
                - new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
        return country + (check < 10 ? "0" : "") + check + account;
    }
}
