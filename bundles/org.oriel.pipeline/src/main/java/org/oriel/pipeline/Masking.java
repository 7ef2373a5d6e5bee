package org.oriel.pipeline;

import org.jspecify.annotations.Nullable;

/** Puts masks on cells. What was told stays told; a mask that is there stays. */
final class Masking {
    private Masking() {}

    /** Masks what was not told yet from {@code first} to {@code last}. */
    static void all(@Nullable Cell first, Cell last, Mask mask) {
        for (Cell cell = first; cell != null; cell = cell.next) {
            one(cell, mask);
            if (cell == last) {
                return;
            }
        }
    }

    static void one(Cell cell, Mask mask) {
        if (cell.mask == null && !cell.frozen) {
            cell.mask = mask;
            mask.addLength(cell.dead ? 0 : cell.text().length());
        }
    }

    /** The deleted text on both sides may be an earlier copy of the value. */
    static void around(Cell head, Cell first, Cell last, Mask mask) {
        for (Cell cell = CellList.before(first); cell != head && isDead(cell); cell = CellList.before(cell)) {
            ifOpen(cell, mask);
        }
        for (Cell cell = last.next; cell != null && isDead(cell); cell = cell.next) {
            ifOpen(cell, mask);
        }
    }

    private static boolean isDead(Cell cell) {
        return cell.dead || cell.kind == Cell.Kind.GAP;
    }

    private static void ifOpen(Cell cell, Mask mask) {
        if (cell.mask == null) {
            cell.mask = mask;
        }
    }
}
