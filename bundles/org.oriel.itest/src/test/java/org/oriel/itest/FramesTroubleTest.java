package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;

/** Frames where something is missing or changes under them: each is said, and nothing unmasked is ever kept. */
class FramesTroubleTest {
    @TempDir
    Path folder;

    private Oriel agreed(Desktop desktop, Path data, String redactor) throws Exception {
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"version\":1,\"allow\":[{\"executable\":\"/usr/bin/mousepad\",\"frames\":\"mask-detected\"}]}");
        Path set = LoadSet.with(folder, "research", "org.oriel.redact.frame", redactor);
        Oriel oriel = Oriel.terminal(
                data,
                desktop.environment(),
                "run",
                "--set",
                set.toString(),
                "--data",
                data.toString(),
                "--policy",
                folder.resolve("policy.json").toString());
        Await.until("asks", () -> oriel.printed().contains("I agree"));
        oriel.type("I agree");
        oriel.awaitState("recording");
        return oriel;
    }

    private static long images(Oriel oriel) throws java.io.IOException {
        return oriel.status().getAsJsonObject("store").get("images").getAsLong();
    }

    private List<JsonObject> frames(Path data) throws Exception {
        Oriel.Result listed = Oriel.call("frames", "list", "--json", "--data", data.toString());
        assertThat(listed.exit()).as(listed.err()).isZero();
        return listed.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test
    @DisplayName("no shared memory, and another resolution while it records: said, and frames go on in the new size")
    void screenChanges() throws Exception {
        Path data = folder.resolve("d");
        try (Desktop desktop = Desktop.start(folder.resolve("home"), "-extension", "MIT-SHM")) {
            String editor = desktop.open("mousepad", "mousepad");
            String terminal = desktop.open("xterm", "xterm", "-geometry", "20x3-0-0", "-T", "Elsewhere");
            try (Oriel oriel = agreed(desktop, data, "{}")) {
                oriel.focus(desktop, terminal, editor);
                desktop.type("one line\n");
                Await.until("a frame", () -> images(oriel) > 0);
                assertThat(oriel.status().getAsJsonArray("sources").toString()).contains("MIT-SHM");
                desktop.run(
                        "xrandr",
                        "--newmode",
                        "small",
                        "38.25",
                        "800",
                        "832",
                        "912",
                        "1024",
                        "600",
                        "603",
                        "607",
                        "624");
                desktop.run("xrandr", "--addmode", "screen", "small");
                desktop.run("xrandr", "--output", "screen", "--mode", "small");
                Await.until("the screen is small", () -> desktop.run("xrandr").contains("current 800 x 600"));
                oriel.focus(desktop, terminal, editor);
                long before = images(oriel);
                desktop.type("another line\n");
                Await.until("a frame of the small screen", () -> images(oriel) > before);
                assertThat(oriel.status().get("state").getAsString()).isEqualTo("recording");
                assertThat(oriel.ask("pause", "1h").exit()).isZero();
            }
        }
        assertThat(frames(data))
                .filteredOn(frame -> frame.get("stored").getAsBoolean())
                .extracting(frame -> frame.getAsJsonObject("area").get("width").getAsInt())
                .contains(1280, 800);
    }

    @Test
    @DisplayName(
            "where nobody can read text in pictures, no picture of an application whose text must be looked at is kept")
    void withoutTesseract() throws Exception {
        Path data = folder.resolve("d");
        try (Desktop desktop = Desktop.start(folder.resolve("home"))) {
            String editor = desktop.open("mousepad", "mousepad");
            String terminal = desktop.open("xterm", "xterm", "-geometry", "20x3-0-0", "-T", "Elsewhere");
            try (Oriel oriel = agreed(desktop, data, "{\"trainedData\":\"" + folder + "\"}")) {
                oriel.focus(desktop, terminal, editor);
                desktop.type("nobody reads this\n");
                oriel.focus(desktop, terminal, editor);
                Await.until(
                        "it says so",
                        () -> oriel.ask("status").out().contains("no pictures are kept: the frame redactor"));
                desktop.focus(terminal);
                Await.until(
                        "all is released",
                        () -> oriel.status()
                                        .getAsJsonObject("pipeline")
                                        .get("held")
                                        .getAsLong()
                                == 0);
                assertThat(oriel.ask("pause", "1h").exit()).isZero();
            }
        }
        assertThat(frames(data)).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame.get("stored").getAsBoolean()).isFalse();
            assertThat(frame.get("missing").getAsString()).isNotEmpty();
        });
    }
}
