package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Page;

/** The extension in a real Chromium, on a desktop of its own. */
class ChromiumTest {
    @TempDir
    Path dir;

    @BeforeEach
    void needed() {
        Lab.needs(Lab.CHROMIUM, "chromium");
    }

    @Test
    @DisplayName("no key of a protected field is claimed open in random form fillings, and every other key is")
    void forms() throws Exception {
        try (Lab lab = new Lab(dir)) {
            lab.chromiumWithExtension(lab.listed() + "/forms");
            FormTyping.Tally tally = new FormTyping(lab).run(Integer.getInteger("oriel.forms", 15), 7);
            System.out.println(tally + " " + lab.extractorNow().health());
            assertThat(tally.guarded()).isPositive();
            assertThat(tally.leaked()).as(tally.notes()).isZero();
            assertThat(tally.lost()).as(tally.notes()).isLessThanOrEqualTo(tally.open() / 50);
        }
    }

    @Test
    @DisplayName("clicks: role and name are those of the element, its box contains the point; choices, pages, frames")
    void clicks() throws Exception {
        try (Lab lab = new Lab(dir)) {
            lab.chromiumWithExtension(lab.listed() + "/controls");
            new Clicking(lab).run(Integer.getInteger("oriel.clicks", 60));
        }
    }

    @Test
    @DisplayName("silence: a site that is not listed, a pause, a private window; and what follows them is told again")
    void silence() throws Exception {
        try (Lab lab = new Lab(dir)) {
            lab.chromiumWithExtension("http://localhost:" + lab.port() + "/forms");
            lab.focusPage();
            lab.eval("show('<input id=a>') && (a.focus(), 1)");
            type(lab, 5);
            lab.eval("1");
            assertThat(lab.context.fields).as("a site that is not listed").isEmpty();
            assertThat(lab.context.told).isEmpty();

            lab.go(lab.listed() + "/forms");
            Lab.until("the page is told", () -> !lab.context.bodies(Page.class).isEmpty());
            lab.focusPage();
            lab.eval("show('<input id=a>') && (a.focus(), 1)");
            type(lab, 5);
            Lab.until("a listed one", () -> !lab.context.fields.isEmpty());

            lab.pause();
            lab.context.fields.clear();
            type(lab, 5);
            Lab.until("the page saw them", () -> lab.eval("downs().length").getAsInt() == 10);
            assertThat(lab.context.fields).as("paused").isEmpty();
            lab.resume();
            Lab.until("the relay is back", () -> lab.extractorNow().counters().get("messages") > 0);
            assertThat(lab.context.fields).as("what was typed while paused").isEmpty();
            Lab.until("keys are told again", () -> {
                type(lab, 1);
                return !lab.context.fields.isEmpty();
            });

            lab.desktop.keys("ctrl+shift+n");
            Lab.until(
                    "a private window",
                    () -> lab.desktop
                            .run("xdotool", "getactivewindow", "getwindowname")
                            .contains("New Incognito"));
            lab.desktop.type(lab.listed().substring(7) + "/forms?private");
            lab.desktop.keys("Return");
            Lab.until(
                    "the private page is there",
                    () -> lab.desktop
                            .run("xdotool", "getactivewindow", "getwindowname")
                            .startsWith("Forms"));
            // The time that the other window's tab was in front is told when it ends.
            lab.context.told.clear();
            lab.context.fields.clear();
            type(lab, 10);
            lab.desktop.run("xdotool", "getactivewindow");
            assertThat(lab.context.fields.stream().filter(f -> f.privacy() != Privacy.PRIVATE))
                    .as("private window")
                    .isEmpty();
            assertThat(lab.context.told).isEmpty();
        }
    }

    private static void type(Lab lab, int keys) {
        for (int i = 0; i < keys; i++) {
            lab.press(24 + i % 10, 15_000_000);
        }
    }
}
