package org.oriel.source.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.oriel.api.source.RawRecord;

/**
 * A recorded session: 16 bytes of header, then records of 64 bytes. The header is the magic {@code ORIELREC}, the
 * version as u32 and the number of records as u32, little-endian. Everything is checked once, before it is played; a
 * refusal names the file, the record and what is allowed, never content.
 */
final class SessionFile {
    static final byte[] MAGIC = "ORIELREC".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 1;
    static final int HEADER = 16;

    private static final String SAMPLE = "sample.orec";

    /** Where the bytes come from. */
    interface Source {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Source source;
    private final int records;

    /** Reads and checks it whole. */
    SessionFile(String name, Source source) {
        this.name = name;
        this.source = source;
        try (Cursor cursor = open()) {
            RecordCheck check = new RecordCheck();
            RawRecord raw = new RawRecord();
            while (cursor.next(raw)) {
                String problem = check.problem(raw);
                if (!problem.isEmpty()) {
                    throw refused("record " + cursor.position() + ": " + problem);
                }
            }
            if (check.isInsideText()) {
                throw refused("record " + cursor.position() + ": text without its last part, allowed: whole texts");
            }
            records = cursor.count;
        } catch (IOException e) {
            throw new IllegalArgumentException("file: " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The session at a path, or the one that is shipped in the bundle where the path is empty. */
    static SessionFile of(String path) {
        if (path.isBlank()) {
            return new SessionFile(SAMPLE, SessionFile::sample);
        }
        return new SessionFile(path, () -> Files.newInputStream(Path.of(path)));
    }

    private static InputStream sample() throws IOException {
        InputStream in = SessionFile.class.getResourceAsStream(SAMPLE);
        if (in == null) {
            throw new IOException("it is missing in the bundle");
        }
        return in;
    }

    String name() {
        return name;
    }

    int records() {
        return records;
    }

    /** Reads it from the start. */
    Cursor open() throws IOException {
        InputStream in = new BufferedInputStream(source.open(), RawRecord.BYTES * 256);
        try {
            return new Cursor(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private IllegalArgumentException refused(String problem) {
        return new IllegalArgumentException("file: " + name + ": " + problem);
    }

    /** One reading of the file; for one thread. */
    final class Cursor implements AutoCloseable {
        private final InputStream in;
        private final ByteBuffer bytes = ByteBuffer.allocate(RawRecord.BYTES);
        private final int count;
        private int position;

        private Cursor(InputStream in) throws IOException {
            this.in = in;
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw refused("not a recorded session, allowed: a file that begins with ORIELREC");
            }
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            int version = fields.getInt(MAGIC.length);
            if (version != VERSION) {
                throw refused("version " + Integer.toUnsignedString(version) + ", allowed: " + VERSION);
            }
            count = fields.getInt(MAGIC.length + Integer.BYTES);
            if (count <= 0) {
                throw refused(Integer.toUnsignedString(count) + " records, allowed: 1 to " + Integer.MAX_VALUE);
            }
        }

        /** How many records were read: the number of the last one, counted from 1. */
        int position() {
            return position;
        }

        /** Reads the next record; {@code false} after the last. */
        boolean next(RawRecord raw) throws IOException {
            int read = in.readNBytes(bytes.array(), 0, RawRecord.BYTES);
            if (position == count) {
                if (read > 0) {
                    throw refused("bytes after record " + count + ", which is the last by the header");
                }
                return false;
            }
            position++;
            if (read < RawRecord.BYTES) {
                throw refused("record " + position + " of " + count + " is cut off");
            }
            try {
                raw.read(bytes.clear());
            } catch (IllegalArgumentException e) {
                throw refused("record " + position + ": " + e.getMessage());
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
