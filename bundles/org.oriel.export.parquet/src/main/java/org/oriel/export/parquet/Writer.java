package org.oriel.export.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;

/** Takes deliveries into the journal, and rolls it into files. One thread at a time, between {@link #hold} and its end. */
final class Writer {
    private static final long MEGABYTE = 1 << 20;

    private final Settings settings;
    private final Folder folder;
    private final Pictures pictures;
    private final EventTable checker;
    private @Nullable Journal journal;
    private @Nullable StepMaker steps;
    private String purpose = "";
    private long pictureBytes;

    Writer(Settings settings) {
        this.settings = settings;
        boolean inside = settings.images() == Settings.Images.INSIDE;
        folder = new Folder(settings, "train");
        pictures = folder.pictures(inside);
        checker = new EventTable(pictures, inside);
    }

    /** Keeps other writers of the same folder away until it is closed. Makes it a data set where it is none. */
    Closeable hold(String of) throws IOException, RetryableException {
        folder.claim(of);
        return folder.lock();
    }

    /** The same, for a folder that was held before. */
    Closeable holdAgain() throws IOException, RetryableException {
        return journal == null ? () -> {} : folder.lock();
    }

    void deliver(List<ExportRecord> records, String of) throws IOException, PermanentException, RetryableException {
        purpose = of;
        Journal open = open(records.get(0).position());
        StepMaker maker = steps(open);
        // Positions grow, so what was written before stands at the beginning.
        int repeated = 0;
        while (repeated < records.size() && records.get(repeated).position() <= open.last()) {
            repeated++;
        }
        if (repeated > 0) {
            checkHolds(open, records.subList(0, repeated));
        }
        for (ExportRecord record : records.subList(repeated, records.size())) {
            open.event(record.position(), checked(record));
            if (settings.steps()) {
                maker.accept(record.position(), record.event());
            }
        }
        open.commit();
        if (isDue(open)) {
            roll(open);
        }
    }

    /** Writes what waits. */
    void finish() throws IOException {
        Journal open = journal;
        if (open != null && open.isIntact()) {
            steps(open).finish();
            open.commit();
            roll(open);
        }
        giveUp();
    }

    /** After an error nobody knows what the journal holds: back to what is known to be on the device. */
    void giveUp() {
        if (journal != null) {
            journal.rollBack();
            journal = null;
        }
        // What is open in it was told by events that may not be in the journal any more.
        steps = null;
    }

    private Journal open(long firstPosition) throws IOException, RetryableException {
        Journal open = journal;
        if (open == null || !open.isIntact()) {
            if (open != null) {
                // Another instance took it over, or somebody moved it away.
                open.close();
                journal = null;
                steps = null;
            }
            open = folder.resume(firstPosition, purpose);
            journal = open;
            pictureBytes = 0;
        }
        return open;
    }

    private StepMaker steps(Journal open) {
        StepMaker maker = steps;
        if (maker == null) {
            maker = new StepMaker(open);
            steps = maker;
        }
        return maker;
    }

    private byte[] checked(ExportRecord record) throws IOException, PermanentException, RetryableException {
        byte[] json = record.json().getBytes(StandardCharsets.UTF_8);
        for (byte b : json) {
            if (b == '\n' || b == 0) {
                throw new PermanentException("the event at position " + record.position() + " is not one line of JSON");
            }
        }
        try {
            checker.check(json, 0, json.length);
        } catch (JsonCursor.FormatException e) {
            throw new PermanentException("the event at position " + record.position() + ": " + e.getMessage(), e);
        }
        if (settings.images() != Settings.Images.NONE && pictures.wants(checker.session(), checker.image())) {
            Optional<byte[]> png = record.picture();
            if (png.isPresent()) {
                pictures.put(checker.session(), checker.image(), png.get(), folder.temporary("picture"));
                pictureBytes += png.get().length;
            }
        }
        return json;
    }

    private boolean isDue(Journal open) {
        return open.events() >= settings.rowsPerFile()
                || open.size() + pictureBytes >= settings.fileMegabytes() * MEGABYTE
                || (open.events() > 0
                        && settings.clock().getAsLong() - open.begunMillis() >= settings.flushMinutes() * 60_000L);
    }

    private void roll(Journal open) throws IOException {
        if (open.events() == 0) {
            return;
        }
        Roll.write(folder, open, settings, purpose);
        Journal next = folder.next(open);
        journal = next;
        steps(next).into(next);
        pictureBytes = 0;
    }

    /** That the events are here: positions alone would call the first events of a new store repetitions of an old one. */
    private void checkHolds(Journal open, List<ExportRecord> repeated) throws IOException, RetryableException {
        Map<Long, ExportRecord> missing = new HashMap<>();
        repeated.forEach(record -> missing.put(record.position(), record));
        open.read(new Journal.Reader() {
            @Override
            public void event(long position, byte[] json, int offset, int length) {
                ExportRecord record = missing.get(position);
                if (record != null && record.json().equals(new String(json, offset, length, StandardCharsets.UTF_8))) {
                    missing.remove(position);
                }
            }
        });
        for (ExportRecord record : List.copyOf(missing.values())) {
            Path ids = folder.idsOf(record.position());
            if (ids == null || !Files.exists(ids) || !Ids.hold(ids, record.position(), record.id())) {
                throw new RetryableException(settings.directory() + " does not hold the event at position "
                        + record.position() + ": its files belong to another store; move them away or set another"
                        + " directory");
            }
        }
    }
}
