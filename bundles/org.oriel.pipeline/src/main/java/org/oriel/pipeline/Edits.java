package org.oriel.pipeline;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;

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

    /** Rule: the field is protected. */
    static final String PROTECTED = "hold-back/protected-field";
    /** Rule: what was typed is no longer what the field shows. */
    static final String REPLACED = "hold-back/replaced";

    private static final int MOST_PASTED = 2_048;

    private final TypedText text = new TypedText();
    private final Checkpoints checkpoints;
    private final Guesses guesses;
    private final Release release;
    private final int maxCells;

    private String unknownRule = UNKNOWN;
    private boolean candidatesMasked;
    private boolean pasted;

    Edits(Checkpoints checkpoints, Guesses guesses, Release release, int maxCells) {
        this.checkpoints = checkpoints;
        this.guesses = guesses;
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
        // Inside a word every character may be the one that was missing, and the next one may break it again.
        Cell right = text.liveRight(cell);
        boolean inside = right != null && right.kind != Cell.Kind.FIELD && !right.isBlank();
        if (checkpoints.typed(typed.length()) || inside) {
            checkpoints.run(text);
            release.changed();
        }
        return cell;
    }

    /** Unknown text came from the clipboard. */
    void pasteUnknown() {
        insert(Cell.Kind.OPAQUE, Cell.UNKNOWN_TEXT);
        pasted = true;
    }

    /** Whether that happened since this was asked. */
    boolean sawPaste() {
        boolean saw = pasted;
        pasted = false;
        return saw;
    }

    /** Text that is known came from the clipboard; it has no keys. Of a long one only the ends can matter. */
    void paste(String clip) {
        if (clip.isEmpty()) {
            return;
        }
        boolean isLong = clip.length() > MOST_PASTED;
        boolean placed = insert(Cell.Kind.FOREIGN, clip.substring(0, 1)) != null;
        if (!placed) {
            guesses.type(clip);
            maskCandidates();
            return;
        }
        put(clip.substring(1, isLong ? MOST_PASTED / 2 : clip.length()));
        if (isLong) {
            insert(Cell.Kind.OPAQUE, Cell.UNKNOWN_TEXT);
            put(clip.substring(clip.length() - MOST_PASTED / 2));
        }
        checkpoints.aligned();
        checkpoints.run(text);
        release.changed();
    }

    private void put(String foreign) {
        for (int i = 0; i < foreign.length(); i++) {
            text.insert(Cell.Kind.FOREIGN, foreign.substring(i, i + 1));
        }
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
            giveUpChanged();
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

    /** The same, and nobody knows what changed. */
    void giveUpChanged() {
        if (!text.isEmpty()) {
            giveUp(UNKNOWN);
            guesses.anything();
        }
    }

    /** What is done while nobody knows where. */
    Guesses guesses() {
        return guesses;
    }

    /** The caret goes from one unknown place to another. */
    void movedUnknown() {
        guesses.moved(text, unknownRule);
    }

    /** The application says what the field holds and where the caret is. */
    void align(FieldState state, boolean entered) {
        guesses.moved(text, unknownRule);
        guesses.reset();
        checkpoints.run(text);
        boolean open = state.privacy() == FieldState.Privacy.OPEN;
        boolean known = open;
        if (known) {
            List<Cell> doubtful = text.align(state, entered);
            known = doubtful != null;
            if (doubtful != null) {
                Mask mask = Mask.classOnly(Mask.UNKNOWN_CARET, REPLACED);
                doubtful.forEach(cell -> Masking.one(cell, mask));
                candidatesMasked = false;
                checkpoints.aligned();
                checkpoints.run(text);
            }
        }
        if (!known) {
            unknownRule = open ? UNKNOWN : PROTECTED;
            text.caret().giveUp();
        }
        release.changed();
    }

    /**
     * The next key went into {@code field}; where that is empty, into the same as before or, {@code astray}, any. Where
     * the caret was lost, what is typed is known again in another field, if no click ever led there: a click may have
     * gone into the middle of what was typed there before.
     */
    void into(String field, boolean astray) {
        text.keyed(field);
        if (text.isIn(field) || (field.isEmpty() && !astray)) {
            return;
        }
        boolean moved = unknownRule.equals(POINTER) || unknownRule.equals(UNKNOWN);
        if (text.caretUnknown() && (!moved || field.isEmpty() || text.isClicked(field))) {
            text.back(field);
            return;
        }
        guesses.moved(text, unknownRule);
        guesses.reset();
        checkpoints.run(text);
        text.visit(field);
        candidatesMasked = false;
        release.changed();
    }

    /** Whether something was masked elsewhere that may be in what is held. */
    void review() {
        if (checkpoints.isOutdated()) {
            checkpoints.run(text);
            release.changed();
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

    /** Keys went into another field: what is here is as it was, and what comes next may be here or in a third. */
    void elsewhere() {
        if (!text.isEmpty() && !text.unknown()) {
            move(Caret::part);
        }
    }

    /** The last checkpoint of a session. */
    void judge() {
        guesses.judge(text, unknownRule);
        checkpoints.run(text);
    }

    /** Forgets the text; the next key begins a new session. */
    void forget() {
        text.reset();
        guesses.reset();
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
