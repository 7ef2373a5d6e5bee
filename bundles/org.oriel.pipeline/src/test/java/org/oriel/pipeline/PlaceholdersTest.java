package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.oriel.api.event.Sensitive;

class PlaceholdersTest {
    private final Placeholders placeholders = new Placeholders();

    @Test
    void theSameValueHasTheSameName() {
        assertThat(of("EMAIL", "jane@example.com")).isEqualTo("<EMAIL_1>");
        assertThat(of("EMAIL", "john@example.com")).isEqualTo("<EMAIL_2>");
        assertThat(of("PHONE", "+1 212 555 0100")).isEqualTo("<PHONE_1>");
        assertThat(of("EMAIL", "Jane@Example.com ")).isEqualTo("<EMAIL_1>");
        assertThat(of("PHONE", "+1 (212) 555-0100")).isEqualTo("<PHONE_1>");
    }

    @Test
    void secretsShareOneName() {
        assertThat(of("SECRET_AWS", "a")).isEqualTo("<SECRET>");
        assertThat(of("PASSWORD", "b")).isEqualTo("<SECRET>");
    }

    @Test
    void aForgottenSessionNumbersNothing() {
        of("EMAIL", "jane@example.com");
        placeholders.forget();
        assertThat(of("EMAIL", "jane@example.com")).isEqualTo("<EMAIL>");
    }

    private String of(String type, String value) {
        return placeholders.placeholder(type, Sensitive.of(value));
    }
}
