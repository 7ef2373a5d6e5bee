package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The values are in {@code checks.txt}: specimens that issuers publish, or made up with the right check digits. */
class NationalChecksTest {
    /** These look at the form, at a date or at a region only: another digit is often another good value. */
    private static final Set<String> FORM = Set.of(
            "nino",
            "uk-licence",
            "date",
            "year",
            "bsnr",
            "de-document-serial",
            "de-passport",
            "cpr-date",
            "rrn-kr-date",
            "frn-kr-date",
            "egypt-id",
            "nik",
            "mykad",
            "plate-de",
            "vin-shape",
            "bic",
            "ssn",
            "itin",
            "nic-lk",
            "capitals",
            "dashed",
            "dotted",
            "separated",
            "dots-and-dash",
            "groups-of-four",
            "nif-full",
            "nino-suffix",
            "prefix-de",
            "prefix-it",
            "se-written",
            "uk-plate-current",
            "plate-de-written");

    private final Map<String, Check> checks = NationalChecks.all();
    private final List<String[]> values = Tables.read("checks.txt").stream()
            .map(row ->
                    new String[] {row[0], String.join(" ", Arrays.asList(row).subList(1, row.length))})
            .toList();

    @Test
    void acceptsWhatIssuersGiveOut() {
        List<String> refused = new ArrayList<>();
        for (String[] value : values) {
            Check check = checks.get(value[0]);
            if (check == null || !check.accepts(value[1])) {
                refused.add(value[0] + " " + value[1]);
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void refusesNearlyEveryValueWithOneOtherDigit() {
        List<String> weak = new ArrayList<>();
        for (String[] value : values) {
            if (!FORM.contains(value[0]) && accepted(checks.get(value[0]), value[1]) > 0.35) {
                weak.add(value[0]);
            }
        }
        assertThat(weak).isEmpty();
    }

    /** The share of values with one digit changed that are accepted. */
    private static double accepted(Check check, String value) {
        int all = 0;
        int accepted = 0;
        for (int i = 0; i < value.length(); i++) {
            for (char digit = '0'; digit <= '9' && Character.isDigit(value.charAt(i)); digit++) {
                if (digit != value.charAt(i)) {
                    all++;
                    accepted += check.accepts(value.substring(0, i) + digit + value.substring(i + 1)) ? 1 : 0;
                }
            }
        }
        return (double) accepted / all;
    }

    @Test
    void everyCheckOfDigitsHasAValue() {
        Set<String> left = new HashSet<>(checks.keySet());
        values.forEach(value -> left.remove(value[0]));
        left.removeAll(FORM);
        assertThat(left).isEmpty();
    }

    @Test
    void noValueMakesACheckThrow() {
        Random random = new Random(42);
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz -./():äß東٣";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder value = new StringBuilder();
            int length = 1 + random.nextInt(24);
            // Mostly digits, else few values get past the first look.
            int most = round % 2 == 0 ? 10 : alphabet.length();
            for (int i = 0; i < length; i++) {
                value.append(alphabet.charAt(random.nextInt(random.nextInt(8) == 0 ? alphabet.length() : most)));
            }
            for (Check check : checks.values()) {
                boolean first = check.accepts(value.toString());
                assertThat(check.accepts(value.toString())).isEqualTo(first);
            }
        }
    }
}
