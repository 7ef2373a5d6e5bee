package org.oriel.control.tray;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** An X display of its own, with a session bus of its own where one is wanted. */
final class Screen implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<Process> processes = new ArrayDeque<>();

    private Screen(Path folder) {
        this.folder = folder;
    }

    static Screen start(Path folder, String... needed) throws Exception {
        for (String program : needed) {
            Assumptions.assumeTrue(present(program), "needs the program " + program);
        }
        Assumptions.assumeTrue(
                present("Xvfb") && present("import") && present("xdotool"), "needs Xvfb, ImageMagick, xdotool");
        Screen screen = new Screen(folder);
        screen.environment.put("HOME", folder.toString());
        screen.environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        screen.environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        screen.environment.put("DBUS_SESSION_BUS_ADDRESS", "");
        screen.environment.put("GSETTINGS_BACKEND", "memory");
        screen.environment.put("NO_AT_BRIDGE", "1");
        screen.environment.put("LC_ALL", "C.UTF-8");
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        screen.processes.push(server);
        screen.environment.put("DISPLAY", ":" + line(server));
        return screen;
    }

    private static boolean present(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    Screen withBus() throws Exception {
        Process daemon = new ProcessBuilder(
                        "dbus-daemon",
                        "--session",
                        "--nofork",
                        "--print-address=1",
                        "--address=unix:path=" + folder.resolve("bus"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.push(daemon);
        environment.put("DBUS_SESSION_BUS_ADDRESS", line(daemon));
        return this;
    }

    Map<String, String> environment() {
        return environment;
    }

    Process launch(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    String run(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(30, TimeUnit.SECONDS);
        return printed;
    }

    /** The whole screen; kept under {@code name} beside the test reports, for whoever wants to look. */
    BufferedImage picture(String name) throws Exception {
        Path file = Files.createDirectories(Path.of("target", "screens")).resolve(name + ".png");
        run("import", "-window", "root", file.toString());
        return ImageIO.read(file.toFile());
    }

    /** Middle of the pixels that have this colour; empty where there are fewer than {@code least}. */
    static List<Integer> find(BufferedImage image, int colour, int least) {
        long sumX = 0;
        long sumY = 0;
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == (colour & 0xffffff)) {
                    sumX += x;
                    sumY += y;
                    count++;
                }
            }
        }
        return count < least ? List.of() : List.of((int) (sumX / count), (int) (sumY / count));
    }

    void click(List<Integer> at) throws Exception {
        run("xdotool", "mousemove", "" + at.get(0), "" + at.get(1), "click", "1");
    }

    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 60 s: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() throws Exception {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
