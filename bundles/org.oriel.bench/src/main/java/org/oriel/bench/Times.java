package org.oriel.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Moments on CLOCK_MONOTONIC, which is what {@link System#nanoTime()} reads, so processes can compare them. */
final class Times {
    private static final int MOST = 1 << 18;

    private final long[] nanos = new long[MOST];
    private volatile int count;

    /** One writer; beyond the room there is, only counted. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void add(long at) {
        if (count < MOST) {
            nanos[count] = at;
        }
        count++;
    }

    int count() {
        return count;
    }

    long last() {
        return count == 0 ? 0 : nanos[Math.min(count, MOST) - 1];
    }

    void clear() {
        count = 0;
    }

    void write(Path file) throws IOException {
        int known = Math.min(count, MOST);
        ByteBuffer bytes = ByteBuffer.allocate(known * Long.BYTES);
        for (int i = 0; i < known; i++) {
            bytes.putLong(nanos[i]);
        }
        Files.write(file, bytes.array());
    }

    static long[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        long[] all = new long[bytes.remaining() / Long.BYTES];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes.getLong();
        }
        return all;
    }
}
