package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;

/** Screenshots of a real desktop, from the set {@code research}: only what was approved, and nothing that was typed in secret. */
class FramesDesktopTest {
    /** A colour that nothing else on the desktop has. */
    private static final int CANARY = 0x13ef47;

    private static final String CARD = "4111111111111111";

    @TempDir
    Path folder;

    private Desktop desktop;
    private Path data;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        data = folder.resolve("d");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    private Oriel agreed(String allow, String frames) throws Exception {
        Files.writeString(folder.resolve("policy.json"), "{\"version\":1,\"allow\":[" + allow + "]}");
        Path set = LoadSet.with(folder, "research", "org.oriel.frames", frames);
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
        assertThat(oriel.printed()).contains("pictures of the windows of approved applications");
        oriel.type("I agree");
        oriel.awaitState("recording");
        oriel.awaitSources("org.oriel.source.x11", "org.oriel.source.x11.frames");
        return oriel;
    }

    private static String rule(String executable, String frames) {
        return "{\"executable\":\"" + executable + "\",\"frames\":\"" + frames + "\"}";
    }

    private List<Path> exported() throws Exception {
        Path out = folder.resolve("pictures");
        Oriel.Result result = Oriel.call("frames", "export", "--data", data.toString(), "--out", out.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    private long frames(Oriel oriel) throws java.io.IOException {
        return oriel.status().getAsJsonObject("store").get("images").getAsLong();
    }

    @Test
    @DisplayName("an approved window above and below one that is not, moved about: no pixel of the other is ever kept")
    void onlyApproved() throws Exception {
        String editor = desktop.open("mousepad", "mousepad");
        String terminal = desktop.open(
                "xterm", "xterm", "-geometry", "60x20+200+150", "-bg", "#13ef47", "-fg", "#13ef47", "-T", "Canary");
        int wanted = Integer.getInteger("oriel.frames", 40);
        Random random = new Random(7);
        try (Oriel oriel = agreed(
                rule("/usr/bin/mousepad", "keep-all"),
                "{\"settleMillis\":20,\"settleMostMillis\":1000,\"changeMillis\":50,\"heartbeatMillis\":1000,"
                        + "\"mebibytesPerHour\":4000,\"processorPercent\":100}")) {
            desktop.focus(editor);
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(wanted > 100 ? 15 : 3);
            while (frames(oriel) < wanted) {
                assertThat(System.nanoTime())
                        .as("frames so far: " + frames(oriel))
                        .isLessThan(end);
                for (int i = 0; i < 4; i++) {
                    String which = random.nextBoolean() ? editor : terminal;
                    desktop.run(
                            "xdotool",
                            "windowmove",
                            which,
                            Integer.toString(random.nextInt(500)),
                            Integer.toString(random.nextInt(300)),
                            random.nextBoolean() ? "windowraise" : "windowlower",
                            which);
                }
                // Pictures are taken when windows have stood still for half a second.
                desktop.run("xdotool", "windowfocus", editor, "sleep", "0.7");
            }
            assertThat(oriel.ask("pause", "1h").exit()).isZero();
        }
        List<Path> pictures = exported();
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(wanted);
        long shown = 0;
        for (Path picture : pictures) {
            BufferedImage image = ImageIO.read(picture.toFile());
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    int pixel = image.getRGB(x, y) & 0xffffff;
                    shown += pixel != 0 ? 1 : 0;
                    assertThat(pixel).as(picture + " at " + x + ", " + y).isNotEqualTo(CANARY);
                }
            }
        }
        assertThat(shown).as("something of the editor is seen").isGreaterThan(100_000L * pictures.size() / 4);
    }

    @Test
    @DisplayName("a card number typed into a form in a browser is in no picture, before and after it is released")
    void card() throws Exception {
        Path page = folder.resolve("card.html");
        Files.writeString(
                page,
                "<!doctype html><title>Pay</title><body style='font:20px sans-serif'><h1>Payment</h1>"
                        + "<p>Please fill in this form and press the button below.</p>"
                        + "<input autofocus style='font:20px sans-serif;width:400px'><p><input style='width:400px'>"
                        + "<p><button>Pay now</button>");
        String browser = desktop.openTitled(
                "chromium",
                "Pay",
                "chromium",
                "--no-sandbox",
                "--no-first-run",
                "--disable-gpu",
                "--password-store=basic",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1000,700",
                "--app=" + page.toUri());
        String terminal = desktop.open("xterm", "xterm", "-geometry", "20x3-0-0", "-T", "Elsewhere");
        try (Oriel oriel = agreed(rule("/usr/lib/chromium/chromium", "mask-detected"), "{}")) {
            oriel.focus(desktop, terminal, browser);
            Await.until("a first frame", () -> frameEvents(oriel) > 0 || !oriel.alive());
            for (String part : CARD.split("(?<=\\G.{4})", -1)) {
                desktop.type(part);
                desktop.run("xdotool", "sleep", "0.8");
            }
            desktop.keys("Tab");
            desktop.type("thank you");
            desktop.run("xdotool", "sleep", "1.5");
            desktop.focus(terminal);
            Await.until(
                    "released",
                    () -> oriel.status().getAsJsonObject("pipeline").get("held").getAsLong() == 0);
            desktop.focus(browser);
            desktop.keys("Tab");
            desktop.run("xdotool", "sleep", "2");
            desktop.keys("Tab");
            desktop.run("xdotool", "sleep", "2");
            desktop.focus(terminal);
            assertThat(oriel.ask("pause", "1h").exit()).isZero();
        }
        List<Path> pictures = exported();
        assertThat(pictures).isNotEmpty();
        List<String> read = new ArrayList<>();
        for (Path picture : pictures) {
            String text = ocr(picture).replaceAll("\\s", "");
            read.add(text);
            for (int from = 0; from + 4 <= CARD.length(); from += 4) {
                // Any four of its digits in a row would be too many.
                assertThat(text).as(picture.toString()).doesNotContain(CARD.substring(from, from + 4));
            }
        }
        assertThat(read).as("the page itself is readable").anyMatch(text -> text.contains("Payment"));
    }

    private static long frameEvents(Oriel oriel) throws java.io.IOException {
        JsonObject store = oriel.status().getAsJsonObject("store");
        return store.get("images").getAsLong();
    }

    private static String ocr(Path picture) throws Exception {
        Process process = new ProcessBuilder("tesseract", picture.toString(), "-", "--psm", "11")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return text;
    }
}
