package org.oriel.spool;

import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The newest position, written a second time into the header of the database file with every append: the last block
 * could otherwise vanish with one flipped byte and nobody would miss it. The header is written anyway whenever the file
 * grows, so this costs no page.
 */
final class Head {
    private static final int BITS = 31;
    private static final long MASK = (1L << BITS) - 1;

    /**
     * Two fields of the header.
     *
     * @param low the low bits of the position
     * @param check a check value over all its bits
     */
    record Mark(long low, int check) {
        /** The position, given one that is known to be near; empty when the fields are damaged. */
        OptionalLong near(long near) {
            long base = (near & ~MASK) | (low & MASK);
            for (long head : new long[] {base, base + MASK + 1, base - MASK - 1}) {
                if (head >= 0 && Head.check(head) == check) {
                    return OptionalLong.of(head);
                }
            }
            return OptionalLong.empty();
        }
    }

    private Head() {}

    /** Inside the transaction that appends. */
    static void mark(Sql sql, long head) throws SQLException {
        sql.execute("PRAGMA user_version=" + (head & MASK));
        sql.execute("PRAGMA application_id=" + check(head));
    }

    /** What the header says. */
    static Mark marked(Sql sql) throws SQLException {
        return new Mark(sql.number("PRAGMA user_version"), (int) sql.number("PRAGMA application_id"));
    }

    /** The upper half of a product with an odd constant (Knuth, TAOCP 3, 6.4): every bit of it changes it. */
    private static int check(long head) {
        return (int) ((head * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
