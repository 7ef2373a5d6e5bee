package org.oriel.redact.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private final Checks checks = new Checks();

    @ParameterizedTest
    @CsvSource({
        "luhn, 4111 1111 1111 1111, true",
        "luhn, 4111-1111-1111-1112, false",
        "luhn, 0, false",
        "!luhn, 4111111111111112, true",
        "mod97, GB29 NWBK 6016 1331 9268 19, true",
        "mod97, GB29NWBK60161331926818, false",
        "entropy:3.0, abcdefgh, true",
        "entropy:3.0, abcdefga, false",
        "entropy:0.9, aabb, true",
        "distinct:3, abab, false",
        "distinct:3, abc, true",
        "digit, a1, true",
        "digit, ab, false",
        "letter, 12, false",
        "upper, aB, true",
        "lower, AB, false",
    })
    void accepts(String name, String value, boolean accepted) {
        assertThat(checks.find(name).accepts(value)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "entropy", "entropy:", "entropy:x", "luhn:3", "!none"})
    void refusesWhatItDoesNotKnow(String name) {
        assertThatThrownBy(() -> checks.find(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name.replace("!", ""));
    }
}
