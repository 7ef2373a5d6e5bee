package org.oriel.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at the write-ahead log before SQLite replays it. SQLite takes the first frame that does not verify for the end of
 * the log, as after a power cut, and drops what follows. But a power cut leaves at most the one transaction unfinished
 * that was being committed; where two or more commits lie beyond the bad frame, acknowledged events were damaged, and
 * that must not pass in silence. Format: https://sqlite.org/fileformat2.html#walformat
 */
final class LogCheck {
    private static final int MAGIC = 0x377f0682;
    private static final int HEADER = 32;
    private static final int FRAME = 24;
    private static final int USER_VERSION_AT = 60;
    private static final int APPLICATION_ID_AT = 68;

    /** A log is at most 4 MiB between checkpoints; more than that is not worth the heap. */
    private static final long MOST = 64 << 20;

    private final ByteBuffer log;
    private final int page;
    private final ByteOrder words;
    private int sum1;
    private int sum2;

    /**
     * What would be dropped.
     *
     * @param commits at least how many committed transactions
     * @param userVersion low bits of the newest position, from the newest first page among the dropped ones
     * @param applicationId its check value
     */
    record Lost(int commits, long userVersion, int applicationId) {
        Head.Mark mark() {
            return new Head.Mark(userVersion, applicationId);
        }
    }

    private LogCheck(ByteBuffer log, int page) {
        this.log = log;
        this.page = page;
        // The magic number says in which byte order words are added up; every other number is big-endian.
        this.words = (log.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Reads the log as it is, before SQLite replays it; empty where there is none. */
    static Optional<LogCheck> read(Path file) throws IOException {
        long size = SpoolFiles.size(file);
        if (size < HEADER + FRAME || size > MOST) {
            return Optional.empty();
        }
        return Optional.of(new LogCheck(ByteBuffer.wrap(Files.readAllBytes(file)), Database.PAGE_BYTES));
    }

    /** How many frames verify, by adding them all up; what SQLite does when it opens the file. */
    int sound() {
        if (!headerVerifies()) {
            return 0;
        }
        int frame = 0;
        while (frame < frames() && frameVerifies(frame)) {
            frame++;
        }
        return frame;
    }

    /** What lies beyond the {@code sound} first frames. */
    Optional<Lost> beyond(int sound) {
        long salts = headerVerifies() ? log.getLong(16) : log.getLong(HEADER + 8);
        int commits = 0;
        Lost lost = new Lost(0, 0, 0);
        for (int i = sound; i < frames(); i++) {
            int at = at(i);
            if (log.getLong(at + 8) != salts) {
                continue;
            }
            commits += log.getInt(at + 4) != 0 ? 1 : 0;
            if (log.getInt(at) == 1) {
                int content = at + FRAME;
                lost = new Lost(
                        0,
                        log.getInt(content + USER_VERSION_AT) & 0xffffffffL,
                        log.getInt(content + APPLICATION_ID_AT));
            }
        }
        return commits < 2
                ? Optional.empty()
                : Optional.of(new Lost(commits - 1, lost.userVersion, lost.applicationId));
    }

    private int frames() {
        return (log.capacity() - HEADER) / (FRAME + page);
    }

    private boolean headerVerifies() {
        sum1 = 0;
        sum2 = 0;
        return (log.getInt(0) & ~1) == MAGIC && log.getInt(8) == page && verifies(0, HEADER - 8, HEADER - 8);
    }

    private int at(int frame) {
        return HEADER + frame * (FRAME + page);
    }

    private boolean frameVerifies(int frame) {
        int at = at(frame);
        if (log.getLong(at + 8) != log.getLong(16)) {
            return false;
        }
        add(at, 8);
        return verifies(at + FRAME, page, at + 16);
    }

    /** Adds bytes to the running checksum and compares it with the one stored at {@code expected}. */
    private boolean verifies(int from, int length, int expected) {
        add(from, length);
        return sum1 == log.getInt(expected) && sum2 == log.getInt(expected + 4);
    }

    private void add(int from, int length) {
        log.order(words);
        for (int i = from; i < from + length; i += 8) {
            sum1 += log.getInt(i) + sum2;
            sum2 += log.getInt(i + 4) + sum1;
        }
        log.order(ByteOrder.BIG_ENDIAN);
    }
}
