package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same extension in a real Firefox ESR. */
class FirefoxTest {
    @TempDir
    Path dir;

    @BeforeEach
    void needed() {
        Lab.needs(Lab.FIREFOX, "firefox-esr");
    }

    @Test
    @DisplayName("force-installed by policy: forms and clicks as in Chromium")
    void formsAndClicks() throws Exception {
        try (Lab lab = new Lab(dir)) {
            lab.firefoxWithExtension(lab.listed() + "/forms");
            FormTyping.Tally tally = new FormTyping(lab).run(Integer.getInteger("oriel.forms", 10), 9);
            System.out.println(tally + " " + lab.extractorNow().health());
            assertThat(tally.guarded()).isPositive();
            assertThat(tally.leaked()).as(tally.notes()).isZero();
            assertThat(tally.lost()).as(tally.notes()).isLessThanOrEqualTo(tally.open() / 50);
            lab.context.told.clear();
            lab.go(lab.listed() + "/controls");
            new Clicking(lab).run(Integer.getInteger("oriel.clicks", 40));
        }
    }
}
