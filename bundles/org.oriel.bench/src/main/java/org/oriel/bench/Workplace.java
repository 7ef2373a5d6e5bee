package org.oriel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A desktop with two editors full of text, and xdotool for hands. */
final class Workplace implements AutoCloseable {
    static final List<String> PROGRAMS = List.of("/usr/bin/mousepad", "/usr/bin/geany");

    private static final long START_MILLIS = 60_000;

    private final Xvfb server;
    private final Map<String, String> environment;
    private final List<Process> programs = new ArrayList<>();
    private final List<String> windows = new ArrayList<>();

    Workplace(Path folder, String size) throws IOException {
        Files.createDirectories(folder);
        server = new Xvfb(size);
        environment = Map.of(
                "DISPLAY", server.display(),
                "HOME", folder.toString(),
                "GSETTINGS_BACKEND", "memory",
                "NO_AT_BRIDGE", "1",
                "DBUS_SESSION_BUS_ADDRESS", "");
        launch("openbox");
        open("mousepad", "mousepad", text(folder.resolve("notes.txt"), 400).toString());
        open("geany", "geany", "-i", text(folder.resolve("report.txt"), 2_000).toString());
    }

    /** Made-up prose: lines of words, the same in every run. */
    private static Path text(Path file, int lines) throws IOException {
        String[] words = ("the meeting report draft order invoice network window project review budget table figure "
                        + "please check again before noon because nobody has seen it since last week and")
                .split(" ", -1);
        Random random = new Random(lines);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            for (int w = 0; w < 12; w++) {
                all.append(words[random.nextInt(words.length)]).append(' ');
            }
            all.append('\n');
        }
        return Files.writeString(file, all);
    }

    String display() {
        return server.display();
    }

    String window(int program) {
        return windows.get(program);
    }

    private void launch(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        programs.add(Children.add(builder.start()));
    }

    private void open(String windowClass, String... words) throws IOException {
        launch(words);
        String[] found = new String[1];
        boolean there = Waits.await(START_MILLIS, 50, () -> {
            String printed = hands("search", "--onlyvisible", "--class", windowClass);
            found[0] = printed.lines().filter(line -> line.matches("\\d+")).reduce("", (a, b) -> b);
            return !found[0].isEmpty();
        });
        if (!there) {
            throw new IOException(windowClass + " shows no window");
        }
        windows.add(found[0]);
        hands("windowsize", "--sync", found[0], "1100", "800");
    }

    /** Runs xdotool to its end. */
    String hands(String... words) {
        List<String> line = new ArrayList<>(List.of("xdotool"));
        line.addAll(List.of(words));
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return printed;
        } catch (IOException e) {
            throw new IllegalStateException("xdotool is missing; on Debian: apt-get install xdotool", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A policy that allows both editors, with what is done about text in pictures. */
    static Path policy(Path file, String frames) throws IOException {
        StringBuilder rules = new StringBuilder();
        for (String program : PROGRAMS) {
            rules.append(rules.isEmpty() ? "" : ",")
                    .append("{\"executable\":\"" + program + "\",\"frames\":\"" + frames + "\"}");
        }
        return Files.writeString(file, "{\"version\":1,\"allow\":[" + rules + "]}");
    }

    @Override
    public void close() {
        for (int i = programs.size() - 1; i >= 0; i--) {
            Process program = programs.get(i).destroyForcibly();
            try {
                // They write into their home until they are gone.
                program.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        server.close();
    }
}
