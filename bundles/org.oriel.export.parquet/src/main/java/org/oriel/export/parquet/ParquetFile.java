package org.oriel.export.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes one Parquet file: row groups of the given columns, then the footer without which nobody can read it. */
final class ParquetFile implements Closeable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    /** RFC 1952: deflate, no flags, no time, fastest, system not told. */
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    private final FileChannel channel;
    private final List<Column> columns;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final Bytes page = new Bytes(1 << 20);
    private final Bytes packed = new Bytes(1 << 20);
    private final Bytes header = new Bytes(64);
    private final byte[] piece = new byte[1 << 16];
    private final List<Footer.Group> groups = new ArrayList<>();
    private long position;
    private long plainLength;

    ParquetFile(Path path, List<Column> columns) throws IOException {
        this.columns = List.copyOf(columns);
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        write(MAGIC, MAGIC.length);
    }

    /** Bytes so far. */
    long position() {
        return position;
    }

    /** Rows in the row groups so far. */
    long rows() {
        return groups.stream().mapToLong(Footer.Group::rows).sum();
    }

    /** Writes what the columns hold as a row group, and empties them. */
    void group(int rows) throws IOException {
        List<Footer.Chunk> chunks = new ArrayList<>();
        for (Column column : columns) {
            chunks.add(chunk(column, rows));
            column.clear();
        }
        groups.add(new Footer.Group(rows, chunks));
    }

    private Footer.Chunk chunk(Column column, int rows) throws IOException {
        long start = position;
        plainLength = 0;
        int entries = column.dictionaryCount();
        int encoding = entries == 0 && column.encoding() == Column.DICTIONARY ? Column.PLAIN : column.encoding();
        if (entries > 0) {
            page.clear();
            column.dictionary(page);
            page(column, DICTIONARY_PAGE, entries, Column.PLAIN);
        }
        long dataStart = position;
        int value = 0;
        for (int row = 0; row < rows; ) {
            int end = column.pageEnd(row, value, rows);
            int next = value;
            while (next < column.count() && column.row(next) < end) {
                next++;
            }
            page.clear();
            levels(column, row, end, value, next);
            // The other encodings have a header even where there is no value.
            if (next > value || encoding != Column.PLAIN) {
                column.values(page, value, next);
            }
            page(column, DATA_PAGE, end - row, encoding);
            row = end;
            value = next;
        }
        return new Footer.Chunk(
                column,
                start,
                dataStart,
                position - start,
                plainLength,
                rows,
                column.count(),
                encoding,
                entries > 0,
                column.bounds());
    }

    /** For each row whether it has a value; with their length in front. */
    private void levels(Column column, int row, int end, int value, int next) {
        if (!column.optional) {
            return;
        }
        int[] levels = new int[end - row];
        for (int i = value; i < next; i++) {
            levels[column.row(i) - row] = column.level();
        }
        int at = page.size();
        page.putInt(0);
        Packing.hybrid(page, levels, 0, levels.length, Packing.width(column.level()));
        int length = page.size() - at - 4;
        for (int i = 0; i < 4; i++) {
            page.array()[at + i] = (byte) (length >>> 8 * i);
        }
    }

    private void page(Column column, int type, int values, int encoding) throws IOException {
        Bytes packed = column.compressed() ? compress() : page;
        CRC32 crc = new CRC32();
        crc.update(packed.array(), 0, packed.size());
        header.clear();
        Thrift thrift = new Thrift(header);
        thrift.begin().i32(1, type).i32(2, page.size()).i32(3, packed.size()).i32(4, (int) crc.getValue());
        if (type == DATA_PAGE) {
            thrift.begin(5).i32(1, values).i32(2, encoding).i32(3, Column.RLE).i32(4, Column.RLE);
        } else {
            thrift.begin(7).i32(1, values).i32(2, encoding);
        }
        thrift.end().end();
        write(header.array(), header.size());
        write(packed.array(), packed.size());
        plainLength += header.size() + page.size();
    }

    private Bytes compress() {
        packed.clear();
        packed.put(GZIP_HEADER);
        deflater.reset();
        deflater.setInput(page.array(), 0, page.size());
        deflater.finish();
        while (!deflater.finished()) {
            packed.put(piece, 0, deflater.deflate(piece));
        }
        CRC32 crc = new CRC32();
        crc.update(page.array(), 0, page.size());
        packed.putInt((int) crc.getValue());
        packed.putInt(page.size());
        return packed;
    }

    private void write(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        position += length;
    }

    /** Writes the footer. When it returns the file is whole and on the device. */
    void finish(Map<String, String> metadata) throws IOException {
        Bytes footer = new Bytes(1 << 14);
        new Footer(new Thrift(footer)).write(columns, groups, metadata);
        int length = footer.size();
        footer.putInt(length);
        footer.put(MAGIC);
        write(footer.array(), footer.size());
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        channel.close();
    }
}
