package org.oriel.pipeline;

import org.oriel.api.event.Key;

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

    Typing(Checkpoints checkpoints, Release release, int maxCells) {
        edits = new Edits(checkpoints, release, maxCells);
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
        if (!text().unknown()) {
            keystrokes.follow(pending, key);
        }
        if (!text().unknown()) {
            keys.told(pending, key);
            return Verdict.KEEP;
        }
        settle();
        return untold(pending, key);
    }

    /** With an unknown caret, only what says nothing about text is told. */
    private Verdict untold(Pending pending, Key key) {
        if (KeyNames.saysNothing(key)) {
            if (KeyNames.changesText(key)) {
                edits.maskCandidates();
            }
            keys.told(pending, key);
            return Verdict.KEEP;
        }
        keys.untold(key);
        if (!KeyNames.isModifier(key.key().reveal())) {
            edits.maskCandidates();
        }
        return Verdict.SUPPRESS;
    }

    /** A pointer button went down: after typing, nobody knows where the caret is. */
    void pointer() {
        giveUp(Edits.POINTER);
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
