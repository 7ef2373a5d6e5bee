package org.oriel.export.parquet;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps what was delivered until it becomes a Parquet file, which can only be read once it is whole.
 *
 * <p>Lines: {@code H 1 POSITION MILLIS}: events up to this position are in files already, and when the journal was begun;
 * {@code E POSITION JSON}: an event; {@code S JSON}: the row of a step; {@code P JSON}: of an episode; {@code C POSITION}: the delivery up to here is whole. What
 * follows the last C is cut off: the host brings it again.
 */
final class Journal implements Closeable {
    /** Sees the events and steps of a journal. */
    interface Reader {
        /** An event: {@code length} bytes of {@code json} from {@code offset} on. */
        void event(long position, byte[] json, int offset, int length) throws IOException;

        /** The row of a step (S) or an episode (P). */
        default void row(char kind, byte[] json, int offset, int length) throws IOException {}
    }

    private static final int BUFFER = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final int number;
    private final long begun;
    private long last;
    private long lastWritten;
    private long events;
    private long eventsWritten;
    private long size;
    private long whole;
    /** Bytes were written that may not be on the device. */
    private boolean dirty;

    private Journal(Path path, FileChannel channel, int number, Scan scan) throws IOException {
        this.path = path;
        this.channel = channel;
        this.number = number;
        begun = scan.begun;
        last = scan.last;
        lastWritten = last;
        events = scan.events;
        eventsWritten = events;
        size = scan.whole;
        whole = size;
        channel.position(size);
    }

    /** Begins the journal of the file {@code number}; the events up to {@code after} are in files before it. */
    static Journal begin(Path path, int number, long after, long nowMillis, Path temporary) throws IOException {
        byte[] head = ("H 1 " + after + " " + nowMillis + "\n").getBytes(StandardCharsets.US_ASCII);
        Disk.replace(path, head, temporary);
        return open(path, number);
    }

    /** Opens a journal, without what a crash may have left behind its last whole delivery. */
    static Journal open(Path path, int number) throws IOException {
        Scan scan = new Scan();
        read(path, scan, Long.MAX_VALUE, scan);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.size() > scan.whole) {
                channel.truncate(scan.whole);
            }
            // Lines of a killed process may still be on their way to the device, and count as delivered from here on.
            channel.force(true);
            return new Journal(path, channel, number, scan);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    int number() {
        return number;
    }

    /** Position of the last event that was delivered. */
    long last() {
        return last;
    }

    /** Events in whole deliveries. */
    long events() {
        return events;
    }

    long size() {
        return whole;
    }

    long begunMillis() {
        return begun;
    }

    /** Whether the file is still where it was, as long as it was. */
    boolean isIntact() {
        try {
            return channel.isOpen() && Files.size(path) == whole;
        } catch (IOException e) {
            return false;
        }
    }

    void event(long position, byte[] json) throws IOException {
        put(("E " + position + " ").getBytes(StandardCharsets.US_ASCII));
        put(json);
        put('\n');
        lastWritten = position;
        eventsWritten++;
    }

    /** Adds the row of a step (S) or an episode (P). */
    void row(char kind, byte[] json) throws IOException {
        put(new byte[] {(byte) kind, ' '});
        put(json);
        put('\n');
    }

    /** Ends a delivery; when it returns all of it is on the device. */
    void commit() throws IOException {
        if (size == whole && buffer.position() == 0) {
            return;
        }
        put(("C " + lastWritten + "\n").getBytes(StandardCharsets.US_ASCII));
        flush();
        channel.force(false);
        dirty = false;
        whole = size;
        last = lastWritten;
        events = eventsWritten;
    }

    /** Hands over what is in the journal. */
    void read(Reader reader) throws IOException {
        read(path, reader, whole, new Scan());
    }

    private void put(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) value);
    }

    private void put(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(buffer.remaining(), bytes.length - from);
            buffer.put(bytes, from, count);
            from += count;
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        dirty |= buffer.hasRemaining();
        size += buffer.remaining();
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
        if (!dirty) {
            // Another instance may have gone on with it.
            return;
        }
        try (FileChannel again = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (again.size() > whole) {
                again.truncate(whole);
            }
        } catch (IOException e) {
            // Gone, or not writable: the next delivery looks at what is there.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void read(Path path, Reader reader, long most, Scan scan) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            Bytes line = new Bytes(1 << 12);
            byte[] piece = new byte[BUFFER];
            long read = 0;
            for (int count = in.read(piece); count > 0 && read < most; count = in.read(piece)) {
                for (int from = 0; from < count && read < most; ) {
                    int end = from;
                    while (end < count && piece[end] != '\n') {
                        // JSON has no zeros; a power cut leaves them where a page did not get to the device.
                        scan.broken |= piece[end] == 0;
                        end++;
                    }
                    line.put(piece, from, end - from);
                    read += end - from;
                    if (end < count) {
                        read++;
                        line(line, reader, scan, read);
                        line.clear();
                    }
                    from = end + 1;
                }
            }
        }
    }

    private static void line(Bytes line, Reader reader, Scan scan, long read) throws IOException {
        byte[] bytes = line.array();
        int length = line.size();
        scan.broken |= length < 3 || bytes[1] != ' ';
        if (scan.broken) {
            scan.afterBreak(length > 1 && bytes[0] == 'C' && bytes[1] == ' ');
            return;
        }
        if (bytes[0] == 'E') {
            int space = 2;
            long position = 0;
            for (; space < length && bytes[space] != ' '; space++) {
                position = position * 10 + bytes[space] - '0';
            }
            reader.event(position, bytes, space + 1, length - space - 1);
        } else if (bytes[0] == 'S' || bytes[0] == 'P') {
            reader.row((char) bytes[0], bytes, 2, length - 2);
        } else {
            scan.mark(new String(bytes, 0, length, StandardCharsets.US_ASCII), read);
        }
    }

    /** Finds the end of the last whole delivery. */
    private static final class Scan implements Reader {
        private long begun;
        private long last;
        private long events;
        private long pending;
        private long whole;
        private boolean broken;
        private boolean ended;

        /** Only the delivery that a crash cut short may be broken, so not more than one end may follow. */
        void afterBreak(boolean endOfDelivery) throws IOException {
            if (ended && endOfDelivery) {
                throw new IOException("the journal is damaged before its last delivery");
            }
            ended |= endOfDelivery;
        }

        void mark(String line, long read) throws IOException {
            String[] words = line.split(" ", -1);
            try {
                if (words[0].equals("H") && words.length == 4 && words[1].equals("1")) {
                    last = Long.parseLong(words[2]);
                    begun = Long.parseLong(words[3]);
                } else if (words[0].equals("C")) {
                    last = Long.parseLong(words[1]);
                    events += pending;
                    pending = 0;
                } else {
                    throw new IOException("the journal is of another version, or damaged");
                }
            } catch (NumberFormatException e) {
                throw new IOException("the journal is damaged", e);
            }
            whole = read;
        }

        @Override
        public void event(long position, byte[] json, int offset, int length) {
            pending++;
        }
    }
}
