package org.oriel.export.parquet;

import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.oriel.trajectory.dataset.Commit;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.EventScopes;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FileOut;
import org.oriel.trajectory.dataset.Scope;

/**
 * Turns a journal into Parquet files, in one change of the data set: once {@code events/train-00000.parquet} is in it, journal
 * 0 is done. The columns live as long as this, so that nothing of them stays in memory between two files.
 */
final class Roll implements Journal.Reader, Closeable {
    /** Rows between two looks at the size of a row group: adding it up costs as much as a row. */
    private static final int LOOK = 64;

    private final Folder folder;
    private final Journal journal;
    private final Commit commit;
    private final DatasetFolder dataset;
    private final RecalledRows recalled;
    private final long groupBytes;
    private final boolean inside;
    private final Pictures pictures;
    private final ByteBuffer sums;
    private final Counted counted = new Counted();
    private final EventTable events;
    private final EventScopes eventScopes;
    private final ParquetFile eventFile;
    private final Rows steps;
    private final Rows episodes;
    private long first = -1;
    private long last = -1;

    private Roll(Folder folder, Journal journal, Settings settings, DatasetFolder dataset, Commit commit)
            throws IOException {
        this.folder = folder;
        this.journal = journal;
        this.dataset = dataset;
        this.commit = commit;
        this.recalled = RecalledRows.of(dataset.path());
        inside = settings.images() == Settings.Images.INSIDE;
        pictures = folder.pictures(inside);
        groupBytes = settings.rowGroupMegabytes() * (1L << 20);
        sums = ByteBuffer.allocate(Math.toIntExact(4 * journal.events()));
        events = new EventTable(pictures, inside);
        FileOut out = commit.stage(folder.table(EventTable.NAME, journal.number()), FileEntry.Kind.RECORDS);
        eventScopes = new EventScopes(out, "event_rows");
        eventFile = new ParquetFile(out.path(), events.columns());
        steps = new Rows("steps", Steps.SCHEMA, new FlatTable(Steps.FIELDS, pictures, inside));
        episodes = new Rows("episodes", Steps.EPISODE_SCHEMA, new FlatTable(Steps.EPISODE_FIELDS, pictures, false));
    }

    /** Writes the files of {@code journal}. */
    static void write(Folder folder, Journal journal, Settings settings, String purpose) throws IOException {
        try (DatasetFolder dataset = folder.dataset(purpose);
                Commit commit = dataset.begin();
                Roll roll = new Roll(folder, journal, settings, dataset, commit)) {
            journal.read(roll);
            roll.finish();
        }
    }

    @Override
    public void event(long position, byte[] json, int offset, int length) throws IOException {
        if (recalled.event(json, offset, length)) {
            return;
        }
        try {
            events.add(position, json, offset, offset + length);
        } catch (JsonCursor.FormatException e) {
            throw new IOException("the journal is damaged at position " + position + ": " + e.getMessage(), e);
        }
        sums.putInt(events.sum());
        commit.event(position, counted.of(events, json, offset, length));
        eventScopes.add(events.session(), events.millis(), events.id(), shown(events.session(), events.image()));
        first = first < 0 ? position : first;
        last = position;
        if (events.rows() % LOOK == 0 && events.bytes() >= groupBytes) {
            events.writeTo(eventFile);
        }
    }

    @Override
    public void row(char kind, byte[] json, int offset, int length) throws IOException {
        (kind == 'S' ? steps : episodes).add(json, offset, length);
    }

    /** Name of the picture that a row shows, where it is a file of the data set. */
    private String shown(String session, String image) {
        return inside || image.isEmpty() || pictures.find(session, image).isEmpty()
                ? ""
                : Pictures.name(session, image);
    }

    private void finish() throws IOException {
        if (first < 0) {
            return; // All of it was taken back: there is nothing to change.
        }
        eventScopes.end();
        steps.finish();
        episodes.finish();
        events.writeTo(eventFile);
        eventFile.finish(metadata(EventTable.SCHEMA, events.columns()));
        Path ids = folder.temporary("ids");
        try (FileChannel channel = FileChannel.open(
                ids, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            sums.flip();
            while (sums.hasRemaining()) {
                channel.write(sums);
            }
            channel.force(true);
        }
        Disk.move(ids, folder.ids(journal.number(), first, last));
        Map<String, Path> fresh = pictures.fresh();
        for (Map.Entry<String, Path> picture : fresh.entrySet()) {
            if (dataset.file(picture.getKey()).isEmpty()) {
                Path to = commit.stage(picture.getKey(), FileEntry.Kind.IMAGE).path();
                // It stays where it is until the change is in the data set.
                Files.copy(picture.getValue(), to);
            }
        }
        commit.commit();
        for (Path kept : fresh.values()) {
            Files.deleteIfExists(kept);
        }
        if (inside) {
            // What this file shows stays for the next one: a screen that does not change is before many steps.
            pictures.sweep();
        }
    }

    private Map<String, String> metadata(String schema, List<Column> columns) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("oriel.schema", schema);
        all.put("oriel.positions", first + "-" + last);
        all.put("huggingface", Card.features(columns));
        return all;
    }

    @Override
    public void close() throws IOException {
        eventFile.close();
        steps.close();
        episodes.close();
    }

    /** The file of a table that may have no row. */
    private final class Rows {
        private final String name;
        private final String schema;
        private final FlatTable table;
        private @Nullable ParquetFile file;
        private @Nullable FileOut out;

        Rows(String name, String schema, FlatTable table) {
            this.name = name;
            this.schema = schema;
            this.table = table;
        }

        void add(byte[] json, int offset, int length) throws IOException {
            JsonObject row = RecalledRows.object(json, offset, length);
            List<String> ids = ids(row);
            if (recalled.row(row, ids)) {
                return;
            }
            try {
                table.add(json, offset, length);
            } catch (JsonCursor.FormatException e) {
                throw new IOException("the journal is damaged in a row of " + name + ": " + e.getMessage(), e);
            }
            scope(row, ids);
            if (table.rows() % LOOK == 0 && table.bytes() >= groupBytes) {
                table.writeTo(file());
            }
        }

        private static List<String> ids(JsonObject row) {
            List<String> ids = new ArrayList<>();
            for (String name : List.of("first_event", "last_event")) {
                String id = text(row, name);
                if (!id.isEmpty() && !ids.contains(id)) {
                    ids.add(id);
                }
            }
            return ids;
        }

        private void scope(JsonObject row, List<String> ids) throws IOException {
            file();
            String session = text(row, "session");
            String image = shown(session, text(row, "image_id"));
            Objects.requireNonNull(out)
                    .record(new Scope(
                                    session,
                                    row.get("start_time").getAsLong(),
                                    row.get("end_time").getAsLong(),
                                    ids,
                                    image.isEmpty() ? List.of() : List.of(image))
                            .counting(name, 1));
        }

        private static String text(JsonObject row, String name) {
            return row.has(name) ? row.get(name).getAsString() : "";
        }

        private ParquetFile file() throws IOException {
            ParquetFile open = file;
            if (open == null) {
                FileOut staged = commit.stage(folder.table(name, journal.number()), FileEntry.Kind.RECORDS);
                open = new ParquetFile(staged.path(), table.columns());
                out = staged;
                file = open;
            }
            return open;
        }

        void finish() throws IOException {
            if (table.rows() > 0) {
                table.writeTo(file());
            }
            if (file != null) {
                file.finish(metadata(schema, table.columns()));
            }
        }

        void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
