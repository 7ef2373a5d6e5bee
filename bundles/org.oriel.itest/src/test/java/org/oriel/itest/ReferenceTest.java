package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated pages in {@code docs/reference} are those of the bundles as they are. */
class ReferenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"bundles.md", "settings.md", "filters.md"})
    @DisplayName("docs/reference is up to date; if not: ./oriel docs")
    void upToDate(String page) throws Exception {
        Path root = Path.of(System.getProperty("oriel.root"));
        String generated =
                Files.readString(root.resolve("distribution/target/reference").resolve(page));
        assertThat(generated.lines().count()).isGreaterThan(50);
        assertThat(Files.readString(root.resolve("docs/reference").resolve(page)))
                .as("%s, renewed by ./oriel docs", page)
                .isEqualTo(generated);
    }
}
