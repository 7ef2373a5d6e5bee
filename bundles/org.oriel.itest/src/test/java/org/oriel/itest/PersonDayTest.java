package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;
import org.oriel.tck.CanarySearch;

/** A person's day on their page, in a real browser on a real desktop; pictures are kept in {@code target/person-day}. */
class PersonDayTest {
    private static final Path PICTURES = Path.of("target/person-day");
    private static final String PAUSED_WORDS = "xylophonequartz";

    @TempDir
    Path folder;

    private Desktop desktop;
    private Path data;
    private String editor;
    private String terminal;
    private int pictures;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        data = folder.resolve("d");
        editor = desktop.open("mousepad", "mousepad");
        terminal = desktop.open("xterm", "xterm", "-geometry", "30x5-0-0", "-T", "Elsewhere");
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"version\":1,\"timingMillis\":10,\"allow\":[{\"executable\":\"/usr/bin/mousepad\"}]}");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    private void picture(Chromium page, String name) throws Exception {
        page.picture(PICTURES.resolve("%02d-%s.png".formatted(++pictures, name)));
    }

    /** Types into the editor and turns away, so that what was typed is released. */
    private void type(Oriel oriel, String text) throws Exception {
        oriel.awaitSources("org.oriel.source.x11");
        oriel.focus(desktop, terminal, editor);
        desktop.type(text);
        desktop.focus(terminal);
    }

    private static long stored(Oriel oriel) throws Exception {
        return oriel.status().getAsJsonObject("pipeline").get("stored").getAsLong();
    }

    private static void settle(Oriel oriel) throws Exception {
        Await.until(
                "all is released and exported",
                () -> oriel.status().getAsJsonObject("pipeline").get("held").getAsLong() == 0
                        && CrashTest.position(oriel) == CrashTest.last(oriel)
                        && CrashTest.last(oriel) > 0);
    }

    @Test
    @DisplayName(
            "first start, notice, yes, work, pause, resume, exemption, a minute deleted, exports, ledger, no again")
    void day() throws Exception {
        try (Oriel oriel = Oriel.terminal(
                data,
                desktop.environment(),
                "run",
                "--data",
                data.toString(),
                "--policy",
                folder.resolve("policy.json").toString())) {
            Await.until("asks", () -> oriel.printed().contains("I agree"));
            Oriel.Result way = oriel.ask("ui");
            assertThat(way.out()).as(way.err()).startsWith("http://127.0.0.1:");
            try (Chromium page =
                    Chromium.open(desktop, folder.resolve("profile"), way.out().strip())) {
                agree(oriel, page);
                work(oriel, page);
                pause(oriel, page);
                exemption(page);
                takeBack(oriel, page);
                look(page);
                withdraw(oriel, page);
            }
        }
        assertThat(CanarySearch.of(List.of(PAUSED_WORDS)).in(data)).isEmpty();
    }

    private void agree(Oriel oriel, Chromium page) throws Exception {
        page.await("You have not agreed, so nothing is recorded.");
        picture(page, "first-start");
        page.go("consent");
        page.await("WHAT ORIEL RECORDS ON THIS COMPUTER");
        page.await("/usr/bin/mousepad");
        picture(page, "notice");
        page.press("I agree");
        oriel.awaitState("recording");
        page.await("You agreed to this notice");
        picture(page, "agreed");
        Await.until(
                "the hook is there",
                () -> oriel.status().getAsJsonArray("sources").size() == 1);
    }

    private void work(Oriel oriel, Chromium page) throws Exception {
        type(oriel, "minutes of the meeting, write to jane.roe@example.org");
        settle(oriel);
        page.go("today");
        page.await("mousepad");
        page.await("E-mail addresses");
        picture(page, "today");
    }

    private void pause(Oriel oriel, Chromium page) throws Exception {
        page.go("now");
        page.press("Pause for 30 minutes");
        oriel.awaitState("paused");
        page.await("Resume now");
        assertThat(page.text()).containsPattern("(29:5\\d|30:00)");
        picture(page, "paused");
        long before = stored(oriel);
        desktop.focus(editor);
        desktop.type(PAUSED_WORDS);
        desktop.focus(terminal);
        page.press("Resume now");
        oriel.awaitState("recording");
        page.await("Pause for 30 minutes");
        assertThat(stored(oriel)).as("nothing of the pause").isLessThanOrEqualTo(before + 4);
    }

    /** Where this installation takes requests; where it does not, the page says so. */
    private void exemption(Chromium page) throws Exception {
        page.go("exemptions");
        if (page.text().contains("takes no exemption requests")) {
            picture(page, "exemptions-not-here");
            return;
        }
        page.fill("Path of the program", "/usr/bin/thunderbird");
        page.press("Ask");
        page.await("Waiting for an answer; in force");
        picture(page, "exemption");
    }

    private void takeBack(Oriel oriel, Chromium page) throws Exception {
        type(oriel, "this minute should go");
        settle(oriel);
        page.go("review");
        page.await("this minute should go");
        picture(page, "review");
        page.press("Delete more at once");
        page.fill("Last minutes", "5");
        page.press("Delete …");
        page.await("Delete the last 5 minutes?");
        picture(page, "take-back");
        page.press("Delete for good");
        page.await("deleted.");
        Await.until("it is gone from the page", () -> !page.text().contains("this minute should go"));
        picture(page, "taken-back");
    }

    private void look(Chromium page) throws Exception {
        page.go("exports");
        page.await("jsonl");
        page.await("JSON lines files on this computer");
        picture(page, "exports");
        page.go("ledger");
        if (page.text().contains("keeps no ledger")) {
            picture(page, "ledger-not-here");
        } else {
            page.press("Verify");
            page.await("Whole:");
            picture(page, "ledger");
        }
        page.go("mine");
        page.await("Is my data used, and for what?");
        picture(page, "my-data");
    }

    private void withdraw(Oriel oriel, Chromium page) throws Exception {
        page.go("consent");
        page.press("Take it back");
        oriel.awaitState("off");
        page.await("You said no, so nothing is recorded.");
        picture(page, "withdrawn");
        assertThat(oriel.status().getAsJsonArray("sources")).isEmpty();
    }
}
