package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns a journal into Parquet files. They get their names when they are whole and on the device, the events last: once
 * {@code events/train-00000.parquet} is there, journal 0 is done.
 */
final class Roll implements Journal.Reader {
    private final Folder folder;
    private final Journal journal;
    private final EventTable events;
    private final long groupBytes;
    private final Map<String, String> metadata;
    private final ByteBuffer sums;
    private final Path temporary;
    private final ParquetFile file;
    private long first = -1;
    private long last = -1;

    private Roll(Folder folder, Journal journal, EventTable events, long groupBytes, Map<String, String> metadata)
            throws IOException {
        this.folder = folder;
        this.journal = journal;
        this.events = events;
        this.groupBytes = groupBytes;
        this.metadata = metadata;
        sums = ByteBuffer.allocate(Math.toIntExact(4 * journal.events()));
        temporary = folder.temporary("events");
        file = new ParquetFile(temporary, events.columns());
    }

    /** Writes the files of {@code journal}. */
    static void write(Folder folder, Journal journal, EventTable events, long groupBytes, Map<String, String> metadata)
            throws IOException {
        Roll roll = new Roll(folder, journal, events, groupBytes, metadata);
        try (roll.file) {
            journal.read(roll);
            roll.finish();
        } catch (IOException | RuntimeException e) {
            events.clear();
            throw e;
        }
    }

    @Override
    public void event(long position, byte[] json, int offset, int length) throws IOException {
        try {
            events.add(position, json, offset, offset + length);
        } catch (JsonCursor.FormatException e) {
            throw new IOException("the journal is damaged at position " + position + ": " + e.getMessage(), e);
        }
        sums.putInt(Ids.sum(position, events.lastId()));
        first = first < 0 ? position : first;
        last = position;
        if (events.bytes() >= groupBytes) {
            events.writeTo(file);
        }
    }

    @Override
    public void step(byte[] json, int offset, int length) {}

    private void finish() throws IOException {
        events.writeTo(file);
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.put("oriel.positions", first + "-" + last);
        file.finish(all);
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
        Path table = folder.table(EventTable.NAME, journal.number());
        Disk.folder(folder.tables(EventTable.NAME));
        Disk.forceNames(folder.tables(EventTable.NAME));
        Disk.move(temporary, table);
    }
}
