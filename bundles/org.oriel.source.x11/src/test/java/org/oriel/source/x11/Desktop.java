package org.oriel.source.x11;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A desktop of its own: Xvfb, openbox and real applications, with XTEST for hands. For tests of any module. */
public final class Desktop implements AutoCloseable {
    private final String display;
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private String bus = "";

    private Desktop(String display, Path home, Process server) {
        this.display = display;
        this.home = home;
        processes.add(server);
    }

    /** Starts a server on a free display, and a window manager; {@code more} are further words of the server. */
    public static Desktop start(Path home, String... more) throws Exception {
        return start(home, false, more);
    }

    /** The same with a session bus, on which applications tell assistive technology what they show. */
    public static Desktop startAccessible(Path home, String... more) throws Exception {
        return start(home, true, more);
    }

    private static Desktop start(Path home, boolean accessible, String... more) throws Exception {
        Files.createDirectories(home);
        // Without -noreset the server starts over when the first short-lived client leaves, under the window manager.
        // The server chooses a free number and tells it; a fixed one would meet another run's.
        List<String> words = new ArrayList<>(
                List.of("Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"));
        words.addAll(List.of(more));
        Process server = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader told =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        Desktop desktop = new Desktop(":" + told.readLine(), home, server);
        if (accessible) {
            desktop.startBus();
        }
        desktop.launch("openbox");
        until(
                "the window manager is there",
                () -> desktop.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").contains("window id"));
        desktop.run("setxkbmap", "us");
        return desktop;
    }

    /** A session bus that starts the accessibility bus on demand and nothing else: no keyring, no portal. */
    private void startBus() throws Exception {
        Path run = Files.createDirectories(home.resolve(".run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
        Path services = Files.createDirectories(run.resolve("services"));
        Files.writeString(
                services.resolve("org.a11y.Bus.service"),
                "[D-BUS Service]\nName=org.a11y.Bus\nExec=/usr/libexec/at-spi-bus-launcher\n");
        Path configuration = run.resolve("session.conf");
        Files.writeString(
                configuration,
                "<busconfig><type>session</type><listen>unix:path=" + run.resolve("session")
                        + "</listen><auth>EXTERNAL</auth><servicedir>" + services + "</servicedir>"
                        + "<policy context='default'><allow send_destination='*' eavesdrop='true'/>"
                        + "<allow eavesdrop='true'/><allow own='*'/></policy></busconfig>");
        bus = "unix:path=" + run.resolve("session");
        Process daemon = builder("dbus-daemon", "--nofork", "--print-address=1", "--config-file=" + configuration)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(daemon);
        // It answers once it has printed where.
        new BufferedReader(new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** Its display. */
    public String display() {
        return display;
    }

    /** Environment for programs of this desktop. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DISPLAY", display,
                "HOME", home.toString(),
                "GSETTINGS_BACKEND", "memory",
                "NO_AT_BRIDGE", "1",
                "DBUS_SESSION_BUS_ADDRESS", bus,
                "LC_ALL", "C.UTF-8"));
        if (!bus.isEmpty()) {
            environment.put("NO_AT_BRIDGE", "0");
            environment.put("XDG_RUNTIME_DIR", home.resolve(".run").toString());
            environment.put("GIO_USE_VFS", "local");
        }
        return environment;
    }

    private ProcessBuilder builder(String... words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment());
        return builder;
    }

    /** Starts a program and leaves it running. */
    public void launch(String... words) throws IOException {
        processes.add(builder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Runs a program of the desktop to its end and returns what it printed. */
    public String run(String... words) throws IOException, InterruptedException {
        Process process = builder(words).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end: " + String.join(" ", words));
        }
        return printed;
    }

    /** Starts an application and returns its window. */
    public String open(String windowClass, String... words) throws Exception {
        launch(words);
        until(windowClass + " has a window", () -> !window(windowClass).isEmpty());
        return window(windowClass);
    }

    /** Starts an application and returns its window once that has a title that begins with {@code title}. */
    public String openTitled(String windowClass, String title, String... words) throws Exception {
        launch(words);
        // A browser shows a window or two of its own before the one that stays.
        until(title + " is shown", () -> !titled(title).isEmpty());
        String window = titled(title);
        until(
                windowClass + " is that window's class",
                () -> run("xprop", "-id", window, "WM_CLASS")
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(windowClass));
        return window;
    }

    private String titled(String title) throws Exception {
        return last("--name", "^" + title);
    }

    private String window(String windowClass) throws Exception {
        return last("--class", windowClass);
    }

    private String last(String by, String pattern) throws Exception {
        return run("xdotool", "search", "--onlyvisible", by, pattern)
                .lines()
                .reduce((first, second) -> second)
                .filter(l -> l.matches("\\d+"))
                .orElse("");
    }

    /** Gives a window the keyboard and waits until it has it. */
    public void focus(String window) throws Exception {
        until("window " + window + " has the focus", () -> {
            // A window that maps just then takes the focus away again: asked until it stays.
            run("xdotool", "windowactivate", window);
            return held(window) && held(window);
        });
    }

    private boolean held(String window) throws Exception {
        return run("xdotool", "getwindowfocus").strip().equals(window)
                || run("xdotool", "getactivewindow").strip().equals(window);
    }

    /** Types text under the layout in force. */
    public void type(String text) throws Exception {
        run("xdotool", "type", "--delay", "15", "--", text);
    }

    /** Presses keys by symbol name or, a number, by keycode. */
    public void keys(String... keys) throws Exception {
        List<String> words = new ArrayList<>(List.of("xdotool", "key", "--delay", "25"));
        words.addAll(List.of(keys));
        run(words.toArray(new String[0]));
    }

    /** Title of a window. */
    public String title(String window) throws Exception {
        return run("xdotool", "getwindowname", window).strip();
    }

    /** Waits for a condition, with a deadline that only a broken desktop reaches. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 60 s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
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
