package org.oriel.source.x11.frames;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** An X server of its own, without a window manager, of the size and with the extensions that a test wants. */
final class TestServer implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final String display;

    TestServer(String size, String... options) throws IOException {
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "Xvfb")));
        Assumptions.assumeTrue(there, "Xvfb is not installed (Debian package xvfb)");
        List<String> words = new ArrayList<>(
                List.of("Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp", "-noreset"));
        words.addAll(List.of(options));
        Process server = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(server);
        display = ":"
                + new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    String display() {
        return display;
    }

    /** Ends the server as a crash would. */
    void kill() throws InterruptedException {
        processes.get(0).destroyForcibly().waitFor();
    }

    /** Stops it or lets it go on, as a server that hangs. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(processes.get(0).pid()))
                .start()
                .waitFor();
    }

    /** Waits for a condition, with a deadline that only a broken server reaches. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
