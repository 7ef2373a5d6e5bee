package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefilterTest {
    private final Steps steps = new Steps(0);

    private boolean mayMatch(Prefilter filter, String text) {
        steps.begin(text.length());
        return filter.mayMatch(text.toCharArray(), 0, text.length(), steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "a|bc|",
                "[0-9]{3}-?[0-9]{2}",
                "(?i)key\\s*[:=]\\s*(\\w{2,5})",
                "a{2,}b?c*",
                "\\ba\\b|^b|c$",
                "[^a-c]{2}",
                "(?s).a.",
                "[é-ü]a|\uD83D\uDE42",
                "(?i)sk",
                "(a|b)*c(a|b){3}",
            })
    void neverSaysNoWhereThePatternMatches(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Prefilter filter = new Prefilter(pattern);
        Random random = new Random(regex.hashCode());
        String[] pieces = {
            "a",
            "b",
            "c",
            "A",
            "k",
            "K",
            "e",
            "y",
            "=",
            ":",
            " ",
            "\n",
            "-",
            "1",
            "2",
            "é",
            "ü",
            "\u017F",
            "\u212A",
            "\uD83D\uDE42",
            "\uD83D"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            boolean matches = pattern.matcher(text).find();
            assertThat(!matches || mayMatch(filter, text.toString()))
                    .as("%s in %s", regex, text)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "12-34", "key = value", "é\uD83D\uDE42", "1234"})
    void saysNoWhereItIsSure(String text) {
        assertThat(mayMatch(new Prefilter(Pattern.compile("[0-9]{3}-?[0-9]{2}")), text))
                .isFalse();
    }

    @Test
    void beginsItsTableAnewWhenItIsFull() {
        // Which of the last twelve letters were a: thousands of states.
        Pattern pattern = Pattern.compile("a[ab]{12}c");
        Prefilter filter = new Prefilter(pattern);
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextBoolean() ? 'a' : 'b');
        }
        assertThat(mayMatch(filter, text.toString())).isFalse();
        assertThat(mayMatch(filter, text + "abbbbbbbbbbbbc")).isTrue();
        assertThat(filter.size()).isLessThan(250_000);
    }
}
