package org.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("a target that is not met says so, and so does one that was not measured")
    void verdicts() {
        Report met = new Report().atMost("a", 1, 2, " ms");
        assertThat(met.missed()).isFalse();
        assertThat(met.toString()).contains("| a | ≤ 2.00 ms | 1.00 ms | met |");
        assertThat(new Report().atLeast("b", 1, 2, "").missed()).isTrue();
        assertThat(new Report().atMost("c", Double.NaN, 2, "").missed()).isTrue();
    }

    @Test
    @DisplayName("results replace what is between their markers, and nothing else")
    void readme() throws Exception {
        Path file = Files.writeString(folder.resolve("README.md"), "a\n<!-- x -->\nold\n<!-- end of x -->\nb\n");
        new Readme(file).replace("x", "new\n");
        assertThat(file).hasContent("a\n<!-- x -->\nnew\n<!-- end of x -->\nb\n");
        assertThatThrownBy(() -> new Readme(file).replace("y", "")).hasMessageContaining("no markers for y");
    }

    @Test
    @DisplayName("the README has markers for every benchmark")
    void markers() throws Exception {
        Path readme = Files.copy(Path.of("README.md"), folder.resolve("copy.md"));
        for (String name : new String[] {"hook", "agent", "spool", "handoff"}) {
            new Readme(readme).replace(name, name);
        }
    }
}
