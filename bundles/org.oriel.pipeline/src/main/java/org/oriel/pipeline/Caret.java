package org.oriel.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Where the next character goes, as far as that is known.
 *
 * <p>What stood in the field before the session is not known, so the caret is followed only over what was typed in it.
 * Where a key may have moved it elsewhere, {@link Spot} says what is still known. The rules assume what all toolkits
 * share; where they differ (word ends, soft wraps, cut without a selection) the caret counts as lost.
 */
final class Caret {
    /** What is known of the caret. */
    enum Spot {
        /** It is behind {@link #cell()}. */
        SURE,
        /** At the right end of its line, perhaps behind text that was there before. */
        LINE_END,
        /** At the left end of its line, perhaps before text that was there before. */
        LINE_START,
        /** Behind everything typed here. */
        PAST_END,
        /** Somewhere, but the text is as it was. */
        LOST,
        /** Text was changed in a place that is not known: for good. */
        UNKNOWN
    }

    /** Home and End go by the lines one sees: in longer lines they may stop at a soft wrap. */
    private static final int WRAP_SAFE = 40;

    private final CellList cells;
    private Cell cell;
    private Spot spot = Spot.SURE;
    /** Steps from where the selection began; 0 is no selection. */
    private int selected;

    private Spot selectedFrom = Spot.SURE;
    private boolean allSelected;
    /** Whether nothing stands left of the first cell. */
    private boolean startKnown;
    /** Whether nothing stands right of the last one. */
    private boolean endKnown;

    private boolean amongFields;
    /** Whether what is typed next may not touch what is beside it. */
    private boolean gap;

    Caret(CellList cells) {
        this.cells = cells;
        cell = cells.head;
    }

    /** The cell it stands behind, or the head. */
    Cell cell() {
        return cell;
    }

    Spot spot() {
        return spot;
    }

    /** Whether nothing may be deleted or passed here. */
    boolean uncertain() {
        return gap || spot != Spot.SURE;
    }

    boolean hasSelection() {
        return allSelected || selected != 0;
    }

    boolean allSelected() {
        return allSelected;
    }

    /** How many live cells are selected: right of here if negative, else left. */
    int selected() {
        return selected;
    }

    /** Up to the end of a short line everything goes, also what was there before. */
    boolean selectionIsSure() {
        boolean toLineEdge = spot == Spot.LINE_END || spot == Spot.LINE_START;
        return spot == Spot.SURE || (toLineEdge && selectedFrom != Spot.PAST_END && Math.abs(selected) <= WRAP_SAFE);
    }

    /** It is here now, for sure. */
    void put(Cell behind) {
        cell = behind;
        spot = Spot.SURE;
        deselect();
    }

    /** It is here, and nothing is left of {@code behind} that is not known. */
    void putAtStart(Cell behind, boolean nothingBefore) {
        put(behind);
        startKnown = nothingBefore;
        gap = false;
    }

    /** Whether nothing stands left of the first cell. */
    boolean startKnown() {
        return startKnown;
    }

    /** Whether nothing stands right of the last cell. */
    void endKnown(boolean known) {
        endKnown = known;
    }

    /** It is in one of several fields: the end of everything typed is not the end of this one. */
    void amongFields(boolean several) {
        amongFields = several;
    }

    /** What lies between {@code from} and here is selected. */
    void selectFrom(Cell from) {
        int steps = liveBetween(from, cell);
        selected = steps >= 0 ? steps : -liveBetween(cell, from);
        selectedFrom = Spot.SURE;
    }

    /** Live cells behind {@code from} up to {@code to}; -1 if that is not on the right. */
    private static int liveBetween(Cell from, Cell to) {
        int steps = 0;
        for (Cell at = from; at != to; steps += at.dead ? 0 : 1) {
            if (at.next == null) {
                return -1;
            }
            at = at.next;
        }
        return steps;
    }

    /** Ready to type: false when nobody knows where. */
    boolean settle() {
        if (spot == Spot.LINE_END || spot == Spot.PAST_END) {
            spot = Spot.SURE;
            gap = true;
        }
        return spot == Spot.SURE;
    }

    /** Whether a gap must come before the next cell; asked once. */
    boolean takeGap() {
        boolean taken = gap;
        gap = false;
        return taken;
    }

    /** What is typed next may not touch what was typed before: no step over the border can be followed. */
    void part() {
        if (allSelected) {
            lose();
        }
        deselect();
        gap = !cells.isEmpty();
    }

    /** It may be elsewhere; the text is as it was. */
    void lose() {
        if (!cells.isEmpty() && spot != Spot.UNKNOWN) {
            spot = Spot.LOST;
            deselect();
        }
    }

    /** The text is no longer known. */
    void giveUp() {
        spot = Spot.UNKNOWN;
        endKnown = false;
        deselect();
    }

    /** One step left or right; the cell it passed. */
    @Nullable
    Cell step(boolean left, boolean select) {
        if (cells.isEmpty()) {
            return null;
        }
        if (!select && hasSelection()) {
            collapse(left);
            return null;
        }
        Cell passed = left ? cells.liveLeft(cell) : cells.liveRight(cell);
        if (uncertain() || allSelected || (passed != null && !passed.passable())) {
            lose();
            return null;
        }
        if (passed == null) {
            leave(left, select);
            return null;
        }
        select(select, left ? -1 : 1);
        cell = left ? CellList.before(passed) : passed;
        return passed;
    }

    /** One step out of what was typed here: if text was there before, it is in that now. */
    private void leave(boolean left, boolean select) {
        if (left ? startKnown : endKnown) {
            return;
        }
        if (left || select) {
            lose();
        } else {
            spot = Spot.PAST_END;
        }
    }

    /** One word to the left. */
    void wordLeft(boolean select) {
        int steps = stepsToWordStart();
        if (allSelected || steps < 0) {
            lose();
            return;
        }
        select(select, -steps);
        for (int i = 0; i < steps; i++) {
            cell = CellList.before(CellList.required(cells.liveLeft(cell)));
        }
    }

    /** Live cells to the start of the word; -1 where toolkits differ: only letters and digits are simple. */
    int stepsToWordStart() {
        if (uncertain()) {
            return -1;
        }
        int blanks = 0;
        Cell at = cells.liveLeft(cell);
        if (at != null && at.passable() && at.text().equals(" ")) {
            blanks = 1;
            at = cells.liveLeft(CellList.before(at));
        }
        int steps = blanks;
        while (at != null
                && at.passable()
                && Character.isLetterOrDigit(at.text().codePointAt(0))) {
            steps++;
            at = cells.liveLeft(CellList.before(at));
        }
        boolean ends = at == null ? startKnown : at.passable() && at.isBlank();
        return ends && steps > blanks ? steps : -1;
    }

    /** The left end of the line one sees. */
    void lineStart(boolean select) {
        if (cells.isEmpty()) {
            return;
        }
        Cell at = cell;
        int steps = 0;
        int characters = 0;
        while (at != cells.head && !isLineBreak(at)) {
            if (!at.dead) {
                steps++;
                characters += at.text().length();
            }
            at = CellList.before(at);
        }
        if (!onKnownLine() || at.kind == Cell.Kind.OPAQUE || at.kind == Cell.Kind.GAP) {
            lose();
            return;
        }
        select(select, -steps);
        cell = at;
        // Some editors go to the first character that is not blank.
        Cell first = cells.liveRight(at);
        boolean known = startsLine(at) && characters <= WRAP_SAFE;
        spot = known && (first == null || !first.isBlank()) ? Spot.SURE : Spot.LINE_START;
    }

    /** The right end of the line one sees. */
    void lineEnd(boolean select) {
        if (cells.isEmpty()) {
            return;
        }
        Cell at = cell;
        int steps = 0;
        while (at.next != null && !isLineBreak(at.next)) {
            at = at.next;
            steps += at.dead ? 0 : 1;
        }
        boolean known = onKnownLine() || (spot == Spot.PAST_END && !hasSelection());
        if (!known || (at.next != null && !at.next.isNewline())) {
            lose();
            return;
        }
        select(select, steps);
        cell = at;
        if (spot != Spot.PAST_END) {
            spot = (at.next != null || endKnown) && lineIsShort(at) ? Spot.SURE : Spot.LINE_END;
        }
    }

    /** The start of everything. */
    void documentStart(boolean select) {
        goFar(select, startKnown, cells.head, Spot.SURE);
    }

    /** The end of everything. */
    void documentEnd(boolean select) {
        goFar(select, true, cells.tail(), endKnown ? Spot.SURE : Spot.PAST_END);
    }

    private void goFar(boolean select, boolean known, Cell to, Spot there) {
        if (!cells.isEmpty() && spot != Spot.UNKNOWN) {
            lose();
            if (known && !select && !amongFields) {
                cell = to;
                spot = there;
            }
        }
    }

    /** Everything in this field is selected. */
    void selectAll() {
        if (amongFields) {
            lose();
        } else if (!cells.isEmpty() && spot != Spot.UNKNOWN) {
            deselect();
            allSelected = true;
        }
    }

    void deselect() {
        selected = 0;
        allSelected = false;
    }

    private void select(boolean select, int steps) {
        if (!select) {
            deselect();
            return;
        }
        if (selected == 0) {
            selectedFrom = spot;
        }
        selected += steps;
    }

    /** An arrow without shift goes to that end of the selection. */
    private void collapse(boolean left) {
        if (allSelected) {
            if (left) {
                documentStart(false);
            } else {
                documentEnd(false);
            }
            return;
        }
        boolean caretIsLeft = selected < 0;
        int back = left == caretIsLeft ? 0 : Math.abs(selected);
        spot = left == caretIsLeft ? spot : selectedFrom;
        deselect();
        for (int i = 0; i < back; i++) {
            cell = caretIsLeft
                    ? CellList.required(cells.liveRight(cell))
                    : CellList.before(CellList.required(cells.liveLeft(cell)));
        }
    }

    private boolean onKnownLine() {
        return !gap && !allSelected && (spot == Spot.SURE || spot == Spot.LINE_END || spot == Spot.LINE_START);
    }

    private boolean lineIsShort(Cell end) {
        int characters = 0;
        Cell at = end;
        while (at != cells.head && !isLineBreak(at)) {
            characters += at.dead ? 0 : at.text().length();
            at = CellList.before(at);
        }
        return startsLine(at) && characters <= WRAP_SAFE;
    }

    private boolean startsLine(Cell at) {
        return at == cells.head ? startKnown : at.isNewline();
    }

    /** Where a line ends, or where nobody knows whether it does. */
    private static boolean isLineBreak(Cell at) {
        return !at.dead
                && (at.isNewline()
                        || at.kind == Cell.Kind.OPAQUE
                        || at.kind == Cell.Kind.FIELD
                        || at.kind == Cell.Kind.GAP);
    }

    /** What was left of the first cell is not known any more. */
    void loseStart() {
        startKnown = false;
    }

    void reset() {
        endKnown = false;
        amongFields = false;
        putAtStart(cells.head, false);
    }
}
