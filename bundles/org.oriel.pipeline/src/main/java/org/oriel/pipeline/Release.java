package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Says which cells are far enough from the caret to be released, and not part of something unfinished. */
final class Release {
    private final int distance;
    private int round = 1;
    private int sessionRound = 1;
    private boolean stale = true;

    Release(int distance) {
        this.distance = distance;
    }

    /** A new cell is under the caret. */
    void add(Cell cell) {
        cell.round = round;
    }

    /** The caret moved, text was deleted or a checkpoint judged what is there. */
    void changed() {
        stale = true;
    }

    /** A session ended: its cells hold nothing back any more. */
    void nextSession() {
        sessionRound = ++round;
        stale = true;
    }

    boolean isNear(Cell cell) {
        return cell.round == round;
    }

    /** Whether {@code cell} may not be told yet. */
    boolean holds(Cell cell, TypedText text) {
        return cell.round >= sessionRound && (cell.round == round || text.caretUnknown());
    }

    /** Measures again. {@code unchecked} characters at the caret were not judged yet: what they complete lies nearer. */
    void refresh(TypedText text, int unchecked) {
        if (!stale) {
            return;
        }
        stale = false;
        round++;
        int reach = distance + unchecked;
        Cell border = markLeft(text, reach);
        markRight(text, reach);
        if (border != text.head() && !border.frozen && border.mask == null) {
            holdOpen(text, border);
        }
    }

    /** Marks what is near on the left; the first live cell that is not. */
    private Cell markLeft(TypedText text, int reach) {
        int characters = 0;
        Cell cell = text.caretCell();
        while (cell != text.head() && (characters < reach || cell.dead || cell.kind == Cell.Kind.GAP)) {
            near(cell);
            characters += cell.dead ? 0 : cell.text().length();
            cell = CellList.before(cell);
        }
        return cell;
    }

    /** On the right the candidate that may reach over the border is held whatever it looks like: it is rare there. */
    private void markRight(TypedText text, int reach) {
        int characters = 0;
        for (Cell cell = text.caretCell().next; cell != null; cell = cell.next) {
            boolean far = characters >= reach + Candidates.KEYWORD_REACH;
            if (far && !cell.dead && cell.isBlank()) {
                return;
            }
            near(cell);
            characters += cell.dead ? 0 : cell.text().length();
        }
    }

    private void near(Cell cell) {
        cell.round = round;
        cell.open = false;
    }

    /** Holds the cells left of the border that belong to a candidate which reaches over it. */
    private void holdOpen(TypedText text, Cell border) {
        int look = Candidates.KEYWORD_REACH + Candidates.longestKeyword();
        Cell start = border;
        int before = 0;
        while (start.prev != text.head() && !CellList.before(start).frozen && !(before >= look && endsToken(start))) {
            before += start.dead ? 0 : start.text().length();
            start = CellList.before(start);
        }
        StringBuilder around = new StringBuilder(before + 2 * Candidates.KEYWORD_REACH);
        List<Cell> cells = new ArrayList<>(before + 2 * Candidates.KEYWORD_REACH);
        int far = -1;
        for (Cell cell = start; cell != null; cell = cell.next) {
            if (far >= 0 && around.length() - far >= Candidates.KEYWORD_REACH) {
                break;
            }
            if (!cell.dead) {
                around.append(cell.text());
                for (int i = 0; i < cell.text().length(); i++) {
                    cells.add(cell);
                }
            }
            if (cell == border) {
                far = around.length();
            }
        }
        for (Candidates.Range range : Candidates.in(around.toString())) {
            if (range.start() < far && range.end() > far) {
                open(cells.get(range.start()), border);
            }
        }
    }

    private static boolean endsToken(Cell cell) {
        return !cell.dead
                && !cell.text().isEmpty()
                && Candidates.isBorder(cell.text().charAt(0));
    }

    private void open(Cell first, Cell last) {
        for (Cell cell = first; ; cell = cell.next) {
            if (cell.mask == null) {
                cell.round = round;
                cell.open = true;
            }
            if (cell == last || cell.next == null) {
                return;
            }
        }
    }

    /** Masks the unfinished candidate that holds {@code held} back, and lets it go. */
    void expire(Cell held) {
        Mask mask = Mask.classOnly(Mask.UNDECIDED, Mask.OPEN_CANDIDATE);
        for (Cell cell = held; cell != null; cell = cell.next) {
            if (cell.mask == null && !cell.frozen) {
                cell.mask = mask;
                mask.addLength(cell.dead ? 0 : cell.text().length());
            }
            if (cell.open) {
                cell.open = false;
                cell.round = round - 1;
            } else if (endsToken(cell)) {
                return;
            }
        }
    }
}
