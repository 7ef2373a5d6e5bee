package org.oriel.spool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.host.EventStore;

/**
 * Reads blocks in order, without trusting the file: every position between two cursors is accounted for, as an event or
 * as part of a range that says why there is none.
 *
 * <p>SQLite's pages carry no checksum. A damaged payload or row fails authentication; a row that vanished leaves a hole,
 * which positions without holes make visible; a page that SQLite refuses is passed over by looking for the next position
 * that can be found.
 */
final class BlockReader {
    /** No row is found there: it was removed by something else than this code, or its page is damaged. */
    static final String MISSING = "damaged: missing or unreadable";

    static final String UNREADABLE = "damaged: unreadable page";
    static final String REFUSED = "damaged: authentication failed";
    static final String NO_KEY = "damaged: key lost";

    /** A block may hold thousands of events, and nobody who asks for blocks knows how large they are. */
    private static final int MOST_EVENTS = 8_192;

    private static final String NEXT =
            "SELECT " + SealedBlock.COLUMNS + ", payload FROM block WHERE first >= ?" + " ORDER BY first LIMIT 1";
    private static final String NEXT_BARE =
            "SELECT " + SealedBlock.COLUMNS + " FROM block WHERE first >= ? ORDER BY first LIMIT 1";
    private static final String COVERING =
            "SELECT " + SealedBlock.COLUMNS + ", payload FROM block WHERE first <= ?" + " ORDER BY first DESC LIMIT 1";

    private final Sql sql;
    private final Seal seal;
    private final String spoolId;
    private final Keys keys;

    /**
     * What was read.
     *
     * @param blocks without holes, from the position after the one asked for
     * @param damaged what of it cannot be read
     */
    record Result(List<EventStore.Block> blocks, List<Ranges.Range> damaged) {}

    BlockReader(Sql sql, Seal seal, String spoolId, Keys keys) {
        this.sql = sql;
        this.seal = seal;
        this.spoolId = spoolId;
        this.keys = keys;
    }

    /** Up to about {@code most} blocks after {@code after}, none beyond {@code head}; fewer when they are large. */
    Result read(long after, int most, long head, State state) throws SQLException {
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        long next = after + 1;
        Optional<SealedBlock> row = covering(next);
        long events = 0;
        while (result.blocks.size() < most && events < MOST_EVENTS && next <= head) {
            if (row.isEmpty()) {
                row = next(next, head, result);
            }
            long found = Math.min(row.map(SealedBlock::first).orElse(Long.MAX_VALUE), head + 1);
            if (found > next) {
                hole(next, found - 1, state, result);
                next = found;
            }
            if (row.isPresent() && row.get().first() <= head) {
                next = block(row.get(), next, head, result) + 1;
                events += result.blocks.get(result.blocks.size() - 1).lines().size();
            }
            row = Optional.empty();
        }
        return result;
    }

    /** Adds the block and returns its last position. */
    private long block(SealedBlock row, long from, long head, Result result) throws SQLException {
        Optional<Keys.DataKey> key = keys.get(row.key());
        List<String> lines = key.isPresent() ? row.open(seal, spoolId, key.get()) : null;
        if (lines != null) {
            int skip = (int) (from - row.first());
            result.blocks.add(new EventStore.Block(
                    from,
                    row.last(),
                    key.get().label().purpose(),
                    key.get().label().grant(),
                    lines.subList(skip, lines.size()),
                    ""));
            return row.last();
        }
        String reason = row.payload() == null ? UNREADABLE : key.isPresent() ? REFUSED : NO_KEY;
        long last = believable(row, from, head);
        damage(new Ranges.Range(from, last, reason), key, result);
        return last;
    }

    /** The end of a row that failed: its own word does not count beyond where the next row begins. */
    private long believable(SealedBlock row, long from, long head) throws SQLException {
        long limit = head;
        try {
            limit = Math.min(head, bare(row.first() + 1).map(SealedBlock::first).orElse(head + 1) - 1);
        } catch (SQLException e) {
            if (!SqlFailure.corrupt(e)) {
                throw e;
            }
        }
        return Math.max(from, row.last() >= from ? Math.min(row.last(), limit) : limit);
    }

    private void hole(long first, long last, State state, Result result) {
        long next = first;
        for (Ranges.Range range : state.gone().within(first, last)) {
            missing(next, range.first() - 1, state, result);
            result.blocks.add(new EventStore.Block(range.first(), range.last(), "", "", List.of(), range.reason()));
            next = range.last() + 1;
        }
        missing(next, last, state, result);
    }

    private void missing(long first, long last, State state, Result result) {
        long next = first;
        for (Ranges.Range range : state.damaged().within(first, last)) {
            if (range.first() > next) {
                damage(new Ranges.Range(next, range.first() - 1, MISSING), Optional.empty(), result);
            }
            damage(range, Optional.empty(), result);
            next = range.last() + 1;
        }
        if (next <= last) {
            damage(new Ranges.Range(next, last, MISSING), Optional.empty(), result);
        }
    }

    private static void damage(Ranges.Range range, Optional<Keys.DataKey> key, Result result) {
        String purpose = key.map(known -> known.label().purpose()).orElse("");
        result.blocks.add(new EventStore.Block(range.first(), range.last(), purpose, "", List.of(), range.reason()));
        result.damaged.add(range);
    }

    /** The row that begins at or after {@code first}; what cannot be read before it is noted by the hole it leaves. */
    private Optional<SealedBlock> next(long first, long head, Result result) throws SQLException {
        try {
            return sql.row(NEXT, BlockReader::map, first);
        } catch (SQLException e) {
            if (!SqlFailure.corrupt(e)) {
                throw e;
            }
        }
        Optional<Long> reachable = reachable(first, head);
        if (reachable.isEmpty()) {
            return Optional.empty();
        }
        Optional<SealedBlock> bare = bare(reachable.get());
        if (bare.isEmpty() || bare.get().first() == first) {
            return bare;
        }
        return next(bare.get().first(), head, result);
    }

    private Optional<SealedBlock> bare(long first) throws SQLException {
        return sql.row(NEXT_BARE, BlockReader::mapBare, first);
    }

    /**
     * The lowest position from {@code first} on from where SQLite finds its way: doubling steps, then bisection. A
     * damaged page hides a stretch of positions, so that what is found is its end.
     */
    private Optional<Long> reachable(long first, long head) throws SQLException {
        if (works(first)) {
            return Optional.of(first);
        }
        long bad = first;
        long good = -1;
        for (long step = 1; good < 0 && bad < head; step *= 2) {
            long probe = Math.min(head, first + step);
            if (works(probe)) {
                good = probe;
            } else {
                bad = probe;
            }
        }
        while (good > bad + 1) {
            long middle = bad + (good - bad) / 2;
            if (works(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good < 0 ? Optional.empty() : Optional.of(good);
    }

    private boolean works(long first) throws SQLException {
        try {
            bare(first);
            return true;
        } catch (SQLException e) {
            if (SqlFailure.corrupt(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The row that begins before {@code position} and reaches it. */
    private Optional<SealedBlock> covering(long position) throws SQLException {
        try {
            return sql.row(COVERING, BlockReader::map, position).filter(row -> row.last() >= position);
        } catch (SQLException e) {
            if (SqlFailure.corrupt(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static SealedBlock map(ResultSet row) throws SQLException {
        byte[] payload = row.getBytes(6);
        return new SealedBlock(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                payload == null ? new byte[0] : payload);
    }

    /** The newest row; without its payload where only that cannot be read. */
    Optional<SealedBlock> newest() throws SQLException {
        Optional<Long> first = sql.row("SELECT max(first) FROM block", row -> row.getLong(1));
        try {
            return first.isEmpty() ? Optional.empty() : sql.row(NEXT, BlockReader::map, first.get());
        } catch (SQLException e) {
            if (!SqlFailure.corrupt(e)) {
                throw e;
            }
            return bare(first.orElseThrow());
        }
    }

    /** Rows in order without payload, from {@code first} on. */
    List<SealedBlock> bareFrom(long first, int most) throws SQLException {
        return sql.rows(
                "SELECT " + SealedBlock.COLUMNS + " FROM block WHERE first >= ? ORDER BY first LIMIT ?",
                BlockReader::mapBare,
                first,
                (long) most);
    }

    /** Rows with an event captured at {@code wallMillis} or later, newest first, without payload. */
    List<SealedBlock> bareSince(long wallMillis) throws SQLException {
        return sql.rows(
                "SELECT " + SealedBlock.COLUMNS + " FROM block WHERE wall_max >= ? ORDER BY first DESC",
                BlockReader::mapBare,
                wallMillis);
    }

    private static SealedBlock mapBare(ResultSet row) throws SQLException {
        return new SealedBlock(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), null);
    }

    /** The row that begins at {@code first}, if it can be read. */
    Optional<SealedBlock> row(long first) throws SQLException {
        try {
            return sql.row(NEXT, BlockReader::map, first).filter(row -> row.first() == first);
        } catch (SQLException e) {
            if (SqlFailure.corrupt(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Nullable
    List<String> open(SealedBlock row) {
        Optional<Keys.DataKey> key = keys.get(row.key());
        return key.isEmpty() ? null : row.open(seal, spoolId, key.get());
    }
}
