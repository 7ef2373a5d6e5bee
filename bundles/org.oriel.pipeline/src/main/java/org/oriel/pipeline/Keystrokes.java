package org.oriel.pipeline;

import java.util.function.Consumer;
import org.oriel.api.event.Key;
import org.oriel.api.event.Modifier;

/** What each key does to the text: the table of the caret model. What is not in it ends in an unknown caret. */
final class Keystrokes {
    private static final int MAX_REPEATS = 256;

    private final Edits edits;
    private final PressedKeys keys;

    Keystrokes(Edits edits, PressedKeys keys) {
        this.edits = edits;
        this.keys = keys;
    }

    /** What the modifiers make of a named key. */
    private record Held(boolean shift, boolean control, boolean other) {
        static Held of(Key key) {
            return new Held(
                    key.modifiers().contains(Modifier.SHIFT),
                    key.modifiers().contains(Modifier.CONTROL),
                    key.modifiers().contains(Modifier.ALT) || key.modifiers().contains(Modifier.META));
        }
    }

    /** Follows a key that was pressed or repeated. */
    void follow(Pending pending, Key key) {
        String name = key.key().reveal();
        if (KeyNames.isModifier(name)) {
            if (key.phase() == Key.Phase.DOWN) {
                keys.hold(pending, key);
            }
            return;
        }
        if (KeyNames.composes(name)) {
            keys.compose(pending);
            return;
        }
        if (KeyNames.isText(name) && !KeyNames.isChord(key, name)) {
            boolean option =
                    key.modifiers().contains(Modifier.ALT) && !key.modifiers().contains(Modifier.ALT_GRAPH);
            type(pending, key, option ? Cell.Kind.UNSURE : Cell.Kind.TEXT, name);
            return;
        }
        keys.composed(edits.text().liveLeft(edits.text().caretCell()));
        if (KeyNames.isText(name)) {
            chord(pending, key, name);
        } else if (!KeyNames.isApart(name)) {
            named(pending, key, name);
        }
    }

    private void type(Pending pending, Key key, Cell.Kind kind, String typed) {
        boolean repeated = key.phase() == Key.Phase.REPEAT;
        String all = repeated ? typed.repeat(Math.max(1, Math.min(MAX_REPEATS, key.count()))) : typed;
        Cell cell = edits.insert(repeated ? Cell.Kind.UNSURE : kind, all);
        if (cell != null) {
            pending.cell = cell;
            pending.typed = true;
            keys.typed(key, cell);
        }
    }

    private void chord(Pending pending, Key key, String name) {
        Held held = Held.of(key);
        char letter = key.modifiers().contains(Modifier.ALT) ? '\0' : KeyNames.chordLetter(key, name);
        switch (letter) {
            case 'c', 's' -> edits.text().breakRun();
            case 'v' -> paste();
            case 'x' -> edits.cut(pending);
            case 'a' -> {
                if (held.shift) {
                    edits.giveUpChanged();
                } else {
                    edits.move(Caret::selectAll);
                }
            }
            default -> edits.giveUpChanged();
        }
    }

    private void named(Pending pending, Key key, String name) {
        Held held = Held.of(key);
        switch (name) {
            case "Enter" -> enter(pending, key, held);
            case "Tab" -> tab(pending, key, held);
            case "Backspace" -> backspace(pending, key, held);
            case "Delete" -> delete(pending, key, held);
            case "ArrowLeft", "ArrowRight" -> arrow(pending, key, name.equals("ArrowLeft"), held);
            case "Home" -> edge(held, caret -> caret.documentStart(held.shift), caret -> caret.lineStart(held.shift));
            case "End" -> edge(held, caret -> caret.documentEnd(held.shift), caret -> caret.lineEnd(held.shift));
            case "Escape" -> edits.move(Caret::part);
            case "Insert" -> insert(held);
            case "Paste" -> paste();
            case "Cut" -> edits.cut(pending);
            default -> unmodelled(name);
        }
    }

    /** Keys that move the caret leave the text as it was; anything else may have changed it. */
    private void unmodelled(String name) {
        if (name.startsWith("Arrow") || name.startsWith("Page") || KeyNames.isFunction(name)) {
            edits.move(Caret::lose);
        } else {
            edits.giveUpChanged();
        }
    }

    private void paste() {
        edits.pasteUnknown();
    }

    /** With a modifier it sends a message or submits a form: what is typed next may be elsewhere. */
    private void enter(Pending pending, Key key, Held held) {
        type(pending, key, held.control || held.other ? Cell.Kind.FIELD : Cell.Kind.TEXT, "\n");
    }

    private void tab(Pending pending, Key key, Held held) {
        if (held.other) {
            // Another window; if it gets the focus, that is told separately.
            return;
        }
        if (held.shift && !held.control) {
            edits.move(Caret::lose);
        } else {
            type(pending, key, Cell.Kind.FIELD, "\t");
        }
    }

    private void insert(Held held) {
        if (held.shift) {
            paste();
        } else if (!held.control) {
            // Overwriting from here on.
            edits.giveUpChanged();
        }
    }

    private void backspace(Pending pending, Key key, Held held) {
        boolean repeated = key.phase() == Key.Phase.REPEAT;
        if (held.other || (held.control && repeated)) {
            edits.giveUpChanged();
        } else if (repeated) {
            edits.delete(pending, text -> text.deleteHeld(true, key.count()));
        } else {
            edits.delete(pending, held.control ? TypedText::backspaceWord : TypedText::backspace);
        }
    }

    private void delete(Pending pending, Key key, Held held) {
        if (held.other) {
            edits.giveUpChanged();
        } else if (held.shift) {
            edits.cut(pending);
        } else if (held.control) {
            edits.delete(pending, TypedText::deleteWord);
        } else if (key.phase() == Key.Phase.REPEAT) {
            edits.delete(pending, text -> text.deleteHeld(false, key.count()));
        } else {
            edits.delete(pending, TypedText::delete);
        }
    }

    /** To the right, words end in different places; a held arrow goes nobody knows how far. */
    private void arrow(Pending pending, Key key, boolean left, Held held) {
        if (held.other || key.phase() == Key.Phase.REPEAT || (held.control && !left)) {
            edits.move(Caret::lose);
        } else if (held.control) {
            edits.move(caret -> caret.wordLeft(held.shift));
        } else {
            edits.move(caret -> pending.cell = caret.step(left, held.shift));
        }
    }

    private void edge(Held held, Consumer<Caret> document, Consumer<Caret> line) {
        if (held.other) {
            edits.move(Caret::lose);
        } else {
            edits.move(held.control ? document : line);
        }
    }

    /** Notes what a key does while nobody knows where. */
    void guess(Key key) {
        String name = key.key().reveal();
        if (KeyNames.isModifier(name) || KeyNames.composes(name) || KeyNames.isApart(name)) {
            return;
        }
        Guesses guesses = edits.guesses();
        boolean text = KeyNames.isText(name);
        if (text && KeyNames.isChord(key, name)) {
            guessChord(KeyNames.chordLetter(key, name));
            return;
        }
        if (KeyNames.isFunction(name) || name.equals("Escape")) {
            return;
        }
        if (name.startsWith("Arrow") || name.startsWith("Page") || name.equals("Home") || name.equals("End")) {
            guessMove(key);
            return;
        }
        edits.maskCandidates();
        Held held = Held.of(key);
        boolean plain = !held.control && !held.other && key.phase() == Key.Phase.DOWN;
        if (text || name.equals("Enter")) {
            guesses.type((text ? name : "\n").repeat(Math.max(1, Math.min(MAX_REPEATS, key.count()))));
        } else if (plain && name.equals("Backspace")) {
            guesses.backspace(edits.text(), edits.unknownRule());
        } else if (plain && !held.shift && name.equals("Delete")) {
            guesses.delete(edits.text(), edits.unknownRule());
        } else if (name.equals("Tab")) {
            edits.movedUnknown();
        } else {
            guesses.anything();
        }
    }

    /** With shift it selects: the next key may take away more than one can try. */
    private void guessMove(Key key) {
        if (key.modifiers().contains(Modifier.SHIFT)) {
            edits.guesses().anything();
        } else {
            edits.movedUnknown();
        }
    }

    private void guessChord(char letter) {
        if (letter == 'v' || letter == 'x') {
            edits.guesses().changed();
            edits.maskCandidates();
        } else if (letter != 'c' && letter != 's') {
            edits.guesses().anything();
        }
    }
}
