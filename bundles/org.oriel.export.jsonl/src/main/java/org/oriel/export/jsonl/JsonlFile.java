package org.oriel.export.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.PermanentException;

/**
 * One file that is being written. The positions in it have no holes, so the name (position of the first line) and the number
 * of lines say which position comes next.
 */
final class JsonlFile {
    private static final int BUFFER = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long next;
    private long size;
    private long forcedSize;

    /** A file whose first {@code size} bytes are whole lines, up to position {@code next}, and on the device. */
    JsonlFile(Path path, FileChannel channel, long next, long size) throws IOException {
        this.path = path;
        this.channel = channel;
        this.next = next;
        this.size = size;
        this.forcedSize = size;
        channel.position(size);
    }

    long next() {
        return next;
    }

    long size() {
        return size;
    }

    /** Whether the file is still where it was, as long as it was. */
    boolean isIntact() {
        try {
            return channel.isOpen() && Files.size(path) == size;
        } catch (IOException e) {
            return false;
        }
    }

    static byte[] line(ExportRecord record) throws PermanentException {
        String json = record.json();
        if (json.indexOf('\n') >= 0) {
            // The number of lines is what tells positions apart.
            throw new PermanentException("the event at position " + record.position() + " is not one line of JSON");
        }
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a line. It is on the device after {@link #force}. */
    void append(byte[] line) throws IOException {
        for (int from = 0; from < line.length; ) {
            int count = Math.min(buffer.remaining(), line.length - from);
            buffer.put(line, from, count);
            from += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
        size += line.length;
        next++;
    }

    /** When it returns everything appended is on the device. */
    void force() throws IOException {
        flush();
        if (size > forcedSize) {
            channel.force(true);
            forcedSize = size;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
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
        try (FileChannel again = FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE)) {
            if (again.size() > forcedSize) {
                again.truncate(forcedSize);
            }
        } catch (IOException e) {
            // Gone, or not writable: the next delivery looks at what is there.
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
