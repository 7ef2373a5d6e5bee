package org.oriel.reenact.x11;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.Actor;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Point;
import org.oriel.api.event.Sensitive;
import org.oriel.api.event.Subject;
import org.oriel.reenact.x11.Reenactor.Outcome;
import org.oriel.reenact.x11.Reenactor.Result;
import org.oriel.source.x11.Desktop;
import org.oriel.trajectory.Action;
import org.oriel.trajectory.Step;

/** Steps done again on a real desktop have their effect, and what cannot be done is said. */
class ReenactorTest {
    private static final EventTime TIME = new EventTime(0, 0);
    private static final Subject EDITOR = new Subject("w1", "/usr/bin/mousepad", "");

    @TempDir
    Path folder;

    private final List<Result> told = new ArrayList<>();
    private Desktop desktop;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        desktop = Desktop.start(folder.resolve("home"));
        file = folder.resolve("notes.txt");
        Files.writeString(file, "");
        String window = desktop.open("mousepad", "mousepad", file.toString());
        desktop.focus(window);
    }

    @AfterEach
    void close() throws Exception {
        desktop.close();
    }

    private static Step step(Action action) {
        return step(action, EDITOR);
    }

    private static Step step(Action action, Subject subject) {
        return new Step(
                0,
                action,
                Optional.empty(),
                "",
                "",
                Actor.HUMAN,
                subject,
                TIME,
                TIME,
                new Step.Events("", "", 0),
                Set.of(),
                List.of());
    }

    private static Action type(String text) {
        return new Action.Type(Sensitive.of(text), List.of());
    }

    private static Action control(String key) {
        String code = "Key" + key.toUpperCase(java.util.Locale.ROOT);
        return new Action.Chord(Set.of(Modifier.CONTROL), Sensitive.of(key), Sensitive.of(code), 1, false);
    }

    private boolean run(long patienceMillis, Step... steps) {
        try (Display display = new Display(desktop.display());
                Hands hands = new Hands(display)) {
            return new Reenactor(hands, new Windows(display, patienceMillis, 2_000)).run(List.of(steps), told::add);
        }
    }

    private void awaitContent(String expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.readString(file).equals(expected) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(file).hasContent(expected.stripTrailing());
    }

    @Test
    @DisplayName("text of any script, shortcuts, and keys with counts end up in the file")
    void typed() throws Exception {
        assertThat(run(
                        10_000,
                        step(type("It's 5 $ \"at\" Café 世界 😀 {x}")),
                        step(new Action.Press("Enter", 2)),
                        step(type("abcd")),
                        step(new Action.Press("Backspace", 2)),
                        step(control("s"))))
                .isTrue();
        awaitContent("It's 5 $ \"at\" Café 世界 😀 {x}\n\nab");
        assertThat(told).extracting(Result::outcome).containsOnly(Outcome.DONE);
    }

    @Test
    @DisplayName("a double click selects the word that is replaced")
    void clicked() throws Exception {
        String[] place = desktop.run("xdotool", "getactivewindow", "getwindowgeometry", "--shell")
                .lines()
                .filter(line -> line.matches("[XY]=-?\\d+"))
                .map(line -> line.substring(2))
                .toArray(String[]::new);
        int x = Integer.parseInt(place[0]);
        int y = Integer.parseInt(place[1]);
        // Below the menu, well inside of the first line's first word.
        Point word = Point.at(x + 40, y + 45);
        assertThat(run(
                        10_000,
                        step(type("wonderful world")),
                        step(new Action.Click(1, 2, word, Set.of())),
                        step(type("small")),
                        step(control("s"))))
                .isTrue();
        awaitContent("small world");
    }

    @Test
    @DisplayName("a menu is a window that never has the keyboard: its entry is clicked all the same")
    void menu() throws Exception {
        int[] corner = desktop.run(
                        "xwininfo",
                        "-id",
                        desktop.run("xdotool", "getactivewindow").strip())
                .lines()
                .filter(line -> line.contains("Absolute upper-left"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*:\\s*", "")))
                .toArray();
        Point edit = Point.at(corner[0] + 60, corner[1] + 12);
        Point selectAll = Point.at(corner[0] + 97, corner[1] + 239);
        assertThat(run(
                        10_000,
                        step(type("all of it")),
                        step(new Action.Click(1, 1, edit, Set.of())),
                        step(new Action.Click(1, 1, selectAll, Set.of()), new Subject("w2", "/usr/bin/mousepad", "")),
                        step(type("kept")),
                        step(control("s"))))
                .isTrue();
        awaitContent("kept");
    }

    @Test
    @DisplayName("a window that does not come stops it, naming what is there instead")
    void missing() {
        assertThat(run(300, step(type("never typed"), new Subject("w2", "/usr/bin/geany", "")), step(type("nor this"))))
                .isFalse();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).detail())
                .isEqualTo("a window of /usr/bin/geany did not get the keyboard; it is with /usr/bin/mousepad");
    }

    @Test
    @DisplayName("what is not told cannot be typed; waits and unknown input are left out")
    void notTold() {
        assertThat(run(
                        10_000,
                        step(new Action.Wait(5_000)),
                        step(new Action.Unknown("released-without-press", List.of(), 1)),
                        step(new Action.Suppressed(1)),
                        step(type("x"))))
                .isFalse();
        assertThat(told).extracting(Result::outcome).containsExactly(Outcome.NOTHING, Outcome.NOTHING, Outcome.FAILED);
    }
}
