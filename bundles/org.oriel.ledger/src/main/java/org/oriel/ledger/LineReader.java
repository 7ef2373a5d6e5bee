package org.oriel.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Lines of a file as bytes, without a copy of each. One thread. */
final class LineReader implements Closeable {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int from;
    private int end;
    private boolean ended;
    private long consumed;

    /** Where the line of the last {@link #next} begins in {@link #buffer}. */
    private int start;

    private int length;
    private boolean complete;

    LineReader(Path file, long skip) throws IOException {
        in = Files.newInputStream(file);
        in.skipNBytes(skip);
        consumed = skip;
    }

    /** Whether there is another line; one that is longer than {@link Line#MOST_BYTES} comes cut. */
    boolean next() throws IOException {
        consumed += from - start;
        start = from;
        int scanned = from;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    return found(i, true);
                }
            }
            if (end - start > Line.MOST_BYTES || ended) {
                return end > start && found(end, false);
            }
            int count = fill();
            scanned = end - count;
        }
    }

    private boolean found(int at, boolean whole) {
        length = at - start;
        from = whole ? at + 1 : at;
        complete = whole;
        return true;
    }

    /** Makes room, reads, and returns how many bytes came. */
    private int fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        ended = count < 0;
        end += Math.max(0, count);
        return Math.max(0, count);
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Whether it ends with a line feed. */
    boolean complete() {
        return complete;
    }

    /** Bytes before the line. */
    long offset() {
        return consumed;
    }

    String text() {
        return new String(buffer, start, length, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
