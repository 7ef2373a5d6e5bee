package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForegroundTest {
    @Test
    void comparesTheProcessGroupWithTheTerminals() {
        assertThat(Foreground.foreground("42 (java) S 1 42 40 34816 42 4194304 0"))
                .isTrue();
        assertThat(Foreground.foreground("42 (java) S 1 42 40 34816 40 4194304 0"))
                .isFalse();
    }

    @Test
    void isNotForegroundWithoutATerminal() {
        assertThat(Foreground.foreground("42 (java) S 1 42 40 0 -1 4194304 0")).isFalse();
    }

    @Test
    void survivesBracketsInTheName() {
        assertThat(Foreground.foreground("42 (a) b) S 1 42 40 34816 42 4194304 0"))
                .isTrue();
    }
}
