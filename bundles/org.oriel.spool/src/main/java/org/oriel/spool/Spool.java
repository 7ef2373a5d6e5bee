package org.oriel.spool;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.host.KeyVault;
import org.oriel.host.StoreException;

/** The opened store. Its owner sees to it that one thread at a time writes, and one at a time reads. */
final class Spool implements AutoCloseable {
    private final SpoolFiles files;
    private final Database db;
    private final Seal seal;
    private final RootKey rootKey;
    private final StateTable states;
    private final Keys keys;
    private final BlockReader reader;
    private final Images images;
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final boolean cursorsLost;

    private volatile RootKey.Opened root;
    private volatile State state;
    private volatile long head;
    private volatile long lastFrame;

    private Spool(SpoolFiles files, Database db, Seal seal, RootKey rootKey, RootKey.Opened root) throws SQLException {
        this.files = files;
        this.db = db;
        this.seal = seal;
        this.rootKey = rootKey;
        this.root = root;
        states = new StateTable(seal, root);
        keys = new Keys(seal, root.key(), root.spoolId());
        for (String table : Keys.TABLES) {
            loadKeys(table);
        }
        reader = new BlockReader(db.reader(), seal, root.spoolId(), keys);
        images = new Images(seal, root, keys, files);
        StateTable.Found found = states.load(db.reader());
        state = found.state();
        cursorsLost = found.stale();
        if (cursorsLost) {
            notes.add("a copy of the cursors is damaged, some events may be delivered twice");
        }
        head = findHead();
    }

    static Spool open(SpoolFiles files, Vaults vaults, Settings.KeyStore allowed, Database.Commit commit)
            throws SQLException, StoreException, IOException {
        files.checkDatabase();
        SpoolFiles.createFile(files.database());
        Optional<LogCheck> log = LogCheck.read(files.log());
        Database db = Database.open(files.database(), commit);
        try {
            Seal seal = new Seal();
            RootKey rootKey = new RootKey(seal, files, vaults, allowed);
            boolean create = files.isNew() && db.isEmpty();
            RootKey.Opened root = create ? create(db, seal, rootKey) : check(db, rootKey, files);
            files.mark(root.spoolId());
            Spool spool = new Spool(files, db, seal, rootKey, root);
            log.flatMap(read -> read.beyond(db.replayed() < 0 ? read.sound() : db.replayed()))
                    .ifPresent(spool::skip);
            spool.noteMissingTail();
            spool.openImages();
            spool.protectBetter();
            return spool;
        } catch (SQLException | StoreException | IOException | RuntimeException e) {
            closeAfter(db, e);
            throw e;
        }
    }

    /** Reads what can be read; {@code lenient} also where the file's length or tables are wrong. */
    static Spool openReadOnly(SpoolFiles files, Vaults vaults, boolean lenient) throws SQLException, StoreException {
        Database db = Database.openReadOnly(files.database(), lenient);
        try {
            Seal seal = new Seal();
            RootKey rootKey = new RootKey(seal, files, vaults, Settings.KeyStore.AUTO);
            if (!lenient) {
                db.checkTables();
            }
            return new Spool(files, db, seal, rootKey, rootKey.open(db.reader()));
        } catch (SQLException | StoreException | RuntimeException e) {
            closeAfter(db, e);
            throw e;
        }
    }

    /** The same files as they are now, after another process may have written; only for reading. */
    Spool refreshed() throws SQLException {
        return new Spool(files, db, seal, rootKey, root);
    }

    private static RootKey.Opened create(Database db, Seal seal, RootKey rootKey) throws SQLException, StoreException {
        return db.transact(sql -> {
            Database.createTables(sql);
            RootKey.Opened created = rootKey.create(sql);
            new StateTable(seal, created).create(sql);
            return created;
        });
    }

    private static RootKey.Opened check(Database db, RootKey rootKey, SpoolFiles files)
            throws SQLException, StoreException {
        db.checkTables();
        db.checkLength(SpoolFiles.size(files.log()) == 0);
        return rootKey.open(db.reader());
    }

    private static void closeAfter(Database db, Exception failure) {
        try {
            db.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void loadKeys(String table) throws SQLException {
        try {
            Keys.load(db.reader(), table, 1).forEach(keys::add);
        } catch (SQLException e) {
            if (!SqlFailure.corrupt(e)) {
                throw e;
            }
            notes.add("table " + table + " is damaged");
        }
    }

    /**
     * The newest position. No word alone counts: the last row may be damaged or gone, the header too, and no position may
     * ever be given twice, because exporters name what they write by it.
     */
    private long findHead() throws SQLException {
        long known = Math.max(
                state.highestCursor(),
                Math.max(state.gone().end(), state.damaged().end()));
        Optional<SealedBlock> tail = newest();
        if (tail.isPresent()) {
            boolean sound = reader.open(tail.get()) != null;
            known = Math.max(known, sound ? tail.get().last() : tail.get().first());
        }
        OptionalLong marked = Head.marked(db.reader()).near(known);
        if (marked.isEmpty() || marked.getAsLong() < known) {
            notes.add("the header of the file is damaged");
        }
        return Math.max(known, marked.orElse(known));
    }

    /** The positions of what SQLite dropped from the log are not given again. */
    private void skip(LogCheck.Lost lost) {
        head = Math.max(head, lost.mark().near(head).orElse(head));
        notes.add("its log is damaged, " + lost.commits() + " or more acknowledged writes are lost");
    }

    private Optional<SealedBlock> newest() throws SQLException {
        try {
            return reader.newest();
        } catch (SQLException e) {
            if (db.readOnly() && SqlFailure.corrupt(e)) {
                notes.add("the newest blocks cannot be found");
                return Optional.empty();
            }
            throw e;
        }
    }

    private void noteMissingTail() throws SQLException, StoreException {
        long last = newest().map(SealedBlock::last).orElse(0L);
        long end = Math.max(last, Math.max(state.gone().end(), state.damaged().end()));
        if (end < head) {
            change(state.withDamage(new Ranges.Range(end + 1, head, BlockReader.MISSING)));
        }
    }

    /** A store from before there were pictures gets the tables for them. */
    private void openImages() throws SQLException, StoreException, IOException {
        if (!db.hasImages()) {
            db.transact(sql -> {
                Database.createImageTables(sql, head);
                return head;
            });
        }
        try {
            images.tidy(db.reader());
            lastFrame = wallMillis(ImageTable.newestUse(db.reader()));
        } catch (SQLException e) {
            if (!SqlFailure.corrupt(e)) {
                throw e;
            }
            notes.add("the table of pictures is damaged");
        }
    }

    private long wallMillis(long position) throws SQLException {
        if (position < 1 || position > head) {
            return 0;
        }
        List<String> lines = read(position - 1, 1).blocks().get(0).lines();
        try {
            return lines.isEmpty() ? 0 : EventParser.wallMillis(lines.get(0));
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** Moves the root key to the secret service if there is one by now; if that fails, the file stays. */
    void protectBetter() throws SQLException, StoreException, IOException {
        try {
            Optional<KeyVault> vault = rootKey.better(root);
            if (vault.isPresent()) {
                RootKey.Opened before = root;
                root = db.transact(sql -> rootKey.move(sql, before, vault.get()));
                db.truncateLog();
            }
        } catch (StoreException e) {
            if (rootKey.vaultRequired()) {
                throw e;
            }
        }
        if (!root.kind().equals(RootKey.BY_FILE)) {
            rootKey.dropFile();
        }
    }

    /** Stores blocks and images; when it returns they are on the device. Returns the position of the last event. */
    long append(List<Packed> blocks, ImageBatch batch) throws SQLException, StoreException, IOException {
        if (keys.current(blocks.get(0).label()).isEmpty()) {
            protectBetter();
        }
        List<Keys.Row> created = new ArrayList<>();
        long last;
        try {
            last = db.transact(sql -> {
                images.write(sql, batch);
                long end = insert(sql, blocks, created, batch);
                images.use(sql, batch, head + 1);
                Head.mark(sql, end);
                batch.complete = true;
                return end;
            });
        } catch (SQLException | StoreException | RuntimeException e) {
            images.undo(batch, e);
            throw e;
        }
        for (Keys.Row row : created) {
            Keys.TABLES.forEach(table -> keys.add(row));
        }
        head = last;
        images.added(batch);
        if (batch.newest() > 0) {
            lastFrame = batch.newest();
        }
        return last;
    }

    private long insert(Sql sql, List<Packed> blocks, List<Keys.Row> created, ImageBatch batch) throws SQLException {
        long next = head + 1;
        Keys.DataKey key = keys.current(blocks.get(0).label()).orElse(null);
        long id = keys.nextId();
        for (Packed block : blocks) {
            if (key == null || !key.label().serves(block.label())) {
                Keys.Row row = keys.create(block.label(), id++, next);
                Keys.insert(sql, row);
                created.add(row);
                key = keys.use(row);
            }
            insert(sql, block.seal(seal, root.spoolId(), key, next));
            images.insert(sql, batch, key, (int) (next - head - 1), block.count());
            next += block.count();
        }
        return next - 1;
    }

    private static void insert(Sql sql, SealedBlock row) throws SQLException {
        sql.update(
                "INSERT INTO block VALUES(?,?,?,?,?,?)",
                row.first(),
                row.last(),
                row.key(),
                row.wallMin(),
                row.wallMax(),
                java.util.Objects.requireNonNull(row.payload()));
    }

    BlockReader.Result read(long after, int most) throws SQLException {
        return reader.read(Math.max(0, after), most, head, state);
    }

    /** Stores a changed state; when it returns it is on the device. */
    void change(State changed) throws SQLException, StoreException {
        State before = state;
        state = db.transact(sql -> states.save(sql, before, changed));
    }

    /** Notes what cannot be read, once. */
    void noteDamage(List<Ranges.Range> damaged) throws SQLException, StoreException {
        State changed = state;
        boolean more = false;
        for (Ranges.Range range : damaged) {
            boolean known = changed.damaged().covers(range.first(), range.last())
                    || changed.gone().covers(range.first(), range.last());
            if (!known) {
                changed = changed.withDamage(range);
                more = true;
            }
        }
        if (more) {
            change(changed);
        }
    }

    boolean hasImages() throws SQLException {
        return db.hasImages();
    }

    /** An image, and whether it has to be set aside. */
    Images.Found image(String id) throws SQLException, StoreException {
        return db.hasImages() ? images.read(db.reader(), id) : Images.Found.NOTHING;
    }

    /** Notes that an image is damaged, once. */
    boolean noteDamagedImage(long row) throws SQLException, StoreException {
        State before = state;
        state = db.transact(
                sql -> ImageTable.setAside(sql, row) ? states.save(sql, before, before.withOneSetAside()) : before);
        return state != before;
    }

    /**
     * Deletes rows, puts others in their place, and drops the images and keys that then serve nothing. The freed bytes
     * are overwritten, in the file with the next checkpoint.
     *
     * @param gone positions whose events are no more
     */
    void erase(List<SealedBlock> rows, List<SealedBlock> replaced, List<Ranges.Range> gone, State changed)
            throws SQLException, StoreException {
        long first = rows.stream().mapToLong(SealedBlock::first).min().orElse(0);
        long last = rows.stream().mapToLong(SealedBlock::last).max().orElse(0);
        drop(first, last, changed, sql -> {
            for (SealedBlock row : rows) {
                sql.update("DELETE FROM block WHERE first=?", row.first());
            }
            for (SealedBlock row : replaced) {
                insert(sql, row);
            }
            return ImageTable.release(sql, gone);
        });
    }

    /** Deletes images that were first captured at {@code since} or later, whoever still needs them. */
    void eraseImages(long since) throws SQLException, StoreException {
        drop(0, 0, state, sql -> ImageTable.dropSince(sql, since));
        findLastFrame();
    }

    void findLastFrame() throws SQLException {
        lastFrame = wallMillis(ImageTable.newestUse(db.reader()));
    }

    private void drop(long first, long last, State changed, Database.Work<ImageTable.Dropped> work)
            throws SQLException, StoreException {
        List<Long> unused = new ArrayList<>();
        State before = state;
        List<ImageTable.Row> gone = new ArrayList<>();
        state = db.transact(sql -> {
            gone.addAll(work.run(sql).rows());
            Set<Long> candidates = new LinkedHashSet<>(keys.serving(first, last));
            gone.forEach(row -> candidates.add(row.key()));
            for (long id : candidates) {
                if (dropIfUnused(sql, id)) {
                    unused.add(id);
                }
            }
            return changed == before ? before : states.save(sql, before, changed);
        });
        unused.forEach(keys::remove);
        images.dropped(new ImageTable.Dropped(gone));
    }

    private boolean dropIfUnused(Sql sql, long id) throws SQLException {
        Optional<Keys.DataKey> key = keys.get(id);
        if (key.isEmpty()) {
            return false; // What it serves cannot be told.
        }
        long used = sql.number(
                "SELECT count(*) FROM (SELECT 1 FROM block WHERE first >= ? AND first <= ? LIMIT 1)",
                key.get().since(),
                keys.until(id));
        if (used > 0 || ImageTable.sealedBy(sql, id)) {
            return false;
        }
        Keys.delete(sql, id);
        return true;
    }

    boolean truncateLog() throws SQLException {
        return db.truncateLog();
    }

    long usedBytes() throws SQLException {
        return db.usedBytes();
    }

    /** Bytes of everything that the byte limit counts. */
    long storedBytes() throws SQLException {
        return usedBytes() + images.bytes();
    }

    Images images() {
        return images;
    }

    /** When the newest frame was captured, 0 where there is none. */
    long lastFrame() {
        return lastFrame;
    }

    BlockReader reader() {
        return reader;
    }

    Seal seal() {
        return seal;
    }

    Keys keys() {
        return keys;
    }

    Database database() {
        return db;
    }

    String spoolId() {
        return root.spoolId();
    }

    State state() {
        return state;
    }

    long head() {
        return head;
    }

    /** What wraps the keys. */
    String protection() {
        return root.kind();
    }

    /** Whether cursors may be missing, so that a new one must begin at the oldest event. */
    boolean cursorsLost() {
        return cursorsLost;
    }

    /** What was found damaged when it was opened. */
    List<String> notes() {
        return notes;
    }

    SpoolFiles files() {
        return files;
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
