package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.source.x11.Desktop;

/** The sign of the real distribution, on a real panel and without one. */
class TrayDesktopTest {
    private static final int RED = 0xe0202a;
    private static final int AMBER = 0xf2a000;

    @TempDir
    Path folder;

    private Desktop desktop;
    private Map<String, String> environment;

    @Test
    @DisplayName("no terminal: the panel shows it; panel killed: blocked, then a window; one click there pauses")
    void signs() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        Process bus = bus();
        environment = new HashMap<>(desktop.environment());
        environment.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
        environment.put("XFCE_PANEL_MIGRATE_DEFAULT", "1");
        Path data = folder.resolve("d");
        Path policy = folder.resolve("policy.json");
        Files.writeString(policy, "{\"version\":1,\"allow\":[{\"executable\":\"/usr/bin/mousepad\"}]}");
        Process panel = program("xfce4-panel", "--disable-wm-check");
        try {
            agree(data, policy);
            try (Oriel oriel = Oriel.start(
                    environment, data, Oriel.home().resolve("sets/minimal.json"), "--policy", policy.toString())) {
                oriel.awaitState("recording");
                Await.until("the panel shows it", () -> top(find(RED)));

                panel.descendants().forEach(ProcessHandle::destroyForcibly);
                panel.destroyForcibly();
                Await.until(
                        "blocked",
                        () -> oriel.status().get("reason").getAsString().equals("no-indicator"));
                oriel.awaitState("recording");
                Await.until("a window shows it", () -> !find(RED).isEmpty() && !top(find(RED)));

                List<Integer> sign = find(RED);
                desktop.run("xdotool", "mousemove", "" + (sign.get(0) + 240), "" + sign.get(1), "click", "1");
                oriel.awaitState("paused");
                assertThat(oriel.status().getAsJsonArray("sources")).isEmpty();
                Await.until("the window says so", () -> !find(AMBER).isEmpty());
            }
        } finally {
            panel.descendants().forEach(ProcessHandle::destroyForcibly);
            panel.destroyForcibly();
            bus.destroy();
            desktop.close();
        }
    }

    private void agree(Path data, Path policy) throws Exception {
        try (Oriel oriel = Oriel.terminal(
                data, desktop.environment(), "run", "--data", data.toString(), "--policy", policy.toString())) {
            Await.until("asks", () -> oriel.printed().contains("I agree"));
            oriel.type("I agree");
            oriel.awaitState("recording");
        }
    }

    private Process bus() throws Exception {
        Process bus = new ProcessBuilder(
                        "dbus-daemon",
                        "--session",
                        "--nofork",
                        "--print-address=1",
                        "--address=unix:path=" + folder.resolve("bus"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return bus;
    }

    private Process program(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static boolean top(List<Integer> at) {
        return !at.isEmpty() && at.get(1) < 60;
    }

    /** Middle of what has this colour on the screen; empty where too little has. */
    private List<Integer> find(int colour) throws Exception {
        Path file = Files.createDirectories(Path.of("target", "screens"))
                .resolve("tray.png")
                .toAbsolutePath();
        desktop.run("import", "-window", "root", file.toString());
        BufferedImage image = ImageIO.read(file.toFile());
        long sumX = 0;
        long sumY = 0;
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == colour) {
                    sumX += x;
                    sumY += y;
                    count++;
                }
            }
        }
        return count < 40 ? List.of() : List.of((int) (sumX / count), (int) (sumY / count));
    }
}
