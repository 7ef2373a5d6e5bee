package org.oriel.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;
import org.sqlite.SQLiteException;

/** What an error of SQLite means. Its messages name pages and files, never content. */
final class SqlFailure {
    private static final int FULL = 13;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int NOTADB = 26;
    private static final int ERROR = 1;
    private static final int CONSTRAINT = 19;
    private static final int CANTOPEN = 14;

    /** Below this much room an I/O error is taken for a full disk: SQLite reports a failed growth of its index so. */
    private static final long NO_ROOM = 256 << 10;

    private SqlFailure() {}

    static boolean corrupt(SQLException e) {
        int code = code(e);
        // A damaged schema shows itself as a statement that no longer compiles, damaged keys as a position taken twice.
        return code == CORRUPT || code == NOTADB || code == ERROR || code == CONSTRAINT;
    }

    static boolean full(SQLException e) {
        return code(e) == FULL;
    }

    static StoreException of(SQLException e, Path file) {
        int code = code(e);
        if (code == FULL || ((code == IOERR || code == CANTOPEN) && noRoom(file))) {
            return full(file, e);
        }
        if (corrupt(e)) {
            return new StoreException(Reason.CORRUPT, file + " is damaged: " + e.getMessage(), e);
        }
        return new StoreException(Reason.IO, file + " failed: " + e.getMessage(), e);
    }

    static StoreException of(IOException e, Path file) {
        return noRoom(file) ? full(file, e) : new StoreException(Reason.IO, file + " failed: " + e.getMessage(), e);
    }

    private static StoreException full(Path file, Exception e) {
        return new StoreException(Reason.FULL, "no room on the disk for " + file, e);
    }

    private static int code(SQLException e) {
        return e instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
    }

    private static boolean noRoom(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return folder != null && Files.getFileStore(folder).getUsableSpace() < NO_ROOM;
        } catch (IOException e) {
            return false;
        }
    }
}
