package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A desktop of its own: Xvfb, openbox and real applications, with XTEST for hands. */
final class XDesktop implements AutoCloseable {
    private final String display;
    private final Path home;
    private final List<Process> processes = new ArrayList<>();

    private XDesktop(String display, Path home, Process server) {
        this.display = display;
        this.home = home;
        processes.add(server);
    }

    static XDesktop start(Path home) throws Exception {
        Files.createDirectories(home);
        // The server chooses a free number and tells it; a fixed one would meet another run's.
        Process server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader told = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        XDesktop desktop = new XDesktop(":" + told.readLine(), home, server);
        desktop.launch("openbox");
        Await.until("the window manager is there", () -> desktop.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
                .contains("window id"));
        desktop.run("setxkbmap", "us");
        return desktop;
    }

    String display() {
        return display;
    }

    Map<String, String> environment() {
        return Map.of(
                "DISPLAY", display,
                "HOME", home.toString(),
                "GSETTINGS_BACKEND", "memory",
                "NO_AT_BRIDGE", "1",
                "DBUS_SESSION_BUS_ADDRESS", "",
                "LC_ALL", "C.UTF-8");
    }

    private ProcessBuilder builder(String... words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment());
        return builder;
    }

    void launch(String... words) throws IOException {
        processes.add(builder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Runs a program of the desktop to its end and returns what it printed. */
    String run(String... words) throws IOException, InterruptedException {
        Process process = builder(words).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(String.join(" ", words)).isTrue();
        return printed;
    }

    /** Starts an application and returns its window. */
    String open(String windowClass, String... words) throws Exception {
        launch(words);
        Await.until(windowClass + " has a window", () -> !window(windowClass).isEmpty());
        return window(windowClass);
    }

    private String window(String windowClass) throws Exception {
        return run("xdotool", "search", "--onlyvisible", "--class", windowClass)
                .lines()
                .reduce((first, second) -> second)
                .filter(l -> l.matches("\\d+"))
                .orElse("");
    }

    /** Gives a window the keyboard and waits until it has it. */
    void focus(String window) throws Exception {
        run("xdotool", "windowactivate", "--sync", window);
        Await.until("window has the focus", () -> run("xdotool", "getwindowfocus").strip().equals(window)
                || run("xdotool", "getactivewindow").strip().equals(window));
    }

    /** Types text under the layout in force. */
    void type(String text) throws Exception {
        run("xdotool", "type", "--delay", "15", "--", text);
    }

    /** Presses keys by symbol name or, a number, by keycode. */
    void keys(String... keys) throws Exception {
        List<String> words = new ArrayList<>(List.of("xdotool", "key", "--delay", "25"));
        words.addAll(List.of(keys));
        run(words.toArray(new String[0]));
    }

    String title(String window) throws Exception {
        return run("xdotool", "getwindowname", window).strip();
    }

    @Override
    public void close() throws Exception {
        for (int i = processes.size() - 1; i >= 0; i--) {
            Process process = processes.get(i);
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
