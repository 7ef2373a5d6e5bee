package org.oriel.spool;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The rows about images: one an image, and one for every event that names one. An image stays as long as a stored event
 * names it, or an image that is based on it stays.
 */
final class ImageTable {
    /** In the place of an image that is not there, and of the base of one that has none. */
    static final long NONE = 0;

    /** Position of the row that says up to which event nothing was written about uses. */
    private static final long MARK = 0;

    private static final String COLUMNS = "id, base, key, wall, bytes, damaged, sealed";

    private final SecretKey names;

    /**
     * A row.
     *
     * @param id keyed hash of the image's id: the id itself would tell whoever has the same picture that it was seen
     * @param base row of the image it is based on, or {@link #NONE}
     * @param key data key that seals the rest
     * @param wall earliest time at which it was captured
     * @param bytes size of its file
     * @param damaged whether it was set aside
     * @param sealed an {@link ImageMeta}
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Row(long id, long base, long key, long wall, long bytes, boolean damaged, byte[] sealed) {}

    /** Rows that are no more. */
    record Dropped(List<Row> rows) {
        static final Dropped NOTHING = new Dropped(List.of());
    }

    ImageTable(SecretKey root) {
        names = new SecretKeySpec(mac(root, "oriel-image-name-1"), "HmacSHA256");
    }

    /** In an empty table: events up to {@code head} have no uses. */
    static void begin(Sql sql, long head) throws SQLException {
        sql.update("INSERT INTO image_use VALUES(?,?)", MARK, head);
    }

    static long begun(Sql sql) throws SQLException {
        return sql.number("SELECT image FROM image_use WHERE position=?", MARK);
    }

    /** Row of an image. Two images with one row are told apart when it is opened; they are 2^63 apart. */
    long row(String id) {
        byte[] hash = mac(names, id);
        long row = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            row = row << 8 | (hash[i] & 0xff);
        }
        row &= Long.MAX_VALUE;
        return row == NONE ? 1 : row;
    }

    private static byte[] mac(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
        }
    }

    static Optional<Row> find(Sql sql, long id) throws SQLException {
        return sql.row("SELECT " + COLUMNS + " FROM image WHERE id=?", ImageTable::map, id);
    }

    /** In order of their ids, after {@code after}. */
    static List<Row> after(Sql sql, long after, int most) throws SQLException {
        return sql.rows(
                "SELECT " + COLUMNS + " FROM image WHERE id > ? ORDER BY id LIMIT ?", ImageTable::map, after, (long)
                        most);
    }

    private static Row map(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes(7);
        return new Row(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6) != 0,
                sealed == null ? new byte[0] : sealed);
    }

    /** Sizes of the files by row. */
    static Map<Long, Long> sizes(Sql sql) throws SQLException {
        Map<Long, Long> sizes = new TreeMap<>();
        sql.rows("SELECT id, bytes FROM image", row -> sizes.put(row.getLong(1), row.getLong(2)));
        return sizes;
    }

    static void insert(Sql sql, Row row) throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO image(" + COLUMNS + ") VALUES(?,?,?,?,?,?,?)",
                row.id(),
                row.base(),
                row.key(),
                row.wall(),
                row.bytes(),
                row.damaged() ? 1L : 0L,
                row.sealed());
    }

    /** It was captured at {@code wall} too. */
    static void seen(Sql sql, long id, long wall) throws SQLException {
        sql.update("UPDATE image SET wall=? WHERE id=? AND wall > ?", wall, id, wall);
    }

    /** Notes that the event at {@code position} names an image, {@link #NONE} for one that is not there. */
    static void use(Sql sql, long position, long id) throws SQLException {
        sql.update("INSERT OR REPLACE INTO image_use VALUES(?,?)", position, id);
    }

    /** What events name, by position; {@link #NONE} for what was not there or is known to be gone. */
    static Map<Long, Long> uses(Sql sql, long first, long last) throws SQLException {
        Map<Long, Long> uses = new TreeMap<>();
        sql.rows(
                "SELECT position, image FROM image_use WHERE position BETWEEN ? AND ?",
                row -> uses.put(row.getLong(1), row.getLong(2)),
                Math.max(MARK + 1, first),
                last);
        return uses;
    }

    /** The newest event that names an image, 0 where there is none. */
    static long newestUse(Sql sql) throws SQLException {
        return sql.number("SELECT ifnull(max(position), 0) FROM image_use");
    }

    /** {@code false} where that was noted before, or it is gone. */
    static boolean setAside(Sql sql, long id) throws SQLException {
        return sql.update("UPDATE image SET damaged=1 WHERE id=? AND damaged=0", id) > 0;
    }

    static boolean sealedBy(Sql sql, long key) throws SQLException {
        return sql.number("SELECT count(*) FROM (SELECT 1 FROM image WHERE key=? LIMIT 1)", key) > 0;
    }

    /** Events are gone: so is every image that only they need. */
    static Dropped release(Sql sql, Collection<Ranges.Range> gone) throws SQLException {
        Set<Long> named = new LinkedHashSet<>();
        for (Ranges.Range range : gone) {
            named.addAll(uses(sql, range.first(), range.last()).values());
            sql.update(
                    "DELETE FROM image_use WHERE position BETWEEN ? AND ?",
                    Math.max(MARK + 1, range.first()),
                    range.last());
        }
        return dropUnneeded(sql, named);
    }

    private static Dropped dropUnneeded(Sql sql, Collection<Long> ids) throws SQLException {
        List<Row> dropped = new ArrayList<>();
        Deque<Long> candidates = new ArrayDeque<>(ids);
        while (!candidates.isEmpty()) {
            long id = candidates.remove();
            Optional<Row> row = id == NONE ? Optional.empty() : find(sql, id);
            if (row.isPresent() && !named(sql, id) && dependents(sql, id).isEmpty()) {
                sql.update("DELETE FROM image WHERE id=?", id);
                dropped.add(row.get());
                candidates.add(row.get().base());
            }
        }
        return new Dropped(dropped);
    }

    private static boolean named(Sql sql, long id) throws SQLException {
        return sql.number("SELECT count(*) FROM (SELECT 1 FROM image_use WHERE image=? LIMIT 1)", id) > 0;
    }

    private static List<Row> dependents(Sql sql, long id) throws SQLException {
        return sql.rows("SELECT " + COLUMNS + " FROM image WHERE base=?", ImageTable::map, id);
    }

    /**
     * Drops what was first captured at {@code since} or later though an event that stays needs it, and what is based on
     * it: where the clock was set back, a kept image would otherwise keep the pixels of a forgotten one.
     */
    static Dropped dropSince(Sql sql, long since) throws SQLException {
        Map<Long, Row> rows = new TreeMap<>();
        for (Row row : sql.rows("SELECT " + COLUMNS + " FROM image WHERE wall >= ?", ImageTable::map, since)) {
            rows.put(row.id(), row);
            dependents(sql, row.id()).forEach(based -> rows.put(based.id(), based));
        }
        for (Row row : rows.values()) {
            sql.update("DELETE FROM image WHERE id=?", row.id());
            sql.update("UPDATE image_use SET image=? WHERE image=? AND position > ?", NONE, row.id(), MARK);
        }
        List<Row> dropped = new ArrayList<>(rows.values());
        // A base that is older may now be needed by nothing.
        dropped.addAll(dropUnneeded(sql, rows.values().stream().map(Row::base).toList())
                .rows());
        return new Dropped(dropped);
    }
}
