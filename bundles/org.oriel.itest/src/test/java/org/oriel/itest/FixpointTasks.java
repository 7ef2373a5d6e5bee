package org.oriel.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.oriel.source.x11.Desktop;

/** Scripted tasks in real applications, for {@link FixpointTest}: what a person does at a desk in half a minute. */
final class FixpointTasks {
    /** Hands on a desktop. */
    interface Script {
        void run(Desktop desktop, Path home) throws Exception;
    }

    /** What is left at the end. */
    interface State {
        String of(Path home, List<String> submitted) throws Exception;
    }

    /**
     * One task.
     *
     * @param name for the table
     * @param programs command lines of what is open when it begins, {@code HOME} and {@code URL} stand for themselves
     * @param script what is done
     * @param state what must be the same afterwards
     */
    record Task(String name, List<String> programs, Script script, State state) {}

    private FixpointTasks() {}

    static List<Task> all() {
        List<Task> tasks = new ArrayList<>();
        editor(tasks);
        geany(tasks);
        several(tasks);
        browser(tasks);
        return tasks;
    }

    /** What is known not to come out the same: in the document, not in the sum. */
    static List<Task> limits() {
        List<Task> tasks = new ArrayList<>();
        add(
                tasks,
                "mousepad: a menu opened and closed by keys",
                "mousepad HOME/notes.txt",
                (d, home) -> {
                    type(d, "menu driven");
                    keys(d, "alt+e", "Escape", "Escape", "ctrl+s");
                },
                file("notes.txt"));
        return tasks;
    }

    private static State file(String name) {
        return (home, submitted) -> Files.exists(home.resolve(name)) ? Files.readString(home.resolve(name)) : "(none)";
    }

    private static void add(List<Task> tasks, String name, String program, Script script, State state) {
        tasks.add(new Task(name, List.of(program), script, state));
    }

    private static void editor(List<Task> tasks) {
        String pad = "mousepad HOME/notes.txt";
        State notes = file("notes.txt");
        add(
                tasks,
                "mousepad: type and save",
                pad,
                (d, home) -> {
                    type(d, "Meeting at noon, bring the \"blue\" folder & $5.");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: lines, tabs and capitals",
                pad,
                (d, home) -> {
                    type(d, "First Line");
                    keys(d, "Return", "Tab");
                    type(d, "SECOND line");
                    keys(d, "Return", "Return");
                    type(d, "third");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: mistakes corrected",
                pad,
                (d, home) -> {
                    type(d, "teh quick");
                    keys(d, "BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace");
                    type(d, "he slow");
                    keys(d, "Left", "Left", "Left", "Delete", "End");
                    type(d, " fox");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: select, copy, paste by keys",
                pad,
                (d, home) -> {
                    type(d, "alpha beta");
                    keys(d, "ctrl+shift+Left", "ctrl+c", "End", "space", "ctrl+v", "space", "ctrl+v", "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: undo and redo",
                pad,
                (d, home) -> {
                    type(d, "one ");
                    type(d, "two");
                    keys(d, "ctrl+z", "ctrl+y", "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: double click replaces a word",
                pad,
                (d, home) -> {
                    type(d, "wonderful world");
                    click(d, 1, 2, 40, 65);
                    type(d, "small");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: triple click replaces a line",
                pad,
                (d, home) -> {
                    type(d, "gone soon");
                    click(d, 1, 3, 40, 65);
                    type(d, "here now");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: a word is dragged to another place",
                pad,
                (d, home) -> {
                    type(d, "aaaa bbbb");
                    click(d, 1, 2, 20, 65);
                    drag(d, 20, 65, 300, 65);
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: menu by mouse",
                pad,
                (d, home) -> {
                    type(d, "cut me");
                    click(d, 1, 1, 60, 12); // Edit
                    click(d, 1, 1, 97, 239); // Select All
                    type(d, "kept");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: search by keys and replace what is found",
                pad,
                (d, home) -> {
                    type(d, "one two three");
                    keys(d, "ctrl+Home", "ctrl+f");
                    type(d, "two");
                    keys(d, "Escape");
                    type(d, "2");
                    keys(d, "ctrl+s");
                },
                notes);
        add(
                tasks,
                "mousepad: save under another name in the file dialog",
                pad,
                (d, home) -> {
                    type(d, "copy of it");
                    keys(d, "ctrl+shift+s");
                    awaitDialog(d);
                    keys(d, "ctrl+a");
                    type(d, home.resolve("other.txt").toString());
                    keys(d, "Return");
                },
                file("other.txt"));
    }

    private static void geany(List<Task> tasks) {
        String geany = "geany -i -t HOME/main.c";
        State main = file("main.c");
        add(
                tasks,
                "geany: a small program",
                geany,
                (d, home) -> {
                    type(d, "int main(void) { return 0; }");
                    keys(d, "ctrl+s");
                },
                main);
        add(
                tasks,
                "geany: duplicate and delete lines",
                geany,
                (d, home) -> {
                    type(d, "a = 1;");
                    keys(d, "ctrl+d", "ctrl+d", "ctrl+k", "ctrl+s");
                },
                main);
        add(
                tasks,
                "geany: caps lock and symbols",
                geany,
                (d, home) -> {
                    keys(d, "Caps_Lock");
                    type(d, "#DEFINE MAX(A,B) ((A)>(B)?(A):(B))");
                    keys(d, "Caps_Lock", "ctrl+s");
                },
                main);
    }

    private static void several(List<Task> tasks) {
        tasks.add(new Task(
                "two programs: copy from one to the other with Alt+Tab",
                List.of("geany -i -t HOME/main.c", "mousepad HOME/notes.txt"),
                (d, home) -> {
                    type(d, "from here");
                    keys(d, "ctrl+a", "ctrl+c", "ctrl+s");
                    keys(d, "alt+Tab");
                    keys(d, "ctrl+v", "ctrl+s");
                },
                (home, submitted) ->
                        Files.readString(home.resolve("notes.txt")) + "|" + Files.readString(home.resolve("main.c"))));
        tasks.add(new Task(
                "two programs: back and forth",
                List.of("geany -i -t HOME/main.c", "mousepad HOME/notes.txt"),
                (d, home) -> {
                    type(d, "1");
                    keys(d, "alt+Tab");
                    type(d, "2");
                    keys(d, "alt+Tab");
                    type(d, "3");
                    keys(d, "ctrl+s", "alt+Tab", "ctrl+s");
                },
                (home, submitted) ->
                        Files.readString(home.resolve("notes.txt")) + "|" + Files.readString(home.resolve("main.c"))));
    }

    private static void browser(List<Task> tasks) {
        String chromium = "chromium --no-sandbox --no-first-run --disable-gpu --disable-features=Translate"
                + " --test-type --password-store=basic --user-data-dir=HOME/profile --window-size=1000,700 --app=URL";
        State form = (home, submitted) -> String.join(" ", submitted);
        add(
                tasks,
                "chromium: a form by keys",
                chromium,
                (d, home) -> {
                    keys(d, "Tab");
                    type(d, "blue kettle");
                    keys(d, "Tab", "Down", "Down", "Tab", "space", "Tab");
                    type(d, "two words");
                    keys(d, "Tab", "Return");
                },
                form);
        add(
                tasks,
                "chromium: a dropdown by mouse",
                chromium,
                (d, home) -> {
                    click(d, 1, 1, 100, 60);
                    type(d, "green");
                    click(d, 1, 1, 100, 120);
                    keys(d, "Down", "Down", "Down", "Return");
                    click(d, 1, 1, 60, 300);
                },
                form);
        add(
                tasks,
                "chromium: nested menus under the pointer",
                chromium,
                (d, home) -> {
                    hover(d, 60, 400);
                    hover(d, 60, 440);
                    hover(d, 260, 440);
                    click(d, 1, 1, 260, 480);
                },
                form);
        add(
                tasks,
                "chromium: scroll and click below",
                chromium,
                (d, home) -> {
                    hover(d, 500, 400);
                    d.run("xdotool", "click", "--repeat", "60", "--delay", "20", "5", "sleep", "1");
                    click(d, 1, 1, 100, 215); // Far below
                },
                form);
    }

    /** Text, and a breath. */
    private static void type(Desktop desktop, String text) throws Exception {
        desktop.type(text);
        desktop.run("xdotool", "sleep", "0.6");
    }

    /** Keys at the pace of a person: each shortcut takes effect before the next one. */
    private static void keys(Desktop desktop, String... keys) throws Exception {
        for (String key : keys) {
            desktop.run("xdotool", "key", "--delay", "100", key, "sleep", "0.6");
        }
    }

    /** Where the active window is; xdotool counts its frame twice. */
    private static int[] corner(Desktop desktop) throws Exception {
        int[] place = new int[2];
        String window = desktop.run("xdotool", "getactivewindow").strip();
        desktop.run("xwininfo", "-id", window).lines().map(String::strip).forEach(line -> {
            if (line.startsWith("Absolute upper-left X:")) {
                place[0] = Integer.parseInt(line.replaceAll(".*:\\s*", ""));
            } else if (line.startsWith("Absolute upper-left Y:")) {
                place[1] = Integer.parseInt(line.replaceAll(".*:\\s*", ""));
            }
        });
        return place;
    }

    private static void hover(Desktop desktop, int x, int y) throws Exception {
        int[] corner = corner(desktop);
        // As device motion: a warped pointer is not seen by who listens to devices.
        desktop.run(
                "xdotool",
                "mousemove",
                Integer.toString(corner[0] + x),
                Integer.toString(corner[1] + y),
                "sleep",
                "0.3");
        desktop.run("xdotool", "mousemove_relative", "--", "1", "1", "sleep", "0.3");
    }

    private static void click(Desktop desktop, int button, int count, int x, int y) throws Exception {
        int[] corner = corner(desktop);
        desktop.run(
                "xdotool",
                "mousemove",
                Integer.toString(corner[0] + x),
                Integer.toString(corner[1] + y),
                "sleep",
                "0.2");
        desktop.run("xdotool", "click", "--repeat", Integer.toString(count), "--delay", "60", Integer.toString(button));
        desktop.run("xdotool", "sleep", "0.8");
    }

    private static void drag(Desktop desktop, int x, int y, int toX, int toY) throws Exception {
        int[] corner = corner(desktop);
        desktop.run("xdotool", "sleep", "0.8");
        desktop.run(
                "xdotool",
                "mousemove",
                Integer.toString(corner[0] + x),
                Integer.toString(corner[1] + y),
                "mousedown",
                "1");
        for (int i = 1; i <= 8; i++) {
            desktop.run(
                    "xdotool",
                    "mousemove",
                    Integer.toString(corner[0] + x + (toX - x) * i / 8),
                    Integer.toString(corner[1] + y + (toY - y) * i / 8),
                    "sleep",
                    "0.06");
        }
        desktop.run("xdotool", "mouseup", "1", "sleep", "0.3");
    }

    private static void awaitDialog(Desktop desktop) throws Exception {
        Await.until(
                "the dialog is there",
                () -> desktop.run("xdotool", "getactivewindow", "getwindowname").contains("Save As"));
    }
}
