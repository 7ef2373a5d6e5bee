package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the cells of one field say what the field shows: cells that are gone die, text that nobody typed here becomes
 * {@link Cell.Kind#FOREIGN} cells. Afterwards the live cells are the text, character by character.
 */
final class Alignment {
    /** Longer texts are not copied into cells: only what is this close to what was typed, or to the caret. */
    static final int NEIGHBOURHOOD = 1024;
    /** So many characters say where a part of a long text is. */
    private static final int ANCHOR = 24;

    private final CellList cells;
    private final Cell border;
    private final @Nullable Cell until;
    /** Typed cells of which it is not known what became of them: they may still stand there, under another name. */
    private final List<Cell> doubtful = new ArrayList<>();

    private String shown;
    /** How much of the field lies before what is looked at, and whether that reaches its ends. */
    private int offset;

    private boolean fromStart = true;
    private boolean toEnd = true;

    /**
     * @param border the cell before the field's first
     * @param until the cell after its last; null at the end
     */
    Alignment(CellList cells, Cell border, @Nullable Cell until, String shown) {
        this.cells = cells;
        this.border = border;
        this.until = until;
        this.shown = shown;
    }

    List<Cell> doubtful() {
        return doubtful;
    }

    /** How many characters of the field are left of the first cell. */
    int offset() {
        return offset;
    }

    boolean fromStart() {
        return fromStart;
    }

    boolean toEnd() {
        return toEnd;
    }

    /**
     * False when a long text does not show where what was typed is.
     *
     * @param startKnown whether nothing stood left of the first cell; else typed text may look like what was there
     */
    boolean align(int caret, boolean startKnown) {
        List<Cell> live = live();
        if (shown.length() > 2 * NEIGHBOURHOOD && !narrow(live, caret)) {
            return false;
        }
        String typed = text(live);
        if (!startKnown && !typed.isEmpty() && !typed.equals(shown)) {
            if (isOnce(typed, shown)) {
                middle(live, border, shown);
                return true;
            }
            doubtful.addAll(live);
        }
        int left = 0;
        int at = 0;
        while (left < live.size() && shown.startsWith(live.get(left).text(), at)) {
            at += live.get(left++).text().length();
        }
        int right = live.size();
        int end = shown.length();
        while (right > left && fits(live.get(right - 1).text(), at, end)) {
            end -= live.get(--right).text().length();
        }
        middle(live.subList(left, right), left == 0 ? border : live.get(left - 1), shown.substring(at, end));
        return true;
    }

    private boolean fits(String text, int from, int to) {
        return to - text.length() >= from && shown.startsWith(text, to - text.length());
    }

    private void middle(List<Cell> typed, Cell before, String rest) {
        String joined = text(typed);
        if (!joined.isEmpty() && isOnce(joined, rest)) {
            int place = rest.indexOf(joined);
            insert(before, rest.substring(0, place));
            insert(typed.get(typed.size() - 1), rest.substring(place + joined.length()));
            return;
        }
        for (Cell cell : typed) {
            cell.dead = true;
        }
        if (!rest.isEmpty()) {
            doubtful.addAll(typed);
        }
        insert(before, rest);
    }

    private static boolean isOnce(String part, String whole) {
        int place = whole.indexOf(part);
        return place >= 0 && whole.indexOf(part, place + 1) < 0;
    }

    /** Right past the dead, as what is typed. */
    private void insert(Cell before, String text) {
        Cell at = before;
        while (at.next != null && at.next != until && at.next.dead) {
            at = at.next;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
            Cell cell = new Cell(Cell.Kind.FOREIGN, text.substring(i, pair ? i + 2 : i + 1));
            cells.insertAfter(at, cell);
            at = cell;
            i += pair ? 1 : 0;
        }
    }

    /** Of a long text, only the part around what was typed. */
    private boolean narrow(List<Cell> live, int caret) {
        String typed = text(live);
        int from = caret;
        int to = caret;
        if (!typed.isEmpty()) {
            String head = typed.substring(0, Math.min(ANCHOR, typed.length()));
            String tail = typed.substring(Math.max(0, typed.length() - ANCHOR));
            from = shown.indexOf(head);
            to = shown.lastIndexOf(tail) + tail.length();
            boolean clear = from >= 0
                    && shown.indexOf(head, from + 1) < 0
                    && shown.indexOf(tail) == to - tail.length()
                    && to >= from
                    && to - from <= typed.length() + 2 * NEIGHBOURHOOD;
            if (!clear) {
                return false;
            }
        }
        int begin = Math.max(0, Math.min(from, caret) - NEIGHBOURHOOD);
        int end = Math.min(shown.length(), Math.max(to, caret) + NEIGHBOURHOOD);
        if (end - begin > 8 * NEIGHBOURHOOD) {
            return false;
        }
        offset = begin;
        fromStart = begin == 0;
        toEnd = end == shown.length();
        shown = shown.substring(begin, end);
        return true;
    }

    private List<Cell> live() {
        List<Cell> live = new ArrayList<>();
        for (Cell cell = border.next; cell != null && cell != until; cell = cell.next) {
            boolean led = cell.kind == Cell.Kind.FIELD && shown.indexOf(cell.text()) < 0;
            if (cell.kind == Cell.Kind.GAP || led) {
                // What lies between is known now; and a key that leads elsewhere types nothing.
                cell.dead = true;
            } else if (!cell.dead) {
                live.add(cell);
            }
        }
        return live;
    }

    private static String text(List<Cell> cells) {
        StringBuilder text = new StringBuilder();
        for (Cell cell : cells) {
            text.append(cell.text());
        }
        return text.toString();
    }
}
