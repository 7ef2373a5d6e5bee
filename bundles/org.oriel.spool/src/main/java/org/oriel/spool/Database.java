package org.oriel.spool;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file: one connection that writes and checkpoints, one that only reads.
 *
 * <p>Pages of 1 KiB: a block of one second is about 5 KiB, and what goes to the device is whole pages, twice. With
 * SQLite's usual 4 KiB the device gets 4.7 times what is stored, with 1 KiB 3.4 times.
 */
final class Database implements AutoCloseable {
    static final int PAGE_BYTES = 1024;

    private static final int BUSY_MILLIS = 5000;
    private static final int LOG_BYTES = 4 << 20;

    private static final String KEY_COLUMNS = "(id INTEGER PRIMARY KEY, since INTEGER NOT NULL, session TEXT NOT NULL,"
            + " day TEXT NOT NULL, grant_id TEXT NOT NULL, purpose TEXT NOT NULL, policy TEXT NOT NULL,"
            + " kind TEXT NOT NULL, wrapped BLOB NOT NULL)";
    private static final String STATE_COLUMNS =
            "(id INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL)";

    /** In the order of their names. The payload is the last column, so that the others are read without it. */
    private static final List<String> EVENTS = List.of(
            "CREATE TABLE block(first INTEGER PRIMARY KEY, last INTEGER NOT NULL, key INTEGER NOT NULL,"
                    + " wall_min INTEGER NOT NULL, wall_max INTEGER NOT NULL, payload BLOB NOT NULL)",
            "CREATE TABLE key" + KEY_COLUMNS,
            "CREATE TABLE key_spare" + KEY_COLUMNS,
            "CREATE TABLE state_a" + STATE_COLUMNS,
            "CREATE TABLE state_b" + STATE_COLUMNS);

    /** Since there are pictures. Ids of images are keyed hashes; a use without image has 0. */
    private static final List<String> IMAGES = List.of(
            "CREATE TABLE image(id INTEGER PRIMARY KEY, base INTEGER NOT NULL, key INTEGER NOT NULL,"
                    + " wall INTEGER NOT NULL, bytes INTEGER NOT NULL, damaged INTEGER NOT NULL, sealed BLOB NOT NULL)",
            "CREATE INDEX image_base ON image(base)",
            "CREATE TABLE image_use(position INTEGER PRIMARY KEY, image INTEGER NOT NULL)",
            "CREATE INDEX image_use_image ON image_use(image)");

    private static final Set<String> SCHEMA =
            Stream.concat(EVENTS.stream(), IMAGES.stream()).collect(Collectors.toUnmodifiableSet());

    /** How a transaction is committed; tests put a failing device here. */
    interface Commit {
        void commit(Connection connection) throws SQLException;
    }

    /** Work inside a transaction. */
    interface Work<T> {
        T run(Sql sql) throws SQLException, StoreException;
    }

    /** Reads that see one state of the file. */
    interface Reads<T> {
        T run() throws SQLException;
    }

    private final Path file;
    private final @Nullable Sql writer;
    private final Sql reader;
    private final Commit commit;
    private final int replayed;

    private Database(Path file, @Nullable Sql writer, Sql reader, Commit commit, int replayed) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
        this.commit = commit;
        this.replayed = replayed;
    }

    /** How many frames of the log SQLite took over when it was opened; negative where that is not known. */
    int replayed() {
        return replayed;
    }

    static Database open(Path file, Commit commit) throws SQLException {
        Sql writer = new Sql(connect(file, false));
        try {
            writer.execute("PRAGMA page_size=" + PAGE_BYTES);
            writer.execute("PRAGMA journal_mode=WAL");
            writer.execute("PRAGMA synchronous=FULL");
            writer.execute("PRAGMA fullfsync=1");
            writer.execute("PRAGMA checkpoint_fullfsync=1");
            writer.execute("PRAGMA journal_size_limit=" + LOG_BYTES);
            writer.execute("PRAGMA wal_autocheckpoint=" + LOG_BYTES / PAGE_BYTES);
            writer.execute("PRAGMA secure_delete=ON");
            harden(writer);
            int replayed = writeLogBack(writer);
            writer.connection().setAutoCommit(false);
            return new Database(file, writer, reader(file), commit, replayed);
        } catch (SQLException | RuntimeException e) {
            closeQuietly(writer);
            throw e;
        }
    }

    /** What a crash left in the log. On a full disk it stays there, which is no harm. */
    private static int writeLogBack(Sql writer) throws SQLException {
        int frames = -1;
        try {
            frames = writer.row("PRAGMA wal_checkpoint(PASSIVE)", row -> row.getInt(2))
                    .orElse(-1);
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            if (!SqlFailure.full(e)) {
                throw e;
            }
        }
        return frames;
    }

    /** Only for reading; {@code lenient} reads on in a file whose length or schema is wrong. */
    static Database openReadOnly(Path file, boolean lenient) throws SQLException {
        Sql reader = reader(file);
        if (lenient) {
            reader.execute("PRAGMA writable_schema=ON");
        }
        return new Database(file, null, reader, Connection::commit, 0);
    }

    private static Sql reader(Path file) throws SQLException {
        Sql reader = new Sql(connect(file, true));
        try {
            harden(reader);
            return reader;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(reader);
            throw e;
        }
    }

    private static Connection connect(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void harden(Sql sql) throws SQLException {
        sql.execute("PRAGMA cell_size_check=ON");
        sql.execute("PRAGMA trusted_schema=OFF");
        sql.execute("PRAGMA temp_store=MEMORY");
    }

    /** Whether it is new; one page is what the journal mode alone takes. */
    boolean isEmpty() throws SQLException {
        return reader.number("PRAGMA page_count") <= 1 && reader.number("SELECT count(*) FROM sqlite_schema") == 0;
    }

    static void createTables(Sql sql) throws SQLException {
        for (String table : EVENTS) {
            sql.execute(table);
        }
        createImageTables(sql, 0);
    }

    /** Also for a store from before there were pictures; its {@code head} tells which events have no uses. */
    static void createImageTables(Sql sql, long head) throws SQLException {
        for (String table : IMAGES) {
            sql.execute(table);
        }
        ImageTable.begin(sql, head);
    }

    /** Whether it has the tables for pictures. */
    boolean hasImages() throws SQLException {
        return reader.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('image', 'image_use')") == 2;
    }

    /** That the tables are the ones this code made; a flipped byte in their description would change what is read. */
    void checkTables() throws SQLException, StoreException {
        Set<String> found =
                Set.copyOf(reader.rows("SELECT ifnull(sql, '') FROM sqlite_schema", row -> row.getString(1)));
        if (!found.equals(SCHEMA) && !found.equals(Set.copyOf(EVENTS))) {
            throw new StoreException(Reason.CORRUPT, file + " is damaged: its tables are not those of a store");
        }
    }

    /** That the file is as long as its header says, where the log was written back before. */
    void checkLength(boolean logIsEmpty) throws SQLException, StoreException {
        if (!logIsEmpty) {
            return;
        }
        long pages = reader.number("PRAGMA page_count");
        long page = reader.number("PRAGMA page_size");
        long bytes = SpoolFiles.size(file);
        if (bytes < pages * page) {
            throw new StoreException(
                    Reason.CORRUPT, file + " is damaged: it ends after " + bytes + " of " + pages * page + " bytes");
        }
    }

    Sql reader() {
        return reader;
    }

    /** Whether it was opened for reading only. */
    boolean readOnly() {
        return writer == null;
    }

    /** What {@code reads} read belongs together, whatever another process writes meanwhile. */
    <T> T snapshot(Reads<T> reads) throws SQLException {
        reader.connection().setAutoCommit(false);
        try {
            return reads.run();
        } finally {
            rollback(reader.connection());
            reader.connection().setAutoCommit(true);
        }
    }

    /** All or nothing; when it returns, it is on the device. */
    <T> T transact(Work<T> work) throws SQLException, StoreException {
        Sql sql = writer();
        try {
            T result = work.run(sql);
            commit.commit(sql.connection());
            return result;
        } catch (SQLException | StoreException | RuntimeException e) {
            rollback(sql.connection());
            throw e;
        }
    }

    /**
     * Writes the log back and empties it.
     *
     * @return {@code false} when a reader of another process stood in the way
     */
    boolean truncateLog() throws SQLException {
        Sql sql = writer();
        sql.connection().setAutoCommit(true);
        try {
            return sql.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        } finally {
            sql.connection().setAutoCommit(false);
        }
    }

    /** Bytes of pages in use; deleted blocks leave free pages behind, which later blocks take. */
    long usedBytes() throws SQLException {
        long free = reader.number("PRAGMA freelist_count");
        return (reader.number("PRAGMA page_count") - free) * PAGE_BYTES;
    }

    private Sql writer() {
        if (writer == null) {
            throw new IllegalStateException("opened for reading only");
        }
        return writer;
    }

    /**
     * After a failed commit the driver believes to be in a transaction that SQLite has already ended. Without the
     * detour over auto-commit every later statement would be a transaction of its own.
     */
    private static void rollback(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            try {
                connection.setAutoCommit(true);
            } catch (SQLException ended) {
                // "no transaction is active": what was wanted.
            }
            connection.setAutoCommit(false);
        }
    }

    private static void closeQuietly(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            // The failure that led here is the one to report.
        }
    }

    @Override
    public void close() throws SQLException {
        // The reader first: the last one to close writes the log back, and that has to be the writer.
        closeQuietly(reader);
        if (writer != null) {
            writer.close();
        }
    }
}
