package org.oriel.export.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** A file that grows by chunks. After a crash it is whole up to its last chunk; its end is written when it is finished. */
final class McapFile implements Closeable {
    static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', 0x30, '\r', '\n'};

    /** Reader of the OWA profile takes this apart and fails where it does not begin so; the end says who wrote it. */
    private static final String LIBRARY = "mcap-owa-support 0.6.1; mcap 1.3.0; written by org.oriel.export.mcap/0.1.0";

    private final Path path;
    private final FileChannel channel;
    private final Head head;
    private final Chunks chunks;
    private final ChunkOut chunk = new ChunkOut();
    private long metadataLength;
    private long metadataStart;
    private long size;
    private long durable;
    private long last;
    /** Bytes were written that may not be on the device. */
    private boolean dirty;

    /**
     * What stands in front of the chunks.
     *
     * @param session session of all events in the file
     * @param first position of the first event
     * @param baseNanos what is added to monotonic time to get time since 1970: wall clocks jump, so it is fixed per file
     */
    record Head(String session, long first, long baseNanos) {
        Map<String, String> metadata() {
            Map<String, String> map = new LinkedHashMap<>();
            map.put("session", session);
            map.put("first_position", Long.toString(first));
            map.put("base_nanos", Long.toString(baseNanos));
            return map;
        }
    }

    private McapFile(Path path, FileChannel channel, Head head, Chunks chunks, long last) {
        this.path = path;
        this.channel = channel;
        this.head = head;
        this.chunks = chunks;
        this.last = last;
    }

    /** Begins a file. */
    static McapFile begin(Path path, Head head, Map<String, String> provenance) throws IOException {
        Out start = new Out();
        start.bytes(MAGIC).record(Opcode.HEADER, new Out().text("owa").text(LIBRARY));
        channels(start);
        long metadataStart = start.size();
        Map<String, String> metadata = head.metadata();
        metadata.putAll(provenance);
        start.record(Opcode.METADATA, new Out().text(Scan.HEAD).map(metadata));
        long metadataLength = start.size() - metadataStart;
        Files.deleteIfExists(path);
        Files.createFile(path, Disk.only("rw-------"));
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        McapFile file = new McapFile(path, channel, head, new Chunks(), head.first() - 1);
        file.metadataStart = metadataStart;
        file.metadataLength = metadataLength;
        file.write(start.array(), start.size());
        channel.force(true);
        Disk.forceNames(path);
        file.durable = file.size;
        file.dirty = false;
        return file;
    }

    /** Goes on with a file that a process left behind, without what is not whole at its end. */
    static McapFile resume(Path path, Scan scan) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.truncate(scan.whole());
            channel.force(true);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        McapFile file = new McapFile(path, channel, scan.head(), scan.chunks(), scan.last());
        file.metadataStart = scan.metadataStart();
        file.metadataLength = scan.metadataLength();
        file.size = scan.whole();
        file.durable = file.size;
        channel.position(file.size);
        return file;
    }

    Head head() {
        return head;
    }

    long last() {
        return last;
    }

    long size() {
        return size + chunk.size();
    }

    /** Whether the file is still where it was, as long as it was. */
    boolean isIntact() {
        try {
            return channel.isOpen() && Files.size(path) == durable;
        } catch (IOException e) {
            return false;
        }
    }

    void add(Topic topic, long position, long time, byte[] data) {
        chunk.add(topic, position, time, data);
    }

    /** All messages of the event at {@code position} were added. */
    void ended(long position, int mostBytes) throws IOException {
        last = position;
        if (chunk.size() >= mostBytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (chunk.size() > 0) {
            byte[] bytes = chunk.finish(size, chunks);
            write(bytes, bytes.length);
        }
    }

    /** When it returns everything added is on the device. */
    void force() throws IOException {
        flush();
        if (size > durable) {
            channel.force(false);
            durable = size;
            dirty = false;
        }
    }

    /** Writes the end. When it returns the file is whole and on the device. */
    void finish() throws IOException {
        force();
        Out end = new Out();
        end.record(Opcode.DATA_END, new Out().u32(0));
        long summary = size + end.size();
        int summaryAt = end.size();
        Out offsets = new Out();
        int from = end.size();
        for (Topic topic : Topic.values()) {
            end.record(Opcode.SCHEMA, schema(topic));
        }
        from = group(offsets, Opcode.SCHEMA, from, end);
        for (Topic topic : Topic.values()) {
            end.record(Opcode.CHANNEL, channel(topic));
        }
        from = group(offsets, Opcode.CHANNEL, from, end);
        end.record(Opcode.STATISTICS, statistics());
        from = group(offsets, Opcode.STATISTICS, from, end);
        chunks.all().forEach(each -> end.record(Opcode.CHUNK_INDEX, index(each)));
        if (!chunks.all().isEmpty()) {
            from = group(offsets, Opcode.CHUNK_INDEX, from, end);
        }
        end.record(
                Opcode.METADATA_INDEX,
                new Out().u64(metadataStart).u64(metadataLength).text(Scan.HEAD));
        group(offsets, Opcode.METADATA_INDEX, from, end);
        long offsetStart = size + end.size();
        end.bytes(offsets.array(), 0, offsets.size());
        end.u8(Opcode.FOOTER).u64(20).u64(summary).u64(offsetStart);
        CRC32 crc = new CRC32();
        crc.update(end.array(), summaryAt, end.size() - summaryAt);
        end.u32(crc.getValue()).bytes(MAGIC);
        write(end.array(), end.size());
        channel.force(true);
        // Published by a link: from here on nobody may cut it.
        durable = size;
        dirty = false;
        channel.close();
    }

    private int group(Out offsets, int opcode, int from, Out end) {
        offsets.record(
                Opcode.SUMMARY_OFFSET, new Out().u8(opcode).u64(size + from).u64(end.size() - from));
        return end.size();
    }

    private static void channels(Out out) {
        for (Topic topic : Topic.values()) {
            out.record(Opcode.SCHEMA, schema(topic));
            out.record(Opcode.CHANNEL, channel(topic));
        }
    }

    private static Out schema(Topic topic) {
        byte[] schema = topic.jsonSchema.getBytes(StandardCharsets.UTF_8);
        return new Out()
                .u16(topic.id())
                .text(topic.schema)
                .text("jsonschema")
                .u32(schema.length)
                .bytes(schema);
    }

    private static Out channel(Topic topic) {
        return new Out()
                .u16(topic.id())
                .u16(topic.id())
                .text(topic.topic)
                .text("json")
                .map(Map.of());
    }

    private Out statistics() {
        int channels = Topic.values().length;
        Out out = new Out().u64(chunks.messageCount()).u16(channels).u32(channels);
        out.u32(0).u32(1).u32(chunks.all().size()).u64(chunks.firstTime()).u64(chunks.lastTime());
        return counts(out, chunks.messages());
    }

    private static Out counts(Out out, Map<Integer, Long> map) {
        out.u32(map.size() * 10L);
        map.forEach((channel, count) -> out.u16(channel).u64(count));
        return out;
    }

    private static Out index(Chunks.Chunk chunk) {
        Out out = new Out()
                .u64(chunk.firstTime())
                .u64(chunk.lastTime())
                .u64(chunk.start())
                .u64(chunk.length());
        return counts(out, chunk.indexes())
                .u64(chunk.indexLength())
                .text("")
                .u64(chunk.size())
                .u64(chunk.size());
    }

    private void write(byte[] bytes, int length) throws IOException {
        dirty = true;
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        size += length;
    }

    /**
     * Cuts off what may not be on the device, and closes. After a failed write to the device the operating system takes the
     * pages for written (Rebello et al., USENIX ATC 2020), so they must be written anew, not forced again.
     */
    void rollBack() {
        try {
            close();
        } catch (IOException e) {
            // It is given up either way.
        }
        if (!dirty) {
            // Another instance may have gone on with it.
            return;
        }
        try (FileChannel again = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (again.size() > durable) {
                again.truncate(durable);
            }
        } catch (IOException e) {
            // Gone, or not writable: the next delivery looks at what is there.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
