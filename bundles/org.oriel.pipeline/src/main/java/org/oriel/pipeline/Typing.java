package org.oriel.pipeline;

import org.oriel.api.context.FieldState;
import org.oriel.api.event.Key;
import org.oriel.api.event.PointerButton;

/** One typed session after the other: decides for each key event whether it waits, is suppressed or vanishes. */
final class Typing {
    /** What becomes of a key event. */
    enum Verdict {
        /** It waits its turn; its cells say whether it is told. */
        KEEP,
        /** Only that a key was pressed is told. */
        SUPPRESS,
        /** Nothing is told: the release of a key whose press was not told. */
        VANISH
    }

    private final Edits edits;
    private final PressedKeys keys = new PressedKeys();
    private final Keystrokes keystrokes;
    private final Clicks clicks = new Clicks();

    Typing(Checkpoints checkpoints, Guesses guesses, Release release, int maxCells) {
        edits = new Edits(checkpoints, guesses, release, maxCells);
        keystrokes = new Keystrokes(edits, keys);
    }

    TypedText text() {
        return edits.text();
    }

    /** Why the caret is unknown. */
    String unknownRule() {
        return edits.unknownRule();
    }

    /** Follows one key event. */
    Verdict key(Pending pending, Key key) {
        if (key.phase() == Key.Phase.UP) {
            return keys.release(pending, key) ? Verdict.KEEP : Verdict.VANISH;
        }
        boolean knew = !text().unknown();
        if (knew) {
            keystrokes.follow(pending, key);
        }
        if (!text().unknown()) {
            keys.told(pending, key);
            return Verdict.KEEP;
        }
        settle();
        clicks.typed();
        keystrokes.guess(key);
        return untold(pending, key);
    }

    /** With an unknown caret, only what says nothing about text is told. */
    private Verdict untold(Pending pending, Key key) {
        if (KeyNames.saysNothing(key)) {
            keys.told(pending, key);
            return Verdict.KEEP;
        }
        keys.untold(key);
        return Verdict.SUPPRESS;
    }

    /** The press of {@code key}, which is still down, is not told after all. */
    void hidden(Key key) {
        keys.hidden(key);
    }

    /** The application says what the field holds; {@code entered} when it got the keyboard after everything typed. */
    void field(FieldState state, boolean entered) {
        edits.align(state, entered);
        if (text().unknown()) {
            settle();
        }
    }

    /** The next key went into {@code field}; where that is empty, into the same as before or, {@code astray}, any. */
    void into(String field, boolean astray) {
        edits.into(field, astray);
    }

    /** A text that is known was pasted at the caret. */
    void pasted(String pasted) {
        edits.paste(pasted);
    }

    void pastedUnknown() {
        if (text().unknown()) {
            edits.guesses().changed();
            edits.maskCandidates();
        } else {
            edits.pasteUnknown();
        }
    }

    /** Whether a paste of unknown text was followed since this was asked. */
    boolean sawPaste() {
        return edits.sawPaste();
    }

    /** Something was masked elsewhere: it may be in what is held. */
    void review() {
        edits.review();
    }

    /** A pointer button: after typing, nobody knows where the caret is; whether the caller may learn it. */
    boolean pointer(PointerButton button, long nanos) {
        if (text().isEmpty() && !text().unknown()) {
            return false;
        }
        if (button.down()) {
            text().clicked();
            if (text().unknown()) {
                edits.movedUnknown();
            }
            giveUp(Edits.POINTER);
        }
        clicks.tell(button, nanos, edits.guesses());
        return true;
    }

    /** The text can no longer be followed, for the reason {@code rule}. */
    void giveUp(String rule) {
        edits.giveUp(rule);
        if (text().unknown()) {
            settle();
        }
    }

    /** Keys went elsewhere although the focus did not move. */
    void interrupted() {
        edits.interrupted();
    }

    /** Keys went into another field of the same window. */
    void elsewhere() {
        edits.elsewhere();
    }

    /** The last checkpoint of the session; then the text is forgotten. */
    void endSession() {
        edits.judge();
        forget();
    }

    /** Forgets the text; the next key begins a new session. */
    void forget() {
        settle();
        edits.forget();
    }

    /** Everything that was typed in this session was taken back: what follows it is not told either. */
    void forgetAll() {
        settle();
        edits.forgetAll();
    }

    /** The event was taken back: nothing later may tell of it. */
    void takenBack(Pending pending, Key key) {
        keys.takenBack(pending, key);
    }

    /** What waited for a character will not get one. */
    private void settle() {
        keys.settle(text().liveLeft(text().caretCell()));
    }
}
