package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;

/**
 * The text of one typed session as far as keys tell it: cells, of which deleted ones stay as tombstones, and a caret.
 * What is typed where the caret is not known ends in {@link Caret.Spot#UNKNOWN}, for good.
 */
final class TypedText {
    private final CellList cells = new CellList();
    private final Caret caret = new Caret(cells);
    private @Nullable Cell runStart;
    private final Visits visits = new Visits(cells);
    /** Whether nothing stood left of the first cell when its field showed its text. */
    private boolean headKnown;

    boolean isEmpty() {
        return cells.isEmpty();
    }

    int size() {
        return cells.size();
    }

    boolean unknown() {
        return caret.spot() == Caret.Spot.UNKNOWN;
    }

    /** Whether nobody knows how far the caret is from anything. */
    boolean caretUnknown() {
        return caret.spot() == Caret.Spot.LOST || unknown();
    }

    Cell head() {
        return cells.head;
    }

    Caret caret() {
        return caret;
    }

    /** The cell that the caret stands behind. */
    Cell caretCell() {
        return caret.cell();
    }

    /** The cell that at least {@code characters} of live text separate from {@code cell}, or the head. */
    Cell before(Cell cell, int characters) {
        Cell at = CellList.before(cell);
        for (int left = characters; at != cells.head && left > 0; at = CellList.before(at)) {
            left -= at.dead ? 0 : at.text().length();
        }
        return at;
    }

    @Nullable
    Cell liveLeft(Cell from) {
        return cells.liveLeft(from);
    }

    @Nullable
    Cell liveRight(Cell from) {
        return cells.liveRight(from);
    }

    /** First cell of what was typed in one go up to the caret. */
    @Nullable
    Cell runStart() {
        return runStart;
    }

    /** What comes next is not part of the current run. */
    void breakRun() {
        runStart = null;
    }

    /** Types at the caret; null when nobody knows where that is. */
    @Nullable
    Cell insert(Cell.Kind kind, String text) {
        if (!eraseSelection()) {
            return null;
        }
        if (!caret.settle()) {
            caret.giveUp();
            return null;
        }
        // Right past the dead: what was deleted stays beside what is typed in its place.
        Cell at = caret.cell();
        while (at.next != null && at.next.dead) {
            at = at.next;
        }
        if (caret.takeGap()) {
            breakRun();
            at = link(at, new Cell(Cell.Kind.GAP, ""));
        }
        Cell cell = link(at, new Cell(kind, text));
        if (runStart == null) {
            runStart = cell;
        }
        caret.put(cell);
        return cell;
    }

    private Cell link(Cell before, Cell cell) {
        cells.insertAfter(before, cell);
        return cell;
    }

    /** Deletes to the left; the cells that died. Nothing dies in text that was there before. */
    List<Cell> backspace() {
        if (erasedSelection()) {
            return List.of();
        }
        Cell left = cells.liveLeft(caret.cell());
        boolean field = left != null && left.kind == Cell.Kind.FIELD;
        if (caret.uncertain() || (left != null && !left.passable() && !field)) {
            caret.giveUp();
            return List.of();
        }
        if (left == null) {
            return List.of();
        }
        left.dead = true;
        caret.put(CellList.before(left));
        if (field) {
            // The tab is gone, or this is another field: what comes next may touch what was before, or not.
            caret.part();
        }
        return List.of(left);
    }

    /** Deletes to the right. */
    List<Cell> delete() {
        if (erasedSelection()) {
            return List.of();
        }
        Cell right = cells.liveRight(caret.cell());
        if (caret.uncertain() || (right != null && !right.passable())) {
            caret.giveUp();
            return List.of();
        }
        if (right == null) {
            return List.of();
        }
        right.dead = true;
        return List.of(right);
    }

    /** Deletes the word to the left. */
    List<Cell> backspaceWord() {
        if (erasedSelection()) {
            return List.of();
        }
        int steps = caret.stepsToWordStart();
        if (steps < 0) {
            caret.giveUp();
            return List.of();
        }
        return killLeft(steps);
    }

    /** Deletes the word to the right: where it ends differs between toolkits. */
    List<Cell> deleteWord() {
        if (!erasedSelection() && (caret.uncertain() || cells.liveRight(caret.cell()) != null)) {
            caret.giveUp();
        }
        return List.of();
    }

    /**
     * A held key deleted about {@code estimate} characters. It is known what is left only if that was everything: half
     * the estimate must already reach the end.
     */
    List<Cell> deleteHeld(boolean left, int estimate) {
        breakRun();
        if (isEmpty()) {
            return List.of();
        }
        List<Cell> all = new ArrayList<>();
        boolean sure = !caret.uncertain() && !caret.hasSelection();
        Cell cell = left ? cells.liveLeft(caret.cell()) : cells.liveRight(caret.cell());
        while (sure && cell != null) {
            sure = cell.passable() && all.size() < estimate / 2;
            all.add(cell);
            cell = left ? cells.liveLeft(CellList.before(cell)) : cells.liveRight(cell);
        }
        if (!sure) {
            caret.giveUp();
            return List.of();
        }
        all.forEach(each -> each.dead = true);
        if (left) {
            caret.put(cells.head);
        }
        return all;
    }

    /** Before anything is deleted: true when there is nothing more to do. */
    private boolean erasedSelection() {
        breakRun();
        if (isEmpty()) {
            return true;
        }
        if (!caret.hasSelection()) {
            return false;
        }
        eraseSelection();
        return true;
    }

    /** Cuts or types over the selection: false when it is not known what that was. */
    boolean eraseSelection() {
        if (unknown()) {
            return false;
        }
        if (caret.allSelected()) {
            eraseAll();
        } else if (caret.selected() != 0) {
            if (!caret.selectionIsSure()) {
                caret.giveUp();
                return false;
            }
            breakRun();
            int steps = caret.selected();
            if (steps > 0) {
                killLeft(steps);
            } else {
                killRight(-steps);
            }
        }
        return true;
    }

    /** Everything in the field; a tab may have led here from another one. */
    private void eraseAll() {
        breakRun();
        Cell from = cells.tail();
        while (from != cells.head && from.kind != Cell.Kind.FIELD) {
            from.dead = true;
            from = CellList.before(from);
        }
        caret.putAtStart(from, from == cells.head);
    }

    private List<Cell> killLeft(int steps) {
        List<Cell> killed = new ArrayList<>();
        Cell at = caret.cell();
        for (int i = 0; i < steps; i++) {
            Cell left = CellList.required(cells.liveLeft(at));
            left.dead = true;
            killed.add(left);
            at = CellList.before(left);
        }
        caret.put(at);
        return killed;
    }

    private void killRight(int steps) {
        for (int i = 0; i < steps; i++) {
            CellList.required(cells.liveRight(caret.cell())).dead = true;
        }
        caret.put(caret.cell());
    }

    /** Forgets the oldest cells that left the hold-back until {@code keep} remain; stops at what is {@code needed}. */
    void trim(int keep, Predicate<Cell> needed) {
        boolean trimmed = cells.trim(
                keep,
                cell -> cell != caret.cell()
                        && (cell.released || cell.kind == Cell.Kind.GAP || cell.kind == Cell.Kind.FOREIGN)
                        && !needed.test(cell));
        if (trimmed) {
            visits.trimmed();
            headKnown = false;
            caret.loseStart();
            breakRun();
        }
    }

    /**
     * The application shows {@code state}: the text becomes what it says, and the caret is where it says. The cells of
     * which it is still not known what became of them; null when nothing is known.
     *
     * @param entered the field got the keyboard after everything that was typed
     */
    @Nullable
    List<Cell> align(FieldState state, boolean entered) {
        breakRun();
        Cell border = visits.enter(state, entered);
        List<Cell> astray = visits.astray();
        Cell until = visits.end(border);
        Alignment alignment = new Alignment(cells, border, until, state.text().reveal());
        if (!state.consistent()
                || !alignment.align(state.caret(), headKnown || caret.startKnown() || border != cells.head)) {
            return null;
        }
        Cell at = cellAt(border, until, state.caret() - alignment.offset());
        Cell from = cellAt(border, until, state.anchor() - alignment.offset());
        if (at == null || from == null) {
            return null;
        }
        headKnown = border == cells.head ? alignment.fromStart() : headKnown;
        caret.putAtStart(at, border == cells.head && alignment.fromStart());
        caret.endKnown(until == null && alignment.toEnd());
        caret.amongFields(until != null);
        caret.selectFrom(from);
        astray.addAll(alignment.doubtful());
        return astray;
    }

    /** Whether {@code field} is the one that keys are known to go into; empty is any. */
    boolean isIn(String field) {
        String at = visits.at();
        return field.equals(at == null ? "" : at);
    }

    /** A click: which field it led to, the next key says. */
    void clicked() {
        visits.clicked();
    }

    /** A key went into {@code field}. */
    void keyed(String field) {
        visits.keyed(field);
    }

    /** Whether a click may have gone into what was typed there. */
    boolean isClicked(String field) {
        return visits.isClicked(field);
    }

    /** Keys go into {@code field} again, nobody knows where. */
    void back(String field) {
        visits.back(field);
    }

    /** Keys go into {@code field}: what is typed there follows everything else, until the field shows where it is. */
    void visit(String field) {
        breakRun();
        Cell border = visits.visit(field);
        if (border != null) {
            caret.putAtStart(border, false);
            caret.endKnown(false);
            caret.amongFields(border != cells.head);
        }
    }

    /** The cell that ends {@code characters} behind {@code border}; null inside of a cell. */
    private static @Nullable Cell cellAt(Cell border, @Nullable Cell until, int characters) {
        int left = characters;
        Cell at = border;
        while (left > 0) {
            Cell next = at.next;
            if (next == null || next == until) {
                return null;
            }
            at = next;
            left -= at.dead ? 0 : at.text().length();
        }
        return left == 0 ? at : null;
    }

    /** A new session. */
    void reset() {
        visits.clear();
        headKnown = false;
        cells.clear();
        caret.reset();
        breakRun();
    }
}
