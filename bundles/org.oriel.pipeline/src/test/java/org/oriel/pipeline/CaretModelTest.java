package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;
import org.oriel.api.event.Sensitive;

/**
 * Random keys go into the caret model and into an editor that had text in it before. Whenever the model claims to know
 * where a character went, it stands there; whenever it gives up, that is fine.
 */
class CaretModelTest {
    /** A character of the editor; those that were there before, or pasted, have no cell. */
    private static final class Place {
        final String text;

        @Nullable
        Cell cell;

        Place(String text) {
            this.text = text;
        }
    }

    private final Random random = new Random(11);

    private Typing typing = newTyping();
    private final List<Place> editor = new ArrayList<>();
    private int caret;
    private int anchor;
    private int judged;
    /** What was done in this session, for whoever has to find out why. */
    private final StringBuilder log = new StringBuilder();

    @Test
    void whereTheModelIsSureItIsRight() {
        int typed = 0;
        int unknown = 0;
        for (int session = 0; session < 20_000; session++) {
            begin();
            for (int i = 5 + random.nextInt(30); i > 0 && !typing.text().unknown(); i--) {
                act(random.nextInt(100));
                typed++;
            }
            unknown += typing.text().unknown() ? 1 : 0;
        }
        // Else nothing was tested, or everything was given up.
        assertThat(judged).isGreaterThan(typed / 4);
        assertThat(unknown).isBetween(2_000, 18_000);
    }

    private static Typing newTyping() {
        Detection nothing = text -> List.of();
        SecretSet none = new SecretSet();
        return new Typing(
                new Checkpoints(nothing, none, 128), new Guesses(nothing, none, 128), new Release(128), 65_536);
    }

    private void begin() {
        typing = newTyping();
        editor.clear();
        for (int i = random.nextInt(3) == 0 ? 0 : random.nextInt(12); i > 0; i--) {
            editor.add(new Place(random.nextInt(4) == 0 ? "\n" : random.nextInt(4) == 0 ? " " : "o"));
        }
        caret = random.nextInt(editor.size() + 1);
        anchor = caret;
        log.setLength(0);
        editor.forEach(place -> log.append(place.text.replace("\n", "/")));
        log.append(" at ").append(caret).append(':');
    }

    private void act(int what) {
        if (what < 40) {
            type(String.valueOf((char) ('a' + random.nextInt(4))));
        } else if (what < 50) {
            type(" ");
        } else if (what < 53) {
            type("\n");
        } else if (what < 60) {
            press("Backspace");
            delete(-1);
        } else if (what < 63) {
            press("Delete");
            delete(1);
        } else if (what < 88) {
            move(what);
        } else if (what < 91) {
            press("a", Modifier.CONTROL);
            anchor = 0;
            caret = editor.size();
        } else if (what < 94) {
            press("Backspace", Modifier.CONTROL);
            if (anchor == caret) {
                anchor = wordStart();
            }
            delete(0);
        } else if (what < 96) {
            press("v", Modifier.CONTROL);
            delete(0);
            for (int i = random.nextInt(4); i > 0; i--) {
                editor.add(caret++, new Place(random.nextBoolean() ? "p" : "\n"));
            }
            anchor = caret;
        } else if (what < 98) {
            press("Escape");
            anchor = caret;
        } else {
            int estimate = 1 + random.nextInt(30);
            key(Key.Phase.REPEAT, "Backspace", estimate);
            for (int i = (estimate + 1) / 2 + random.nextInt(estimate); i > 0; i--) {
                delete(-1);
            }
        }
    }

    private void type(String text) {
        Pending pending = press(text.equals("\n") ? "Enter" : text);
        delete(0);
        Place place = new Place(text);
        editor.add(caret++, place);
        anchor = caret;
        if (!pending.typed || pending.cell == null) {
            return;
        }
        place.cell = pending.cell;
        judged++;
        checkNeighbours(pending.cell);
        checkTombstones();
    }

    /** Beside a cell stands what the model says, or text that it never saw. */
    private void checkNeighbours(Cell cell) {
        Cell left = CellList.before(cell);
        Cell leftModel = typing.text().liveLeft(left);
        if (leftModel == null || leftModel.kind == Cell.Kind.TEXT) {
            Place real = caret >= 2 ? editor.get(caret - 2) : null;
            assertThat(real == null ? null : real.cell).as(log.toString()).isSameAs(leftModel);
        }
        Cell rightModel = typing.text().liveRight(cell);
        if (leftModel != null && leftModel.kind == Cell.Kind.GAP) {
            return;
        }
        if (rightModel == null || rightModel.kind == Cell.Kind.TEXT) {
            Place real = caret < editor.size() ? editor.get(caret) : null;
            assertThat(real == null ? null : real.cell).as(log.toString()).isSameAs(rightModel);
        }
    }

    /** What the model thinks alive is alive, in the same order; nothing else that was typed is. */
    private void checkTombstones() {
        List<Cell> model = new ArrayList<>();
        for (Cell cell = typing.text().head().next; cell != null; cell = cell.next) {
            if (!cell.dead && cell.kind == Cell.Kind.TEXT) {
                model.add(cell);
            }
        }
        List<Cell> real = new ArrayList<>();
        for (Place place : editor) {
            if (place.cell != null) {
                real.add(place.cell);
            }
        }
        assertThat(model).as(log.toString()).containsExactlyElementsOf(real);
    }

    private void move(int what) {
        boolean shift = random.nextInt(4) == 0;
        Modifier[] held = shift ? new Modifier[] {Modifier.SHIFT} : new Modifier[0];
        if (what < 74) {
            arrow(-1, shift, press("ArrowLeft", held));
        } else if (what < 80) {
            arrow(1, shift, press("ArrowRight", held));
        } else if (what < 82) {
            press("Home", held);
            go(lineStart(), shift);
        } else if (what < 84) {
            press("End", held);
            go(lineEnd(), shift);
        } else if (what < 86) {
            press(
                    "ArrowLeft",
                    shift ? new Modifier[] {Modifier.CONTROL, Modifier.SHIFT} : new Modifier[] {Modifier.CONTROL});
            go(wordStart(), shift);
        } else if (what == 86) {
            press("Home", Modifier.CONTROL);
            go(0, false);
        } else {
            press("End", Modifier.CONTROL);
            go(editor.size(), false);
        }
    }

    private void arrow(int by, boolean shift, Pending ignored) {
        if (!shift && anchor != caret) {
            go(by < 0 ? Math.min(anchor, caret) : Math.max(anchor, caret), false);
        } else {
            go(Math.max(0, Math.min(editor.size(), caret + by)), shift);
        }
    }

    private void go(int to, boolean shift) {
        caret = to;
        anchor = shift ? anchor : to;
    }

    private void delete(int by) {
        int from = Math.min(anchor, caret);
        int to = Math.max(anchor, caret);
        if (from == to && by != 0) {
            from = Math.max(0, by < 0 ? caret - 1 : caret);
            to = Math.min(editor.size(), by < 0 ? caret : caret + 1);
        }
        editor.subList(from, to).clear();
        caret = from;
        anchor = from;
    }

    private int lineStart() {
        int at = caret;
        while (at > 0 && !editor.get(at - 1).text.equals("\n")) {
            at--;
        }
        return at;
    }

    private int lineEnd() {
        int at = caret;
        while (at < editor.size() && !editor.get(at).text.equals("\n")) {
            at++;
        }
        return at;
    }

    private int wordStart() {
        int at = caret;
        while (at > 0 && !Character.isLetter(editor.get(at - 1).text.charAt(0))) {
            at--;
        }
        while (at > 0 && Character.isLetter(editor.get(at - 1).text.charAt(0))) {
            at--;
        }
        return at;
    }

    private Pending press(String key, Modifier... held) {
        return key(Key.Phase.DOWN, key, 1, held);
    }

    private Pending key(Key.Phase phase, String name, int count, Modifier... held) {
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        modifiers.addAll(List.of(held));
        Key key = new Key(phase, Sensitive.of(Typist.code(name)), Sensitive.of(name), modifiers, count);
        Pending pending = new Pending(Typist.event(key, 0), 0);
        typing.key(pending, key);
        log.append(' ').append(modifiers).append(name).append(phase == Key.Phase.REPEAT ? "*" + count : "");
        return pending;
    }
}
