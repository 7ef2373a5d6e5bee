package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.FieldState;

/**
 * Which part of the typed text is of which field. Where somebody says of each key which field it went into, each stay in
 * a field is a visit of its own behind everything else, until the field shows its text: then all visits of that field
 * become one. Where nobody does, tabs say where a field may begin.
 */
final class Visits {
    private static final class Visit {
        final String field;
        /** The cell before its first. */
        Cell border;

        Visit(String field, Cell border) {
            this.field = field;
            this.border = border;
        }
    }

    private final CellList cells;
    private final List<Visit> visits = new ArrayList<>();
    /** The field that keys are known to go into; null where nobody says so of keys. */
    private @Nullable String at;
    /** There was a click, and no key since. */
    private boolean pointed;
    /** Fields that a click led to after something was typed there. */
    private final Set<String> clicked = new HashSet<>();

    Visits(CellList cells) {
        this.cells = cells;
    }

    @Nullable
    String at() {
        return at;
    }

    /** A click: which field it led to, the next key says; without one it may have been any. */
    void clicked() {
        if (pointed) {
            all();
        }
        pointed = true;
    }

    void keyed(String field) {
        if (pointed && field.isEmpty()) {
            all();
        } else if (pointed && first(field) != null) {
            clicked.add(field);
        }
        pointed = false;
    }

    private void all() {
        visits.forEach(visit -> clicked.add(visit.field));
    }

    /** Whether a click may have gone into what was typed there. */
    boolean isClicked(String field) {
        return clicked.contains(field);
    }

    /** The first visit to a field; null if there was none. */
    private @Nullable Visit first(String field) {
        for (Visit visit : visits) {
            if (visit.field.equals(field)) {
                return visit;
            }
        }
        return null;
    }

    void back(String field) {
        at = field;
    }

    /** Keys go into {@code field} now: the cell that they follow, null if they go on where they are. */
    @Nullable
    Cell visit(String field) {
        boolean first = at == null;
        at = field;
        boolean known = first(field) != null;
        if (first && !field.isEmpty() && !cells.isEmpty() && (known || visits.isEmpty())) {
            // What was typed before anybody named a field was typed here, but for what a tab leads away from.
            if (!known) {
                add(field, hasTab() ? lastTab() : cells.head);
            }
            return null;
        }
        return add(field, end());
    }

    private Cell add(String field, Cell border) {
        visits.add(new Visit(field, border));
        return border;
    }

    /** The cell before the field of {@code state}, which now is the one with the keyboard. */
    Cell enter(FieldState state, boolean entered) {
        String field = state.field();
        String text = state.text().reveal();
        Visit known = first(field);
        if (at != null && !field.isEmpty()) {
            at = field;
            if (known == null) {
                return add(field, end());
            }
            gather(known, text, state.caret());
            return known.border;
        }
        if (known != null) {
            return known.border;
        }
        if (entered && !field.isEmpty()) {
            // Nothing of what was typed so far was typed here.
            return add(field, end());
        }
        boolean first = visits.isEmpty() && (text.indexOf('\t') >= 0 || !hasTab());
        return add(field, first ? cells.head : lastTab());
    }

    /** The cell behind the last of the field that begins at {@code border}; null at the end. */
    @Nullable
    Cell end(Cell border) {
        Cell cell = border.next;
        while (cell != null && !isBorder(cell)) {
            cell = cell.next;
        }
        return cell;
    }

    /** What may have been typed into any field: none that shows its text says what became of it. */
    List<Cell> astray() {
        List<Cell> astray = new ArrayList<>();
        for (Visit visit : List.copyOf(visits)) {
            if (visit.field.isEmpty() && at != null) {
                Cell until = end(visit.border);
                for (Cell cell = visit.border.next; cell != until && cell != null; cell = cell.next) {
                    astray.add(cell);
                }
            }
        }
        return astray;
    }

    /** All later visits to the field of {@code main} become part of it, each where {@code shown} has it. */
    private void gather(Visit main, String shown, int caret) {
        for (int i = visits.indexOf(main) + 1; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            if (visit.field.equals(main.field)) {
                boolean last = visits.subList(i + 1, visits.size()).stream().noneMatch(v -> v.field.equals(main.field));
                move(visit, main, shown, last ? caret : -1);
                visits.remove(i--);
            }
        }
    }

    private void move(Visit visit, Visit main, String shown, int caret) {
        List<Cell> moved = new ArrayList<>();
        StringBuilder typed = new StringBuilder();
        Cell until = end(visit.border);
        for (Cell cell = visit.border.next; cell != null && cell != until; cell = cell.next) {
            moved.add(cell);
            if (!cell.dead && cell.kind != Cell.Kind.FIELD) {
                typed.append(cell.text());
            }
        }
        Cell to = place(main, shown, start(typed.toString(), shown, caret));
        for (Cell cell : moved) {
            cells.remove(cell);
            cells.insertAfter(to, cell);
            to = cell;
        }
    }

    /** Where in {@code shown} that was typed: before the caret, or where it stands once; -1 where nobody knows. */
    private static int start(String typed, String shown, int caret) {
        int start = caret - typed.length();
        if (start >= 0 && shown.startsWith(typed, start)) {
            return start;
        }
        int once = shown.indexOf(typed);
        return once >= 0 && shown.indexOf(typed, once + 1) < 0 ? once : -1;
    }

    /** The cell of {@code main} up to which it is what {@code shown} has before {@code start}, or its last. */
    private Cell place(Visit main, String shown, int start) {
        Cell until = end(main.border);
        Cell to = main.border;
        int same = 0;
        for (Cell cell = main.border.next; cell != null && cell != until; cell = cell.next) {
            boolean counts = !cell.dead && cell.kind != Cell.Kind.FIELD;
            int next = same + (counts ? cell.text().length() : 0);
            if (start >= 0 && counts && (next > start || !shown.startsWith(cell.text(), same))) {
                return to;
            }
            same = next;
            to = cell;
        }
        return to;
    }

    private boolean isBorder(Cell cell) {
        for (Visit visit : visits) {
            if (visit.border == cell) {
                return true;
            }
        }
        return false;
    }

    private boolean hasTab() {
        for (Cell cell = cells.tail(); cell != cells.head; cell = CellList.before(cell)) {
            if (cell.kind == Cell.Kind.FIELD && !cell.dead) {
                return true;
            }
        }
        return false;
    }

    private Cell end() {
        Cell tail = cells.tail();
        boolean border = tail == cells.head || (tail.kind == Cell.Kind.FIELD && !tail.dead);
        return border && !isBorder(tail) ? tail : link(tail);
    }

    /** The tab that led to a field which has no border yet, or a new one at the end. */
    private Cell lastTab() {
        for (Cell cell = cells.tail(); cell != cells.head && !isBorder(cell); cell = CellList.before(cell)) {
            if (cell.kind == Cell.Kind.FIELD && !cell.dead) {
                return cell;
            }
        }
        return link(cells.tail());
    }

    private Cell link(Cell before) {
        Cell border = new Cell(Cell.Kind.FIELD, "\t");
        cells.insertAfter(before, border);
        return border;
    }

    /** The oldest cells are gone: of the visits that began there the last one begins at the head. */
    void trimmed() {
        Visit left = null;
        for (Visit visit : List.copyOf(visits)) {
            if (visit.border.prev == null) {
                if (left != null) {
                    visits.remove(left);
                }
                left = visit;
                visit.border = cells.head;
            }
        }
    }

    void clear() {
        visits.clear();
        clicked.clear();
        pointed = false;
        at = null;
    }
}
