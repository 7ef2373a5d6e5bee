package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;
import org.oriel.tck.CanarySearch;

/** A real desktop: mousepad is approved, xterm is not. */
class DesktopTest {
    @TempDir
    Path folder;

    private Desktop desktop;
    private Path data;
    private String editor;
    private String terminal;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        data = folder.resolve("d");
        editor = desktop.open("mousepad", "mousepad");
        terminal = desktop.open("xterm", "xterm", "-T", "Terminal");
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"version\":1,\"timingMillis\":10,\"allow\":[{\"executable\":\"/usr/bin/mousepad\"}]}");
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    /** Starts Oriel in a terminal and agrees, as a person would. */
    private Oriel agreed() throws Exception {
        Oriel oriel = Oriel.terminal(
                data,
                desktop.environment(),
                "run",
                "--data",
                data.toString(),
                "--policy",
                folder.resolve("policy.json").toString());
        Await.until("asks", () -> oriel.printed().contains("I agree"));
        assertThat(oriel.status().get("state").getAsString()).isNotEqualTo("recording");
        oriel.type("I agree");
        oriel.awaitState("recording");
        Await.until(
                "the hook is there",
                () -> oriel.status().getAsJsonArray("sources").size() == 1);
        return oriel;
    }

    /** Gives the keyboard away, so that what was typed is released, and waits until the exporter has it. */
    private void settle(Oriel oriel) throws Exception {
        desktop.focus(terminal);
        Await.until("all is released and exported", () -> {
            JsonObject status = oriel.status();
            return status.getAsJsonObject("pipeline").get("held").getAsLong() == 0
                    && CrashTest.position(oriel) == CrashTest.last(oriel)
                    && CrashTest.last(oriel) > 0;
        });
    }

    private static String typed(Path data) throws Exception {
        StringBuilder text = new StringBuilder();
        for (JsonObject body : Exported.bodies(data, "key")) {
            if (body.get("phase").getAsString().equals("down")) {
                String key = body.get("key").getAsString();
                text.append(key.codePointCount(0, key.length()) == 1 ? key : "");
            } else if (body.get("phase").getAsString().equals("redacted")) {
                text.append(body.get("key").getAsString());
            }
        }
        return text.toString();
    }

    @Test
    @DisplayName("keys arrive with their meaning: capitals, a dead key, a live layout switch")
    void meaning() throws Exception {
        try (Oriel oriel = agreed()) {
            oriel.focus(desktop, terminal, editor);
            desktop.run("setxkbmap", "us", "-variant", "intl");
            desktop.keys("43", "26", "48", "26"); // h e ' e: the apostrophe is dead here
            desktop.run("setxkbmap", "us");
            desktop.type("Hello World");
            desktop.keys("29"); // y
            desktop.run("setxkbmap", "de");
            desktop.keys("29"); // z, the same key
            settle(oriel);
        }
        assertThat(typed(data)).isEqualTo("heéHello Worldyz");
        List<String> codes = new ArrayList<>();
        for (JsonObject body : Exported.bodies(data, "key")) {
            codes.add(body.get("code").getAsString());
        }
        assertThat(codes).contains("KeyH", "KeyE", "Quote", "KeyY", "Space").doesNotContain("KeyZ");
    }

    @Test
    @DisplayName("what is typed into an application that is not approved exists in no form")
    void denied() throws Exception {
        String canary = "xylophonequartz";
        try (Oriel oriel = agreed()) {
            desktop.focus(terminal);
            desktop.type(canary);
            oriel.focus(desktop, terminal, editor);
            desktop.type("kept");
            desktop.focus(terminal);
            desktop.type(canary);
            oriel.focus(desktop, terminal, editor);
            desktop.type("too");
            settle(oriel);
            assertThat(oriel.printed()).doesNotContain(canary);
            assertThat(oriel.status()
                            .getAsJsonObject("pipeline")
                            .getAsJsonObject("dropped")
                            .toString())
                    .contains("not-allowed");
        }
        assertThat(typed(data)).isEqualTo("kepttoo");
        assertThat(CanarySearch.of(List.of(canary)).in(data)).isEmpty();
    }

    @Test
    @DisplayName("an e-mail address and a card number, typed with corrections, are in no file")
    void redacted() throws Exception {
        try (Oriel oriel = agreed()) {
            oriel.focus(desktop, terminal, editor);
            desktop.type("write to jane.roex");
            desktop.keys("BackSpace");
            desktop.type("@example.org about 4539 1488 0343");
            desktop.keys("BackSpace", "BackSpace", "BackSpace");
            desktop.type("343 6467 today");
            settle(oriel);
        }
        String text = typed(data);
        assertThat(text)
                .contains("write to ")
                .contains("<EMAIL_1>")
                .contains("<CREDIT_CARD_1>")
                .contains("today");
        assertThat(text).doesNotContain("jane").doesNotContain("4539").doesNotContain("6467");
        assertThat(CanarySearch.of(List.of("jane.roe", "roe@example", "4539 1488", "4539148803436467"))
                        .in(data))
                .isEmpty();
    }

    @Test
    @DisplayName("pause: when it returns no source exists, typing leaves nothing, and it resumes by itself")
    void pause() throws Exception {
        try (Oriel oriel = agreed()) {
            oriel.focus(desktop, terminal, editor);
            desktop.type("before");
            assertThat(oriel.ask("pause", "12s").exit()).isZero();
            JsonObject status = oriel.status();
            assertThat(status.get("state").getAsString()).isEqualTo("paused");
            assertThat(status.getAsJsonArray("sources")).isEmpty();
            long stored = CrashTest.last(oriel);
            long pausedUntil = System.nanoTime() + Duration.ofSeconds(9).toNanos();
            while (System.nanoTime() < pausedUntil) {
                desktop.type("inthegap");
            }
            assertThat(CrashTest.last(oriel)).isEqualTo(stored);
            assertThat(oriel.status().getAsJsonArray("sources")).isEmpty();
            oriel.awaitState("recording");
            Await.until(
                    "the hook is back",
                    () -> oriel.status().getAsJsonArray("sources").size() == 1);
            oriel.focus(desktop, terminal, editor);
            desktop.type("after");
            settle(oriel);
        }
        assertThat(typed(data)).isEqualTo("beforeafter");
        assertThat(CanarySearch.of(List.of("inthegap")).in(data)).isEmpty();
    }

    @Test
    @DisplayName("withdrawing ends capture and discards what is held back; nobody agreed by pressing Enter")
    void withdrawn() throws Exception {
        try (Oriel oriel = agreed()) {
            oriel.focus(desktop, terminal, editor);
            desktop.type("discarded");
            Await.until(
                    "held",
                    () -> oriel.status().getAsJsonObject("pipeline").get("held").getAsLong() > 0);
            assertThat(oriel.ask("consent", "withdraw").exit()).isZero();
            assertThat(oriel.status().get("state").getAsString()).isEqualTo("off");
            assertThat(oriel.status().getAsJsonArray("sources")).isEmpty();
        }
        assertThat(typed(data)).isEmpty();
        try (Oriel oriel = Oriel.terminal(
                data,
                desktop.environment(),
                "run",
                "--data",
                data.toString(),
                "--policy",
                folder.resolve("policy.json").toString())) {
            Await.until("asks", () -> oriel.printed().contains("I agree"));
            oriel.type("");
            assertThat(oriel.exitValue()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("when the terminal is no longer in the foreground, capture stops within seconds")
    void indicator() throws Exception {
        try (Oriel oriel = agreed()) {
            // Closing the pseudo terminal hangs up: nobody sees the indicator any more.
            oriel.hangUp();
            Await.until("the instance ended or stopped capturing", Duration.ofSeconds(15), () -> {
                try {
                    return !oriel.javaAlive()
                            || !oriel.status().get("state").getAsString().equals("recording");
                } catch (java.io.IOException e) {
                    return true;
                }
            });
        }
    }
}
