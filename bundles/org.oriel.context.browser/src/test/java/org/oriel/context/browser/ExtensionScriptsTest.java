package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExtensionScriptsTest {
    @Test
    @DisplayName("the extension's own tests pass")
    void node() throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("node", "--test", "extension/test/")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("node is not installed (Debian: nodejs)");
            return;
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("pass 1");
    }
}
