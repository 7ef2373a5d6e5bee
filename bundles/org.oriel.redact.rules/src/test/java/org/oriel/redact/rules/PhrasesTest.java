package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {
    private static final List<String> ALL =
            List.of("ssn", "passport number", "GitHub", "numéro", "身份证", "401k", "pass word", "password", "a/c no.");

    private final Phrases phrases = new Phrases(ALL);
    private final Steps steps = new Steps(0);

    private boolean has(String phrase, String text, int from, int reach) {
        steps.begin(text.length());
        return phrases.in(PlainText.of(text), steps).before(phrases.set(List.of(phrase)), from, reach);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssn | SSN: | true",
                "ssn | customer_ssn= | true",
                "ssn | customerSSN | true",
                "ssn | ssnNumber | true",
                "ssn | SSNNumber | true",
                "ssn | ssn2 | true",
                "ssn | lessn | false",
                "ssn | ssns | false",
                "passport number | Passport  Number | true",
                "passport number | passport_number | true",
                "passport number | myPassportNumberField | true",
                "passport number | passportnumber | true",
                "passport number | passport is the number | false",
                "GitHub | GitHubToken | true",
                "GitHub | github | true",
                "numéro | NUMERO | true",
                "numéro | Nume\u0301ro | true",
                "身份证 | 我的身份证号 | true",
                "401k | 401k | true",
                "401k | 1401k | false",
                "password | password | true",
                "pass word | passWord | true",
                "a/c no. | A/C No | true",
            })
    void knowsAPhraseInItsForms(String phrase, String text, boolean there) {
        assertThat(has(phrase, text, text.length(), text.length())).isEqualTo(there);
    }

    @Test
    void knowsHowFarAwayItIs() {
        String text = "ssn       123";
        assertThat(has("ssn", text, 10, 7)).isTrue();
        assertThat(has("ssn", text, 10, 6)).isFalse();
        assertThat(has("ssn", text, 2, 10)).isFalse();
    }

    @Test
    void doesNotGoOnOverALongGapOrAnEmptyLine() {
        assertThat(has("passport number", "passport: -\nnumber", 18, 20)).isTrue();
        assertThat(has("passport number", "passport\n\nnumber", 16, 20)).isFalse();
        assertThat(has("passport number", "passport ------ number", 22, 30)).isFalse();
    }

    @Test
    void refusesAPhraseWithoutLetters() {
        assertThatThrownBy(() -> new Phrases(List.of("#"))).isInstanceOf(IllegalArgumentException.class);
    }
}
