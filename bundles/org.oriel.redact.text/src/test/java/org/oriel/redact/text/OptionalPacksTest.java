package org.oriel.redact.text;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.redact.rules.RulePack;

/** The packs that a deployment may put into the engine's directory pass their own cases. */
class OptionalPacksTest {
    @ParameterizedTest
    @ValueSource(strings = {"url.json", "dates.json"})
    void passesItsOwnCases(String file) {
        assertThatCode(() -> RulePack.load(Path.of("src/main/resources/OSGI-INF/oriel/optional", file)))
                .doesNotThrowAnyException();
    }
}
