package org.oriel.spool;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/**
 * The images of an opened store: rows and files together. A file is on the device before the row that has its key is
 * committed, and is removed after the row is gone; so there is no moment at which a row has no file, and a file without
 * a row opens with no key.
 */
final class Images {
    private final Seal seal;
    private final String spoolId;
    private final Keys keys;
    private final ImageTable table;
    private final ImageFiles files;
    private volatile long count;
    private volatile long bytes;

    /**
     * What was found.
     *
     * @param image empty where there is none or it is damaged
     * @param damagedRow its row where it is damaged and that is new, else {@link ImageTable#NONE}
     */
    record Found(Optional<Image> image, long damagedRow) {
        static final Found NOTHING = new Found(Optional.empty(), ImageTable.NONE);
    }

    /** A row with what it says. */
    record Known(ImageTable.Row row, Keys.Label label, ImageMeta meta) {}

    Images(Seal seal, RootKey.Opened root, Keys keys, SpoolFiles files) {
        this.seal = seal;
        this.spoolId = root.spoolId();
        this.keys = keys;
        this.table = new ImageTable(root.key());
        this.files = new ImageFiles(files.images(), seal, spoolId);
    }

    ImageTable table() {
        return table;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Counts what is there and removes files that no row knows. Only for whoever may write. */
    void tidy(Sql sql) throws SQLException, IOException {
        Map<Long, Long> sizes = ImageTable.sizes(sql);
        count = sizes.size();
        bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
        files.removeOthers(sizes.keySet());
    }

    /** Inside the transaction: writes the files of what is not stored yet. */
    void write(Sql sql, ImageBatch batch) throws SQLException, StoreException {
        Map<String, Long> wholes = new HashMap<>();
        for (ImageBatch.Candidate candidate : batch.candidates()) {
            Image image = candidate.image();
            long row = table.row(image.id());
            Optional<Known> known = stored(sql, image.id());
            if (known.isPresent()) {
                ImageTable.seen(sql, row, candidate.wall());
            } else if (taken(sql, row, image.id()) || !(image.base().isEmpty() || isWhole(sql, wholes, image.base()))) {
                batch.leftOut++;
            } else {
                batch.fresh.add(written(sql, batch, candidate, row));
                if (image.base().isEmpty()) {
                    wholes.put(image.id(), row);
                }
            }
        }
        if (!batch.written.isEmpty()) {
            try {
                files.forceFolder();
            } catch (IOException e) {
                throw failed(e, batch.written.get(0));
            }
        }
    }

    private ImageBatch.Fresh written(Sql sql, ImageBatch batch, ImageBatch.Candidate candidate, long row)
            throws SQLException, StoreException {
        Image image = candidate.image();
        long replaced = ImageTable.find(sql, row).map(ImageTable.Row::bytes).orElse(-1L);
        try {
            batch.written.add(row);
            long base = image.base().isEmpty() ? ImageTable.NONE : table.row(image.base());
            ImageMeta meta = files.write(row, candidate.label(), image);
            return new ImageBatch.Fresh(candidate, row, base, meta, replaced);
        } catch (IOException e) {
            throw failed(e, row);
        }
    }

    /** Before the files are removed: whether the disk is full shows only as long as they are there. */
    private StoreException failed(IOException e, long row) {
        return SqlFailure.of(e, files.file(row));
    }

    private boolean isWhole(Sql sql, Map<String, Long> wholes, String base) throws SQLException {
        return wholes.containsKey(base)
                || stored(sql, base)
                        .filter(known -> known.meta().base().isEmpty())
                        .isPresent();
    }

    /** What is stored of that id and not known to be damaged. */
    private Optional<Known> stored(Sql sql, String id) throws SQLException {
        return ImageTable.find(sql, table.row(id))
                .filter(row -> !row.damaged() && files.exists(row.id(), row.bytes()))
                .map(this::open)
                .filter(known -> known.meta().id().equals(id));
    }

    /** Whether another image has the row; as good as impossible. */
    private boolean taken(Sql sql, long row, String id) throws SQLException {
        Known known = ImageTable.find(sql, row).map(this::open).orElse(null);
        return known != null && !known.meta().id().equals(id);
    }

    /** Nothing where its key is lost or the row is not as it was written. */
    @Nullable
    Known open(ImageTable.Row row) {
        Keys.DataKey key = keys.get(row.key()).orElse(null);
        ImageMeta meta = key == null ? null : ImageMeta.open(seal, spoolId, key, row);
        return key == null || meta == null ? null : new Known(row, key.label(), meta);
    }

    /** Rows of the new images whose events lie in a block: event {@code from} up to {@code from + count - 1}. */
    void insert(Sql sql, ImageBatch batch, Keys.DataKey key, int from, int count) throws SQLException {
        for (ImageBatch.Fresh fresh : batch.fresh) {
            ImageBatch.Candidate candidate = fresh.candidate();
            if (candidate.event() >= from && candidate.event() < from + count) {
                long size = ImageFiles.size(fresh.meta().length());
                byte[] sealed = fresh.meta().seal(seal, spoolId, key, fresh.row(), size);
                long wall = ImageTable.find(sql, fresh.row())
                        .map(damaged -> Math.min(damaged.wall(), candidate.wall()))
                        .orElse(candidate.wall());
                ImageTable.insert(
                        sql, new ImageTable.Row(fresh.row(), fresh.base(), key.id(), wall, size, false, sealed));
            }
        }
    }

    /** Which event names which image; event 0 of the batch is at {@code first}. */
    void use(Sql sql, ImageBatch batch, long first) throws SQLException {
        for (var use : batch.uses().entrySet()) {
            long row = table.row(use.getValue());
            boolean there = ImageTable.find(sql, row).isPresent();
            ImageTable.use(sql, first + use.getKey(), there ? row : ImageTable.NONE);
            if (there) {
                ImageTable.seen(sql, row, batch.wall(use.getValue()));
            }
        }
    }

    /**
     * The transaction failed: removes what was written for it. Not where the commit itself failed on the device, for
     * then the rows may turn up when the log is read again; what they do not know is removed at that time.
     */
    void undo(ImageBatch batch, Exception failure) {
        boolean certain = !batch.complete || (failure instanceof SQLException sql && SqlFailure.full(sql));
        if (certain) {
            batch.written.forEach(files::remove);
        }
    }

    /** After the commit. */
    void added(ImageBatch batch) {
        for (ImageBatch.Fresh fresh : batch.fresh) {
            count += fresh.replaced() < 0 ? 1 : 0;
            bytes += ImageFiles.size(fresh.meta().length()) - Math.max(0, fresh.replaced());
        }
    }

    /** After the commit. */
    void dropped(ImageTable.Dropped dropped) {
        for (ImageTable.Row row : dropped.rows()) {
            files.remove(row.id());
            count--;
            bytes -= row.bytes();
        }
    }

    Found read(Sql sql, String id) throws SQLException, StoreException {
        Optional<ImageTable.Row> row = ImageTable.find(sql, table.row(id));
        if (row.isEmpty()) {
            return Found.NOTHING;
        }
        Found damaged = new Found(
                Optional.empty(),
                row.get().damaged() ? ImageTable.NONE : row.get().id());
        Known known = open(row.get());
        if (known == null) {
            return damaged;
        }
        if (!known.meta().id().equals(id)) {
            return Found.NOTHING;
        }
        try {
            return new Found(Optional.of(files.read(known.row().id(), known.label(), known.meta())), ImageTable.NONE);
        } catch (ImageFiles.DamagedException e) {
            return damaged;
        } catch (IOException e) {
            throw new StoreException(Reason.IO, files.file(row.get().id()) + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Why an image cannot be read, empty when it can; for checks. */
    List<String> problems(Sql sql, ImageTable.Row row) throws SQLException, IOException {
        List<String> problems = new ArrayList<>();
        Known known = open(row);
        if (known == null) {
            return List.of("its row does not open");
        }
        try {
            files.read(row.id(), known.label(), known.meta());
        } catch (ImageFiles.DamagedException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        ImageMeta meta = known.meta();
        long base = meta.base().isEmpty() ? ImageTable.NONE : table.row(meta.base());
        if (base != row.base() || table.row(meta.id()) != row.id()) {
            problems.add("its row is not the one that was written");
        } else if (base != ImageTable.NONE) {
            Known whole = ImageTable.find(sql, base).map(this::open).orElse(null);
            if (whole == null || !whole.meta().base().isEmpty()) {
                problems.add("what it is based on is not there");
            }
        }
        return problems;
    }
}
