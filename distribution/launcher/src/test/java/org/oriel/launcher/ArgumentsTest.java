package org.oriel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... words) {
        return Arguments.parse("run", List.of(words), Set.of("--set", "--data"), Set.of("--json"));
    }

    @Test
    void splitsValuesFlagsAndTheRest() {
        Arguments arguments = parse("--set", "minimal", "word", "--json");
        assertThat(arguments.value("--set")).contains("minimal");
        assertThat(arguments.value("--data")).isEmpty();
        assertThat(arguments.flag("--json")).isTrue();
        assertThat(arguments.rest()).containsExactly("word");
    }

    @Test
    void namesTheUnknownOptionAndWhatIsAllowed() {
        assertThatThrownBy(() -> parse("--hidden"))
                .isInstanceOf(Failure.class)
                .hasMessage("oriel run: unknown option --hidden, allowed: --data --json --set")
                .extracting("exitCode")
                .isEqualTo(Failure.USAGE);
    }

    @Test
    void namesTheOptionWithoutValue() {
        assertThatThrownBy(() -> parse("--data")).hasMessage("oriel run: --data needs a value");
    }
}
