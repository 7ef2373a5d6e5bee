package org.oriel.spool;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * The way to the opened store: opens it when it is first needed, keeps writers and readers apart, and decides what a
 * failure means. After an I/O error everything is closed and opened anew: a failed fsync is never tried again, because
 * the pages it was for are then marked clean (Rebello et al., USENIX ATC 2020).
 */
final class Access implements AutoCloseable {
    /** After a failed attempt to open, the same answer is given for that long. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Something done with the opened store. */
    interface Task<T> {
        T run(Spool spool) throws SQLException, StoreException, IOException;
    }

    private final Settings settings;
    private final SpoolFiles files;
    private final Vaults vaults;
    private final Database.Commit commit;
    private final Reserve reserve;

    /** Held by whoever writes, opens or closes. Taken before {@link #reading}. */
    private final ReentrantLock writing = new ReentrantLock();

    /** Held while the reading connection is used, and while blocks are deleted under its feet. */
    private final Object reading = new Object();

    private volatile @Nullable Spool spool;
    private volatile String problem = "";
    private @Nullable Closeable lock;
    private @Nullable StoreException damage;
    private @Nullable StoreException refusal;
    private long refusedAt;
    private boolean closed;

    Access(Settings settings, Vaults vaults, Database.Commit commit) {
        this.settings = settings;
        this.files = new SpoolFiles(settings.directory());
        this.vaults = vaults;
        this.commit = commit;
        this.reserve = new Reserve(files.reserve(), settings.reserveBytes());
    }

    SpoolFiles files() {
        return files;
    }

    /** One line, empty when all is well. */
    String problem() {
        Spool open = spool;
        return problem.isEmpty() && open != null ? String.join("; ", open.notes()) : problem;
    }

    /** The store if it is open. */
    @Nullable
    Spool current() {
        return spool;
    }

    /** Runs a task that only reads, in a short transaction. */
    <T> T read(Task<T> task) throws StoreException {
        Spool open = spool;
        if (open == null) {
            writing.lock();
            try {
                open = opened();
            } finally {
                writing.unlock();
            }
        }
        try {
            synchronized (reading) {
                if (spool != open) {
                    throw new StoreException(Reason.IO, files.database() + " was closed");
                }
                return task.run(open);
            }
        } catch (SQLException e) {
            throw failed(SqlFailure.of(e, files.database()), open);
        } catch (IOException e) {
            throw failed(SqlFailure.of(e, files.database()), open);
        }
    }

    /** Takes the room that is kept for a full disk, if there is any. */
    void reserve() {
        writing.lock();
        try {
            if (spool != null && damage == null) {
                reserve.take();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Adds events: refused while the reserve cannot be held, so that they never eat the room for deletes. */
    <T> T append(Task<T> task) throws StoreException {
        writing.lock();
        try {
            Spool open = writable();
            if (!reserve.take()) {
                problem = "no room on the disk for " + files.database();
                throw new StoreException(Reason.FULL, problem);
            }
            T result = run(task, open);
            problem = "";
            return result;
        } catch (StoreException e) {
            problem = message(e);
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /** Changes little, such as a cursor; on a full disk it takes the reserve. */
    <T> T change(Task<T> task) throws StoreException {
        writing.lock();
        try {
            return retrying(task, writable());
        } finally {
            writing.unlock();
        }
    }

    /** Deletes; nobody reads meanwhile. */
    <T> T erase(Task<T> task) throws StoreException {
        writing.lock();
        try {
            Spool open = writable();
            synchronized (reading) {
                return retrying(task, open);
            }
        } finally {
            writing.unlock();
        }
    }

    private <T> T retrying(Task<T> task, Spool open) throws StoreException {
        try {
            return run(task, open);
        } catch (StoreException e) {
            if (e.reason() != Reason.FULL) {
                throw e;
            }
            reserve.giveUp();
        }
        return run(task, open);
    }

    private <T> T run(Task<T> task, Spool open) throws StoreException {
        try {
            return task.run(open);
        } catch (SQLException e) {
            throw failed(SqlFailure.of(e, files.database()), open);
        } catch (IOException e) {
            throw failed(SqlFailure.of(e, files.database()), open);
        }
    }

    private StoreException failed(StoreException failure, Spool open) {
        problem = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure.reason() == Reason.IO) {
            writing.lock();
            try {
                if (spool == open) {
                    closeSpool();
                }
            } finally {
                writing.unlock();
            }
        }
        return failure;
    }

    private Spool writable() throws StoreException {
        Spool open = opened();
        if (damage != null) {
            throw again(damage);
        }
        return open;
    }

    /** Opens the store if it is not; the caller holds {@link #writing}. */
    private Spool opened() throws StoreException {
        if (closed) {
            throw new StoreException(Reason.IO, files.database() + " is closed");
        }
        Spool open = spool;
        if (open != null) {
            return open;
        }
        if (refusal != null && System.nanoTime() - refusedAt < PATIENCE_NANOS) {
            throw again(refusal);
        }
        try {
            open = open();
            problem = damage == null ? "" : message(damage);
            refusal = null;
            spool = open;
            return open;
        } catch (StoreException e) {
            problem = message(e);
            refusal = e;
            refusedAt = System.nanoTime();
            throw e;
        }
    }

    private Spool open() throws StoreException {
        try {
            files.create();
            if (lock == null) {
                lock = files.lock();
            }
            NativeLibrary.prepare(files.natives());
        } catch (IOException e) {
            throw SqlFailure.of(e, files.directory());
        }
        try {
            return openOnce();
        } catch (StoreException e) {
            if (e.reason() == Reason.FULL && reserve.held()) {
                reserve.giveUp();
                return openOnce();
            }
            if (e.reason() == Reason.CORRUPT) {
                return openDamaged(e);
            }
            throw e;
        }
    }

    private Spool openOnce() throws StoreException {
        try {
            return Spool.open(files, vaults, settings.keyStore(), commit);
        } catch (SQLException e) {
            throw SqlFailure.of(e, files.database());
        } catch (IOException e) {
            throw SqlFailure.of(e, files.database());
        }
    }

    /** What is readable of a damaged file stays readable; nothing is written to it. */
    private Spool openDamaged(StoreException why) throws StoreException {
        try {
            Spool readable = Spool.openReadOnly(files, vaults, true);
            damage = why;
            return readable;
        } catch (SQLException | StoreException e) {
            why.addSuppressed(e);
            throw why;
        }
    }

    private void closeSpool() {
        synchronized (reading) {
            Spool open = spool;
            spool = null;
            if (open != null) {
                try {
                    open.close();
                } catch (SQLException e) {
                    // It is gone either way; the next one to come opens it anew.
                }
            }
        }
    }

    private static StoreException again(StoreException e) {
        return new StoreException(e.reason(), message(e), e);
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            closeSpool();
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        } finally {
            writing.unlock();
        }
    }
}
