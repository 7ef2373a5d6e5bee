package org.oriel.context.accessibility;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** A desktop of its own with a session bus, on which real applications tell assistive technology what they show. */
final class GtkDesktop implements AutoCloseable {
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String display;
    private String address = "";
    private Process bus;

    private GtkDesktop(Path home, String display, Process server) {
        this.home = home;
        this.display = display;
        processes.add(server);
    }

    /** Skips the test, saying why, when a program is absent. */
    static void need(String... programs) {
        for (String program : programs) {
            boolean there = List.of("/usr/bin/", "/usr/libexec/").stream()
                    .anyMatch(d -> Files.isExecutable(Path.of(d + program)));
            assumeTrue(there, program + " is not installed");
        }
    }

    static GtkDesktop start(Path home) throws Exception {
        need("Xvfb", "openbox", "xdotool", "dbus-daemon", "at-spi-bus-launcher");
        Files.createDirectories(home);
        Path run = Files.createDirectories(home.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        GtkDesktop desktop = new GtkDesktop(home, ":" + firstLine(server), server);
        desktop.startBus();
        desktop.launch("openbox");
        until(
                "the window manager is there",
                () -> desktop.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").contains("window id"));
        return desktop;
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    void startBus() throws IOException {
        // A fixed address, so that a bus that is started again is found again.
        address = "unix:path=" + home.resolve("session");
        Files.deleteIfExists(home.resolve("session"));
        bus = builder("dbus-daemon", "--session", "--nofork", "--print-address=1", "--address=" + address)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(bus);
        firstLine(bus);
    }

    /** Kills the session bus, and the accessibility bus that it started. */
    void killBus() throws InterruptedException {
        bus.descendants().forEach(ProcessHandle::destroyForcibly);
        bus.destroyForcibly();
        bus.waitFor(10, TimeUnit.SECONDS);
    }

    /** The session bus accepts connections, and does nothing more. */
    void stopBus() throws Exception {
        run("kill", "-STOP", String.valueOf(bus.pid()));
    }

    String display() {
        return display;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("DISPLAY", display);
        environment.put("HOME", home.toString());
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        environment.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        environment.put("GSETTINGS_BACKEND", "memory");
        environment.put("DBUS_SESSION_BUS_ADDRESS", address);
        environment.put("LC_ALL", "C.UTF-8");
        return environment;
    }

    private ProcessBuilder builder(String... words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().remove("NO_AT_BRIDGE");
        builder.environment().putAll(environment());
        return builder;
    }

    Process launch(String... words) throws IOException {
        Process process = builder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
        return process;
    }

    String run(String... words) throws IOException, InterruptedException {
        Process process = builder(words).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end: " + String.join(" ", words));
        }
        return printed;
    }

    /** The window of a title, once it is there and has the keyboard. */
    int window(String title) throws Exception {
        until("a window " + title, () -> found(title) != 0);
        int window = found(title);
        run("xdotool", "windowactivate", "--sync", String.valueOf(window));
        return window;
    }

    private int found(String title) throws Exception {
        return run("xdotool", "search", "--onlyvisible", "--name", title)
                .lines()
                .filter(l -> l.matches("\\d+"))
                .map(Integer::parseInt)
                .reduce((first, second) -> second)
                .orElse(0);
    }

    void type(String text) throws Exception {
        run("xdotool", "type", "--delay", "20", "--", text);
    }

    void keys(String... keys) throws Exception {
        for (String key : keys) {
            run("xdotool", "key", key);
        }
    }

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
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
