package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension in a real Chromium. */
class ChromiumTest {
    @TempDir
    Path dir;

    @Test
    @DisplayName("no key of a protected field is claimed open in random form fillings, and every other key is")
    void forms() throws Exception {
        try (Lab lab = new Lab(dir)) {
            lab.chromiumWithExtension(lab.listed() + "/forms");
            FormTyping.Tally tally = new FormTyping(lab).run(Integer.getInteger("oriel.forms", 20), 7);
            System.out.println(tally + " " + lab.extractorNow().health());
            assertThat(tally.guarded()).isPositive();
            assertThat(tally.leaked()).as(tally.notes()).isZero();
            assertThat(tally.lost()).as(tally.notes()).isZero();
        }
    }
}
