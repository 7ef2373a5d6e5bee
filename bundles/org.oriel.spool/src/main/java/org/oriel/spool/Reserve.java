package org.oriel.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that holds room on the device. On a full disk it is given up, so that deletes and cursors can still be
 * written; until it is there again, nothing is appended, so that events never eat that room.
 */
final class Reserve {
    private static final int CHUNK = 256 << 10;

    private final Path file;
    private final long bytes;

    Reserve(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    boolean held() {
        return SpoolFiles.size(file) >= bytes;
    }

    /** Takes the room; {@code false} when there is not enough. */
    boolean take() {
        if (held()) {
            return true;
        }
        try {
            if (Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < bytes + CHUNK) {
                return false;
            }
            SpoolFiles.createFile(file);
            fill();
            return true;
        } catch (IOException e) {
            giveUp();
            return false;
        }
    }

    /** With zeros and not as a hole: a hole reserves nothing. */
    private void fill() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
            for (long at = channel.size(); at < bytes; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
                while (zeros.hasRemaining()) {
                    channel.write(zeros, at + zeros.position());
                }
            }
        }
    }

    void giveUp() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nothing can be freed; the operation that needs the room will say so.
        }
    }
}
