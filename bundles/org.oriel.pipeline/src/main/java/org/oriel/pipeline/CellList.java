package org.oriel.pipeline;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cells of one typed session from left to right, dead ones among them. The head is no cell of the text. */
final class CellList {
    final Cell head = new Cell(Cell.Kind.EDGE, "");
    private Cell tail = head;
    private int size;

    boolean isEmpty() {
        return head.next == null;
    }

    int size() {
        return size;
    }

    /** The last cell, or the head. */
    Cell tail() {
        return tail;
    }

    void insertAfter(Cell before, Cell cell) {
        Cell after = before.next;
        cell.prev = before;
        cell.next = after;
        before.next = cell;
        if (after == null) {
            tail = cell;
        } else {
            after.prev = cell;
        }
        size++;
    }

    /** Takes {@code cell} out, to put it elsewhere. */
    void remove(Cell cell) {
        Cell before = before(cell);
        Cell after = cell.next;
        before.next = after;
        if (after == null) {
            tail = before;
        } else {
            after.prev = before;
        }
        cell.prev = null;
        cell.next = null;
        size--;
    }

    /** The first live cell at or left of {@code from}. */
    @Nullable
    Cell liveLeft(Cell from) {
        Cell cell = from;
        while (cell != head && cell.dead) {
            cell = before(cell);
        }
        return cell == head ? null : cell;
    }

    /** The first live cell right of {@code from}. */
    @Nullable
    Cell liveRight(Cell from) {
        Cell cell = from.next;
        while (cell != null && cell.dead) {
            cell = cell.next;
        }
        return cell;
    }

    /** The cell left of {@code cell}, which is not the head. */
    static Cell before(Cell cell) {
        return required(cell.prev);
    }

    static Cell required(@Nullable Cell cell) {
        if (cell == null) {
            throw new IllegalStateException("the caret model counted a cell that is not there");
        }
        return cell;
    }

    /** Forgets the oldest cells that are {@code over} until {@code keep} are left; whether any was. */
    boolean trim(int keep, Predicate<Cell> over) {
        int before = size;
        Cell cell = head.next;
        while (cell != null && size > keep && over.test(cell)) {
            Cell next = cell.next;
            cell.wipe();
            size--;
            head.next = next;
            if (next == null) {
                tail = head;
            } else {
                next.prev = head;
            }
            cell = next;
        }
        return size < before;
    }

    /** Drops every character. The cells keep their masks: releases of their keys may still come. */
    void clear() {
        trim(0, cell -> true);
    }
}
