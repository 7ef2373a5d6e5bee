package org.oriel.export.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a journal into Parquet files. They get their names when they are whole and on the device, the events last: once
 * {@code events/train-00000.parquet} is there, journal 0 is done. The columns live as long as this, so that nothing of them
 * stays in memory between two files.
 */
final class Roll implements Journal.Reader, Closeable {
    /** Rows between two looks at the size of a row group: adding it up costs as much as a row. */
    private static final int LOOK = 64;

    private final Folder folder;
    private final Journal journal;
    private final long groupBytes;
    private final boolean inside;
    private final Pictures pictures;
    private final ByteBuffer sums;
    private final EventTable events;
    private final ParquetFile eventFile;
    private final Rows steps;
    private final Rows episodes;
    private long first = -1;
    private long last = -1;

    private Roll(Folder folder, Journal journal, Settings settings) throws IOException {
        this.folder = folder;
        this.journal = journal;
        inside = settings.images() == Settings.Images.INSIDE;
        pictures = folder.pictures(inside);
        groupBytes = settings.rowGroupMegabytes() * (1L << 20);
        sums = ByteBuffer.allocate(Math.toIntExact(4 * journal.events()));
        events = new EventTable(pictures, inside);
        eventFile = new ParquetFile(folder.temporary(EventTable.NAME), events.columns());
        steps = new Rows("steps", Steps.SCHEMA, new FlatTable(Steps.FIELDS, pictures, inside));
        episodes = new Rows("episodes", Steps.EPISODE_SCHEMA, new FlatTable(Steps.EPISODE_FIELDS, pictures, false));
    }

    /** Writes the files of {@code journal}. */
    static void write(Folder folder, Journal journal, Settings settings) throws IOException {
        try (Roll roll = new Roll(folder, journal, settings)) {
            journal.read(roll);
            roll.finish();
        }
    }

    @Override
    public void event(long position, byte[] json, int offset, int length) throws IOException {
        try {
            events.add(position, json, offset, offset + length);
        } catch (JsonCursor.FormatException e) {
            throw new IOException("the journal is damaged at position " + position + ": " + e.getMessage(), e);
        }
        sums.putInt(events.sum());
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

    private void finish() throws IOException {
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
        byte[] card = Card.text(events.columns(), steps.table.columns(), episodes.table.columns(), inside)
                .getBytes(StandardCharsets.UTF_8);
        Disk.replace(folder.path().resolve("README.md"), card, folder.temporary("card"));
        publish(EventTable.NAME);
        if (inside) {
            // What this file shows stays for the next one: a screen that does not change is before many steps.
            pictures.sweep();
        }
    }

    private void publish(String table) throws IOException {
        Disk.folder(folder.tables(table));
        Disk.forceNames(folder.tables(table));
        Disk.move(folder.temporary(table), folder.table(table, journal.number()));
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

        Rows(String name, String schema, FlatTable table) {
            this.name = name;
            this.schema = schema;
            this.table = table;
        }

        void add(byte[] json, int offset, int length) throws IOException {
            try {
                table.add(json, offset, length);
            } catch (JsonCursor.FormatException e) {
                throw new IOException("the journal is damaged in a row of " + name + ": " + e.getMessage(), e);
            }
            if (table.rows() % LOOK == 0 && table.bytes() >= groupBytes) {
                table.writeTo(file());
            }
        }

        private ParquetFile file() throws IOException {
            ParquetFile open = file;
            if (open == null) {
                open = new ParquetFile(folder.temporary(name), table.columns());
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
                publish(name);
            }
        }

        void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
