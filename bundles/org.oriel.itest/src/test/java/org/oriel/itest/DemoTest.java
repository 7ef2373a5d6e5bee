package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing anyone runs. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("the demo ends by itself with 0, a summary and a JSON lines file, and its data verifies")
    void endsByItself() throws Exception {
        Path data = folder.resolve("data");
        Oriel.Result demo = Oriel.call("demo", "--data", data.toString());

        assertThat(demo.err()).isEmpty();
        assertThat(demo.exit()).isZero();
        assertThat(demo.out())
                .contains("records in", "redacted", "EMAIL", "CREDIT_CARD", "held back", "exported", "gaps")
                .contains(data.toString());
        List<String> ids = Exported.ids(data);
        assertThat(ids).hasSizeGreaterThan(500).doesNotHaveDuplicates();

        Oriel.Result verify = Oriel.call("verify", data.toString());
        assertThat(verify.exit()).as(verify.err()).isZero();
    }

    @Test
    @DisplayName("a second demo over the same data goes on after the first")
    void goesOn() throws Exception {
        Path data = folder.resolve("data");
        Oriel.call("demo", "--data", data.toString());
        int first = Exported.ids(data).size();
        Oriel.Result again = Oriel.call("demo", "--data", data.toString());

        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(Exported.ids(data)).hasSizeGreaterThan(first).doesNotHaveDuplicates();
    }
}
