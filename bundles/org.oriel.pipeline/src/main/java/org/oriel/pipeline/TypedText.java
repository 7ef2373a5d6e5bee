package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The text of one typed session as far as keys tell it: cells, of which deleted ones stay as tombstones, and a caret.
 * What is typed where the caret is not known ends in {@link Caret.Spot#UNKNOWN}, for good.
 */
final class TypedText {
    private final CellList cells = new CellList();
    private final Caret caret = new Caret(cells);
    private @Nullable Cell runStart;

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
                cell -> cell != caret.cell() && (cell.released || cell.kind == Cell.Kind.GAP) && !needed.test(cell));
        if (trimmed) {
            caret.loseStart();
            breakRun();
        }
    }

    /** A new session. */
    void reset() {
        cells.clear();
        caret.reset();
        breakRun();
    }
}
