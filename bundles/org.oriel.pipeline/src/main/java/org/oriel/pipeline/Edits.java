package org.oriel.pipeline;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes the typed text, with the checkpoints that are due before and after. */
final class Edits {
    /** Rule: a key that the caret model cannot follow. */
    static final String UNKNOWN = "hold-back/unknown-caret";
    /** Rule: a click after typing. */
    static final String POINTER = "hold-back/pointer";
    /** Rule: more characters than may be kept. */
    static final String TOO_MANY_CELLS = "hold-back/too-many-cells";
    /** Rule: a part of the session was taken back. */
    static final String TAKEN_BACK = "hold-back/taken-back";
    /** Rule: keys in between went elsewhere. */
    static final String INTERRUPTED = "hold-back/interrupted";

    private final TypedText text = new TypedText();
    private final Checkpoints checkpoints;
    private final Release release;
    private final int maxCells;

    private String unknownRule = UNKNOWN;
    private boolean candidatesMasked;

    Edits(Checkpoints checkpoints, Release release, int maxCells) {
        this.checkpoints = checkpoints;
        this.release = release;
        this.maxCells = maxCells;
    }

    TypedText text() {
        return text;
    }

    /** Why the caret is unknown. */
    String unknownRule() {
        return unknownRule;
    }

    /** Types {@code typed}; null when it is not known where. */
    @Nullable
    Cell insert(Cell.Kind kind, String typed) {
        boolean replaces = text.caret().hasSelection();
        if (replaces || (checkpoints.sawDeletion() && text.liveRight(text.caretCell()) != null)) {
            checkpoints.run(text);
        }
        if (replaces) {
            deleted();
        }
        if (text.size() >= maxCells / 4) {
            text.trim(maxCells / 8, release::isNear);
        }
        if (text.size() >= maxCells) {
            giveUp(TOO_MANY_CELLS);
            return null;
        }
        Cell cell = text.insert(kind, typed);
        if (cell == null) {
            return null;
        }
        release.add(cell);
        if (checkpoints.typed(typed.length())) {
            checkpoints.run(text);
            release.changed();
        }
        return cell;
    }

    /** Deletes; the event belongs to the characters that died. */
    void delete(Pending pending, Function<TypedText, List<Cell>> deletion) {
        if (checkpoints.unchecked() > 0) {
            checkpoints.run(text);
        }
        List<Cell> killed = deletion.apply(text);
        deleted();
        if (killed.size() == 1) {
            pending.cell = killed.get(0);
        } else if (!killed.isEmpty()) {
            pending.cells = killed;
        }
    }

    /** Cuts the selection; without one some editors cut the line. */
    void cut(Pending pending) {
        if (text.caret().hasSelection()) {
            delete(pending, TypedText::backspace);
        } else {
            giveUp(UNKNOWN);
        }
    }

    private void deleted() {
        checkpoints.deleted();
        release.changed();
    }

    void move(Consumer<Caret> movement) {
        checkpoints.run(text);
        text.breakRun();
        movement.accept(text.caret());
        release.changed();
    }

    /** The text can no longer be followed, for the reason {@code rule}. */
    void giveUp(String rule) {
        if (!text.isEmpty() && !text.unknown()) {
            checkpoints.run(text);
            unknownRule = rule;
            text.caret().giveUp();
        }
    }

    /** Typing goes on where nobody knows: what it may complete is masked. */
    void maskCandidates() {
        if (!candidatesMasked) {
            candidatesMasked = true;
            checkpoints.maskCandidates(text, unknownRule);
        }
    }

    /** Keys went elsewhere although the focus did not move. */
    void interrupted() {
        if (!text.isEmpty() && !text.unknown()) {
            checkpoints.run(text);
            checkpoints.maskCandidateAtCaret(text, INTERRUPTED);
            move(Caret::part);
        }
    }

    /** The last checkpoint of a session. */
    void judge() {
        checkpoints.run(text);
    }

    /** Forgets the text; the next key begins a new session. */
    void forget() {
        text.reset();
        checkpoints.reset();
        release.nextSession();
        unknownRule = UNKNOWN;
        candidatesMasked = false;
    }

    /** Everything that was typed in this session was taken back: what follows it is not told either. */
    void forgetAll() {
        boolean typed = !text.isEmpty() || text.unknown();
        forget();
        if (typed) {
            unknownRule = TAKEN_BACK;
            text.caret().giveUp();
        }
    }
}
