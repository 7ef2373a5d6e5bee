package org.oriel.context.accessibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.event.Element;
import org.oriel.api.event.Point;
import org.oriel.api.event.Rect;
import org.oriel.api.source.SourceHealth;
import org.oriel.tck.CapturingLogger;

/** Against GTK applications on a desktop of their own. */
class RealApplicationsTest {
    static final Settings SETTINGS =
            new Settings(250, 30, 50, 65_536, true, List.of("(Incognito)", "Private Browsing"), Set.of());

    @TempDir
    Path home;

    private final RecordingContext context = new RecordingContext();
    private final CapturingLogger log = new CapturingLogger();
    private GtkDesktop desktop;
    private AccessibilityExtractor extractor;

    @BeforeEach
    void open() throws Exception {
        desktop = GtkDesktop.start(home);
        extractor = new AccessibilityExtractor(
                SETTINGS, desktop.display(), false, desktop.environment(), context, log.logger());
        GtkDesktop.until("it listens", () -> extractor.health().state() == SourceHealth.State.OK);
    }

    @AfterEach
    void close() throws Exception {
        if (extractor != null) {
            extractor.stop();
        }
        if (desktop != null) {
            desktop.close();
        }
    }

    private FieldState field(int window, String what, java.util.function.Predicate<FieldState> wanted)
            throws Exception {
        GtkDesktop.until(what, () -> extractor.field(window).filter(wanted).isPresent());
        return extractor.field(window).orElseThrow();
    }

    @Test
    @DisplayName("an entry: role, label, text, caret and selection")
    void entry() throws Exception {
        GtkDesktop.need("zenity");
        desktop.launch("zenity", "--entry", "--title=Ask", "--text=Your name");
        int window = desktop.window("Ask");
        field(window, "the entry has the focus", f -> f.privacy() == Privacy.OPEN);
        desktop.type("Zoë \uD83D\uDE00 Doe");
        FieldState typed = field(window, "all was typed", f -> f.text().reveal().equals("Zoë \uD83D\uDE00 Doe"));
        assertThat(typed.caret()).isEqualTo(10);
        assertThat(typed.anchor()).isEqualTo(10);
        assertThat(typed.consistent()).isTrue();
        assertThat(typed.holder().window()).isEqualTo(window);
        assertThat(typed.holder().application().executable()).isEqualTo("/usr/bin/zenity");
        assertThat(typed.holder().application().verified()).isTrue();
        assertThat(typed.origin()).isEmpty();
        desktop.keys("shift+Left", "shift+Left");
        FieldState selected = field(window, "two characters are selected", f -> f.caret() == 8);
        assertThat(selected.anchor()).isEqualTo(10);

        Element element = extractor.focused(window).orElseThrow();
        assertThat(element.role()).isEqualTo("text");
        assertThat(element.name().reveal()).isEqualTo("Your name");
        assertThat(element.editable()).isTrue();
        assertThat(element.guarded()).isFalse();
        assertThat(element.bounds().width()).isGreaterThan(50);
    }

    @Test
    @DisplayName("a password: guarded, without text, also when it is shown and when all is told unasked")
    void password() throws Exception {
        GtkDesktop.need("zenity");
        desktop.launch(
                "zenity", "--forms", "--title=Form", "--add-entry=Name", "--add-password=Code", "--add-entry=Town");
        int window = desktop.window("Form");
        field(window, "the first field has the focus", f -> f.privacy() == Privacy.OPEN);
        desktop.type("Ada");
        field(window, "the name was typed", f -> f.text().reveal().equals("Ada"));
        desktop.keys("Tab");
        FieldState code = field(window, "the second field is guarded", f -> f.privacy() == Privacy.GUARDED);
        desktop.type("hunter2");
        desktop.keys("Tab");
        FieldState town = field(window, "the third field has the focus", f -> f.privacy() == Privacy.OPEN);
        desktop.keys("shift+Tab");
        field(window, "back in the second", f -> f.field().equals(code.field()));
        Element element = extractor.focused(window).orElseThrow();
        assertThat(element.role()).isEqualTo("password text");
        assertThat(element.guarded()).isTrue();
        assertThat(town.field()).isNotEqualTo(code.field());
        assertThat(town.sinceNanos() - code.untilNanos()).isPositive();
        assertThat(town.afterNanos() - code.sinceNanos()).isNotNegative();

        GtkDesktop.until(
                "it was told unasked",
                () -> context.fields.stream()
                                .filter(f -> f.field().equals(code.field()))
                                .count()
                        > 0);
        assertThat(context.desktop).isEqualTo("x11:" + desktop.display());
        assertThat(context.fields)
                .filteredOn(f -> f.field().equals(code.field()))
                .allSatisfy(f -> {
                    assertThat(f.privacy()).isEqualTo(Privacy.GUARDED);
                    assertThat(f.text().isEmpty()).isTrue();
                    assertThat(f.caret()).isEqualTo(-1);
                    assertThat(f.holder().window()).isEqualTo(window);
                });
        assertThat(context.fields)
                .noneMatch(f -> f.text().reveal().contains("hunter")
                        || f.text().reveal().contains("\u25cf"));
        assertThat(log.lines()).noneMatch(l -> l.contains("Ada") || l.contains("hunter"));
    }

    @Test
    @DisplayName("a password asked for alone")
    void passwordAlone() throws Exception {
        GtkDesktop.need("zenity");
        desktop.launch("zenity", "--password", "--title=Unlock");
        int window = desktop.window("Unlock");
        FieldState state = field(window, "the field is guarded", f -> f.privacy() == Privacy.GUARDED);
        assertThat(state.text().isEmpty()).isTrue();
        long before = System.nanoTime();
        desktop.type("secret");
        GtkDesktop.until(
                "told after it was typed",
                () -> context.fields.stream()
                        .anyMatch(f -> f.privacy() == Privacy.GUARDED && f.untilNanos() - before > 0));
        assertThat(context.fields)
                .allMatch(f -> f.privacy() != Privacy.OPEN || f.text().isEmpty());
    }

    @Test
    @DisplayName("an editor: caret and text follow the keys; a field that had the focus before is found by its caret")
    void editor() throws Exception {
        GtkDesktop.need("mousepad");
        Path note = Files.writeString(home.resolve("note.txt"), "one\ntwo\n");
        desktop.launch("mousepad", note.toString());
        int window = desktop.window("note.txt");
        field(window, "the text has the focus", f -> f.text().reveal().equals("one\ntwo\n"));
        extractor.stop();
        extractor = new AccessibilityExtractor(
                SETTINGS, desktop.display(), false, desktop.environment(), context, log.logger());
        GtkDesktop.until("it listens", () -> extractor.health().state() == SourceHealth.State.OK);
        assertThat(extractor.field(window)).isEmpty();
        desktop.keys("ctrl+Home", "Down");
        FieldState moved = field(window, "the caret is in the second line", f -> f.caret() == 4);
        desktop.type("x");
        FieldState typed =
                field(window, "a letter was typed", f -> f.text().reveal().equals("one\nxtwo\n"));
        assertThat(typed.caret()).isEqualTo(5);
        assertThat(typed.sinceNanos()).isEqualTo(moved.sinceNanos());
        field(window, "it is known for later", f -> f.untilNanos() - typed.sinceNanos() > 0);
        GtkDesktop.until(
                "it was told unasked",
                () -> context.last()
                        .filter(f -> f.text().reveal().equals("one\nxtwo\n") && f.caret() == 5)
                        .isPresent());
    }

    @Test
    @DisplayName("two windows of one program are told apart")
    void windows() throws Exception {
        GtkDesktop.need("mousepad");
        Path one = Files.writeString(home.resolve("one.txt"), "first");
        Path two = Files.writeString(home.resolve("two.txt"), "second");
        desktop.launch("mousepad", one.toString());
        int first = desktop.window("one.txt");
        field(first, "the first has the focus", f -> f.text().reveal().equals("first"));
        desktop.launch("mousepad", "--opening-mode=window", two.toString());
        int second = desktop.window("two.txt");
        field(second, "the second has the focus", f -> f.text().reveal().equals("second"));
        // Keys may still wait for the window that was left: the answer ends when it was.
        FieldState left = extractor.field(first).orElseThrow();
        FieldState now = extractor.field(second).orElseThrow();
        assertThat(left.holder().window()).isEqualTo(first);
        assertThat(now.sinceNanos() - left.untilNanos()).isPositive();
        assertThat(extractor.field(first).orElseThrow().untilNanos()).isEqualTo(left.untilNanos());
        desktop.run("xdotool", "windowactivate", "--sync", String.valueOf(first));
        field(first, "the first again", f -> f.sinceNanos() - now.sinceNanos() > 0);
        assertThat(context.fields).anyMatch(f -> f.untilNanos() == left.untilNanos());
    }

    @Test
    @DisplayName("a private window is private, and nothing of it is told")
    void privateWindow() throws Exception {
        GtkDesktop.need("zenity");
        desktop.launch("zenity", "--entry", "--title=Search - Browser (Incognito)", "--entry-text=wish");
        int window = desktop.window("Incognito");
        FieldState state = field(window, "it is private", f -> f.privacy() == Privacy.PRIVATE);
        assertThat(state.text().isEmpty()).isTrue();
        assertThat(extractor.focused(window)).isEmpty();
        assertThat(extractor.at(window, Point.at(640, 400))).isEmpty();
        assertThat(context.fields).allMatch(f -> f.text().isEmpty());
    }

    @Test
    @DisplayName("the element under the pointer, for a grid over everything that three programs show")
    void grid() throws Exception {
        GtkDesktop.need("zenity", "mousepad", "geany");
        Path note = Files.writeString(home.resolve("note.txt"), "text");
        desktop.launch("mousepad", note.toString());
        int mousepad = desktop.window("Mousepad");
        desktop.launch("geany", "-i", note.toString());
        int geany = desktop.window("Geany");
        desktop.launch(
                "zenity",
                "--forms",
                "--title=Form",
                "--add-entry=Name",
                "--add-password=Code",
                "--add-combo=Kind",
                "--combo-values=a|b");
        int form = desktop.window("Form");
        int asked = 0;
        int right = 0;
        List<String> wrong = new ArrayList<>();
        try (Tree tree = new Tree(desktop);
                Windows windows = Windows.open(desktop.display())) {
            for (int window : new int[] {mousepad, geany, form}) {
                desktop.run("xdotool", "windowactivate", "--sync", String.valueOf(window));
                int process = windows.facts(window).process();
                GtkDesktop.until("it shows", () -> tree.leaves(process).size() > 4);
                for (Tree.Leaf leaf : tree.leaves(process)) {
                    for (int i = 1; i < 6; i += 2) {
                        Rect box = leaf.bounds();
                        Point point = Point.at(box.x() + box.width() * i / 6, box.y() + box.height() * i / 6);
                        Optional<Element> found = extractor.at(window, point);
                        asked++;
                        if (found.filter(e -> same(e, leaf, point)).isPresent()) {
                            right++;
                        } else {
                            wrong.add(leaf.role() + " " + leaf.name() + " " + box + " found "
                                    + found.map(e -> e.role() + " " + e.name().reveal() + " " + e.bounds()));
                        }
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(100);
        assertThat(right * 100.0 / asked).as(String.join("\n", wrong)).isGreaterThanOrEqualTo(95);
    }

    private static boolean same(Element found, Tree.Leaf leaf, Point point) {
        return found.role().equals(leaf.role())
                && found.name().reveal().equals(leaf.name())
                && Elements.contains(found.bounds(), point.x(), point.y());
    }
}
