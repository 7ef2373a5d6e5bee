package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.itest.FixpointTasks.Task;
import org.oriel.source.x11.Desktop;

/**
 * Capture, export, replay in a fresh desktop, capture again: the same steps, the same files. Four tasks in every build;
 * {@code -Doriel.fixpoint=all} does all, and {@code -Doriel.fixpoint.write=docs/fixpoint.md} writes the tables there.
 */
class FixpointTest {
    private static final List<String> EVERY_BUILD = List.of(
            "mousepad: type and save",
            "mousepad: mistakes corrected",
            "geany: a small program",
            "chromium: nested menus under the pointer");

    /** As somebody sets it up who wants everything: programs are asked to tell, browsers of their pages too. */
    private static final String ACCESSIBILITY =
            "{\"display\":\"${oriel.display}\",\"enable\":true,\"webContent\":[\"/usr/lib/chromium/chromium\"]}";

    @TempDir
    Path folder;

    private final List<String> submitted = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** What one round left. */
    private record Round(List<String> steps, String state, Path events) {}

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page;
        try (var form = FixpointTest.class.getResourceAsStream("/fixpoint-form.html")) {
            page = form.readAllBytes();
        }
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/done")) {
                submitted.add(exchange.getRequestURI().getRawQuery());
            }
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            try (var body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String[] command(String program, Path home) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        return Arrays.stream(program.split(" ", -1))
                .map(word -> word.replace("HOME", home.toString()).replace("URL", url))
                .toArray(String[]::new);
    }

    /** The home must have the same path both times: paths are typed into dialogs. */
    private static Path freshHome(Path home) throws Exception {
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
        Files.createDirectories(home);
        Files.writeString(home.resolve("notes.txt"), "");
        Files.writeString(home.resolve("main.c"), "");
        return home;
    }

    /** Hands of a round: a script, or the replay of the round before. */
    private interface Hands {
        void work(Desktop desktop, Path home) throws Exception;
    }

    private Round round(Task task, String name, Hands hands) throws Exception {
        Path home = freshHome(folder.resolve("home"));
        submitted.clear();
        Path data = folder.resolve(name.replaceAll("\\W+", "-"));
        Path policy = folder.resolve("policy.json");
        Files.writeString(
                policy,
                "{\"version\":1,\"timingMillis\":1,\"allow\":[{\"executable\":\"/usr/bin/mousepad\"},"
                        + "{\"executable\":\"/usr/bin/geany\"},{\"executable\":\"/usr/lib/chromium/chromium\"}]}");
        Path out = data.resolve("out");
        Path set = LoadSet.with(folder, "research", "org.oriel.context.accessibility", ACCESSIBILITY);
        try (Desktop desktop = Desktop.startAccessible(home)) {
            // The oldest window, so that Alt+Tab goes to and fro between the programs of the task.
            String elsewhere = desktop.open("xterm", "xterm", "-geometry", "20x3-0-0", "-T", "Elsewhere");
            try (Oriel oriel = Oriel.terminal(
                    data,
                    desktop.environment(),
                    "run",
                    "--set",
                    set.toString(),
                    "--data",
                    data.toString(),
                    "--policy",
                    policy.toString())) {
                Await.until("asks", () -> oriel.printed().contains("I agree"));
                oriel.type("I agree");
                oriel.awaitState("recording");
                Await.until(
                        "the hook is there",
                        () -> oriel.status().getAsJsonArray("sources").size() >= 1);
                List<String> windows = open(desktop, task, home);
                String from = elsewhere;
                for (String window : windows) {
                    oriel.focus(desktop, from, window);
                    from = window;
                }
                // Nobody types into a window in the moment in which it comes.
                desktop.run("xdotool", "sleep", "1");
                hands.work(desktop, home);
                desktop.run("xdotool", "sleep", "1");
                desktop.focus(elsewhere);
                assertThat(oriel.ask("pause", "1h").exit()).isZero();
                Oriel.Result exported =
                        Oriel.call("export", "jsonl", "--data", oriel.data().toString(), "--out", out.toString());
                assertThat(exported.exit()).as(exported.err()).isZero();
            }
        }
        Path events = Exported.file(out);
        return new Round(Steps.of(events), task.state().of(home, List.copyOf(submitted)), events);
    }

    private List<String> open(Desktop desktop, Task task, Path home) throws Exception {
        List<String> windows = new ArrayList<>();
        for (String program : task.programs()) {
            String[] words = command(program, home);
            windows.add(
                    words[0].equals("chromium")
                            ? desktop.openTitled(words[0], "Form", words)
                            : desktop.open(words[0], words));
        }
        return windows;
    }

    /** What came of a task: steps of the first round and of the second, and how many are the same in the same order. */
    private record Outcome(Task task, int first, int again, int same, boolean state) {
        int steps() {
            return Math.max(first, again);
        }

        String row() {
            String[] name = task.name().split(": ", 2);
            return "| %s | %s | %d | %d | %d | %s |%n"
                    .formatted(name[0], name[1], first, again, same, state ? "yes" : "**no**");
        }
    }

    private Outcome fixpoint(Task task) throws Exception {
        Round once = round(task, task.name() + "-1", task.script()::run);
        assertThat(once.state()).as("what \"" + task.name() + "\" leaves").isNotBlank();
        String[] said = {""};
        Round again = round(task, task.name() + "-2", (desktop, home) -> {
            Oriel.Result replayed = Oriel.call(
                    Map.of("DISPLAY", desktop.display()),
                    "replay",
                    once.events().toString(),
                    "--display",
                    desktop.display());
            said[0] = replayed.exit() + "\n" + replayed.out() + replayed.err();
        });
        int same = Steps.common(once.steps(), again.steps());
        Outcome outcome = new Outcome(
                task,
                once.steps().size(),
                again.steps().size(),
                same,
                once.state().equals(again.state()));
        if (same < outcome.steps() || !outcome.state()) {
            keep(once, task.name() + "-1");
            keep(again, task.name() + "-2");
            System.out.println(task.name() + "\n  first  " + String.join("\n         ", once.steps()) + "\n  again  "
                    + String.join("\n         ", again.steps()) + "\n  state  " + once.state() + " / " + again.state()
                    + "\n" + said[0]);
        }
        return outcome;
    }

    /** For whoever looks into it: the temporary folder is gone afterwards. */
    private static void keep(Round round, String name) throws Exception {
        Path to = Path.of("target/fixpoint-" + name.replaceAll("\\W+", "-") + ".jsonl");
        Files.copy(round.events(), to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @DisplayName("a recording says everything that matters: done again, it gives the same steps and the same files")
    void fixpoint() throws Exception {
        boolean all = System.getProperty("oriel.fixpoint", "").equals("all");
        String only = System.getProperty("oriel.fixpoint.only", "");
        List<Outcome> outcomes = new ArrayList<>();
        for (Task task : FixpointTasks.all()) {
            if (only.isEmpty()
                    ? all || EVERY_BUILD.contains(task.name())
                    : task.name().contains(only)) {
                outcomes.add(fixpoint(task));
            }
        }
        write("tasks", outcomes);
        if (all) {
            List<Outcome> limits = new ArrayList<>();
            for (Task task : FixpointTasks.limits()) {
                limits.add(fixpoint(task));
            }
            write("limits", limits);
        }
        int steps = outcomes.stream().mapToInt(Outcome::steps).sum();
        int same = outcomes.stream().mapToInt(Outcome::same).sum();
        long states = outcomes.stream().filter(Outcome::state).count();
        assertThat(steps).as("steps").isGreaterThan(outcomes.size());
        assertThat(same).as("same steps of " + steps).isGreaterThanOrEqualTo((int) Math.ceil(steps * 0.99));
        assertThat(states).as("same final states").isGreaterThanOrEqualTo((long) Math.ceil(outcomes.size() * 0.95));
    }

    /** Writes the table where the document has its marks, and to the log. */
    private static void write(String name, List<Outcome> outcomes) throws Exception {
        StringBuilder table = new StringBuilder("| application | what is done | steps | steps again | the same |"
                + " same final state |\n|---|---|---|---|---|---|\n");
        outcomes.forEach(outcome -> table.append(outcome.row()));
        table.append("| **all** | %d tasks | %d | %d | %d (%.1f %%) | %d of %d |%n"
                .formatted(
                        outcomes.size(),
                        outcomes.stream().mapToInt(Outcome::first).sum(),
                        outcomes.stream().mapToInt(Outcome::again).sum(),
                        outcomes.stream().mapToInt(Outcome::same).sum(),
                        100.0
                                * outcomes.stream().mapToInt(Outcome::same).sum()
                                / Math.max(
                                        1,
                                        outcomes.stream()
                                                .mapToInt(Outcome::steps)
                                                .sum()),
                        outcomes.stream().filter(Outcome::state).count(),
                        outcomes.size()));
        System.out.println(table);
        String to = System.getProperty("oriel.fixpoint.write", "");
        if (!to.isEmpty()) {
            Path document = Path.of(System.getProperty("oriel.root", ".")).resolve(to);
            String begin = "<!-- " + name + " -->\n";
            String end = "<!-- end of " + name + " -->";
            String text = Files.readString(document);
            int from = text.indexOf(begin) + begin.length();
            int until = text.indexOf(end);
            assertThat(until).as("the marks of " + name + " in " + to).isGreaterThanOrEqualTo(from);
            Files.writeString(document, text.substring(0, from) + table + text.substring(until));
        }
    }
}
