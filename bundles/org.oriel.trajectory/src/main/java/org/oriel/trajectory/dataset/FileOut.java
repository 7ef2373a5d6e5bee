package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that a commit writes.
 *
 * <p><b>What:</b> bytes, or lines, with a note for each record of what it was made of. <b>Threading:</b> one thread.
 * <b>Errors:</b> after an {@link IOException} its commit can only be closed. <b>Data:</b> is in the data set after
 * {@link Commit#commit}, and not before.
 */
public final class FileOut extends OutputStream {
    private static final int BUFFER = 64 << 10;

    final String name;
    final FileEntry.Kind kind;
    final Path file;
    final MessageDigest digest;
    private final Disk disk;
    private final @Nullable FileChannel channel;
    private final @Nullable FileOut index;
    private final ByteBuffer buffer;
    private final BiConsumer<String, Long> counter;
    private long bytes;
    private long records;

    FileOut(String name, FileEntry.Kind kind, Path file, Disk disk, @Nullable FileChannel channel, Start start) {
        this.name = name;
        this.kind = kind;
        this.file = file;
        this.disk = disk;
        this.channel = channel;
        this.digest = start.digest();
        this.bytes = start.bytes();
        this.records = start.records();
        this.index = start.index();
        this.counter = start.counter();
        this.buffer = ByteBuffer.allocate(channel == null ? 0 : kind == FileEntry.Kind.IMAGE ? 8 << 10 : BUFFER);
    }

    /** Where a file is at when it is opened. */
    record Start(
            MessageDigest digest,
            long bytes,
            long records,
            @Nullable FileOut index,
            BiConsumer<String, Long> counter) {}

    /** The path to write to, for a file from {@link Commit#stage}. */
    public Path path() {
        return file;
    }

    /** Size of the file with what was written to it. */
    public long size() {
        return bytes;
    }

    /** A line of canonical event JSON, in a file of {@link FileEntry.Kind#EVENTS}. */
    public void event(String json) throws IOException {
        if (kind != FileEntry.Kind.EVENTS) {
            throw new IllegalStateException(name + " is not a file of events");
        }
        text(json);
        records++;
    }

    /** A line, made of {@code scope}, in a file of {@link FileEntry.Kind#LINES}. */
    public void line(String json, Scope scope) throws IOException {
        if (kind != FileEntry.Kind.LINES) {
            throw new IllegalStateException(name + " is not a file of lines");
        }
        text(json);
        record(scope);
    }

    /** Notes what the next record of the file was made of. */
    public void record(Scope scope) throws IOException {
        again(scope);
        scope.counts().forEach(counter);
    }

    /** A record that was counted before. */
    void again(Scope scope) throws IOException {
        if (index == null) {
            throw new IllegalStateException(name + " has no index");
        }
        index.write((Index.line(scope) + "\n").getBytes(StandardCharsets.UTF_8));
        records++;
    }

    void again(String json, Scope scope) throws IOException {
        text(json);
        again(scope);
    }

    private void text(String json) throws IOException {
        if (json.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a record of " + name + " is not one line");
        }
        write(json.getBytes(StandardCharsets.UTF_8));
        write('\n');
    }

    @Override
    public void write(int b) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) b);
        bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        for (int at = offset, left = length; left > 0; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(buffer.remaining(), left);
            buffer.put(from, at, count);
            at += count;
            left -= count;
        }
        bytes += length;
    }

    @Override
    public void flush() throws IOException {
        if (channel == null) {
            throw new IllegalStateException(name + " is written by its path");
        }
        buffer.flip();
        digest.update(buffer.duplicate());
        disk.write(channel, buffer);
        buffer.clear();
    }

    /** Nothing to be done by its writer: the commit ends it. */
    @Override
    public void close() {}

    /** Brings it to the device. */
    FileEntry finish() throws IOException {
        if (index != null) {
            index.finish();
        }
        if (channel != null) {
            flush();
            disk.force(channel);
            channel.close();
        } else {
            bytes = Files.size(file);
            Disk.digest(file, bytes, digest);
            try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
                disk.force(written);
            }
        }
        return new FileEntry(
                name, kind, bytes, HexFormat.of().formatHex(snapshot().digest()), records, "");
    }

    /** The hash so far; {@link #digest} can go on. */
    private MessageDigest snapshot() {
        return copy(digest);
    }

    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // SHA-256 of every JDK can
        }
    }

    @Nullable
    FileOut index() {
        return index;
    }

    void abandon() {
        try {
            if (channel != null) {
                channel.close();
            }
            if (index != null) {
                index.abandon();
            }
        } catch (IOException e) {
            // It is given up either way.
        }
    }
}
