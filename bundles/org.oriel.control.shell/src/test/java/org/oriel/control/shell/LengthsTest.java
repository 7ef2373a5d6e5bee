package org.oriel.control.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LengthsTest {
    @Test
    void readsSecondsMinutesAndHours() throws CommandFailure {
        assertThat(Lengths.parse("pause", "10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(Lengths.parse("pause", "30m")).isEqualTo(Duration.ofMinutes(30));
        assertThat(Lengths.parse("pause", "24h")).isEqualTo(Duration.ofHours(24));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "10", "-5m", "0s", "25h", "1d", "99999999s", "ten m"})
    void refusesTheRestAndSaysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> Lengths.parse("pause", text))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("pause " + text + " is not a length, allowed: 1s to 24h, such as 10s, 30m, 2h");
    }
}
