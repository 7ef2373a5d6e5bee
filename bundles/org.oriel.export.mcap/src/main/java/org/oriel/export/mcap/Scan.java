package org.oriel.export.mcap;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads a file that this exporter wrote, finished or not: how far it is whole, and which events it holds. */
final class Scan {
    /** Sees the events of a file, in order. */
    interface Visitor {
        void event(long position, byte[] bytes, int offset, int length);

        /** Any message, those of {@link Topic#EVENT} included: before {@link #event}. */
        default void message(Topic topic, long position, long time, byte[] json) {}
    }

    /** Name of the metadata record that stands in front of the chunks. */
    static final String HEAD = "oriel";

    /** Larger than any record of ours: a chunk holds a megabyte, or one event. */
    private static final long MOST = 1L << 30;

    private final Visitor visitor;
    private final Chunks chunks = new Chunks();
    private Map<String, String> provenance = Map.of();
    private McapFile.Head head = new McapFile.Head("", 0, 0);
    private boolean headed;
    private boolean finished;
    private long metadataStart;
    private long metadataLength;
    private long at;
    private long whole;
    private long last;

    private Scan(Visitor visitor) {
        this.visitor = visitor;
    }

    static Scan of(Path path, Visitor visitor) throws IOException {
        Scan scan = new Scan(visitor);
        try (InputStream file = Files.newInputStream(path);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 16))) {
            scan.read(in, Files.size(path));
        }
        return scan;
    }

    /** Whether the file has a beginning that says what is in it. */
    boolean isHeaded() {
        return headed;
    }

    /** Whether it has its end. */
    boolean isFinished() {
        return finished;
    }

    McapFile.Head head() {
        return head;
    }

    /** What the beginning tells beside {@link #head}. */
    Map<String, String> provenance() {
        return provenance;
    }

    Chunks chunks() {
        return chunks;
    }

    /** Bytes up to the end of the last whole chunk. */
    long whole() {
        return whole;
    }

    /** Position of the last event. */
    long last() {
        return last;
    }

    long metadataStart() {
        return metadataStart;
    }

    long metadataLength() {
        return metadataLength;
    }

    private void read(DataInputStream in, long size) throws IOException {
        byte[] magic = in.readNBytes(McapFile.MAGIC.length);
        at = magic.length;
        if (!Arrays.equals(magic, McapFile.MAGIC)) {
            return;
        }
        try {
            while (at < size && !finished) {
                int opcode = in.readUnsignedByte();
                long length = Long.reverseBytes(in.readLong());
                if (opcode == 0 || length < 0 || length > Math.min(MOST, size - at - 9)) {
                    return;
                }
                byte[] content = new byte[(int) length];
                in.readFully(content);
                ByteBuffer record = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
                if (opcode == Opcode.CHUNK) {
                    if (!chunk(record, in)) {
                        return;
                    }
                    continue;
                }
                if (opcode == Opcode.METADATA) {
                    head(record, 9 + length);
                }
                finished = opcode == Opcode.DATA_END;
                at += 9 + length;
            }
        } catch (EOFException e) {
            // Cut short by a crash: what was read up to here stands.
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            // Pages that did not get to the device: likewise.
        }
    }

    private void head(ByteBuffer in, long length) {
        if (!text(in).equals(HEAD)) {
            return;
        }
        in.getInt();
        Map<String, String> map = new TreeMap<>();
        while (in.hasRemaining()) {
            map.put(text(in), text(in));
        }
        head = new McapFile.Head(
                map.getOrDefault("session", ""),
                Long.parseLong(map.getOrDefault("first_position", "0")),
                Long.parseLong(map.getOrDefault("base_nanos", "0")));
        map.keySet().removeAll(head.metadata().keySet());
        provenance = map;
        headed = true;
        metadataStart = at;
        metadataLength = length;
        last = head.first() - 1;
        whole = at + length;
    }

    /**
     * A chunk counts when its messages give the same bytes again, indexes included: only chunks have a checksum, and a power
     * cut may leave zeros anywhere in what was written last.
     */
    private boolean chunk(ByteBuffer chunk, DataInputStream in) throws IOException {
        chunk.position(28);
        text(chunk);
        if (chunk.getLong() != chunk.remaining()) {
            return false;
        }
        ChunkOut again = new ChunkOut();
        int messages = chunk.position();
        while (chunk.hasRemaining()) {
            int opcode = chunk.get();
            int end = Math.addExact(Math.toIntExact(chunk.getLong()), chunk.position());
            int channel = chunk.getShort();
            if (opcode != Opcode.MESSAGE || channel < 1 || channel > Topic.values().length) {
                return false;
            }
            long sequence = chunk.getInt();
            long time = chunk.getLong();
            chunk.position(chunk.position() + 8);
            byte[] data = Arrays.copyOfRange(chunk.array(), chunk.position(), end);
            again.add(Topic.values()[channel - 1], sequence, time, data);
            chunk.position(end);
        }
        Chunks found = new Chunks();
        byte[] expected = again.finish(at, found);
        int length = 9 + chunk.capacity();
        byte[] indexes = in.readNBytes(Math.max(0, expected.length - length));
        if (expected.length != length + indexes.length
                || !Arrays.equals(expected, 9, length, chunk.array(), 0, length - 9)
                || !Arrays.equals(expected, length, expected.length, indexes, 0, indexes.length)) {
            return false;
        }
        chunks.add(found.all().get(0), found.messages());
        at += expected.length;
        whole = at;
        visit(chunk.position(messages));
        return true;
    }

    private void visit(ByteBuffer messages) {
        while (messages.hasRemaining()) {
            messages.get();
            int end = (int) messages.getLong() + messages.position();
            int channel = messages.getShort();
            long sequence = messages.getInt();
            // Sequences have 32 bits; a file holds less events than that.
            long position = head.first() + (sequence - head.first() & 0xffff_ffffL);
            long time = messages.getLong(messages.position());
            byte[] json = Arrays.copyOfRange(messages.array(), messages.position() + 16, end);
            visitor.message(Topic.values()[channel - 1], position, time, json);
            if (channel == Topic.EVENT.id()) {
                last = position;
                visitor.event(last, json, 0, json.length);
            }
            messages.position(end);
        }
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(in.getInt() & Integer.MAX_VALUE, in.remaining())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
