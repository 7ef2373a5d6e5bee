package org.oriel.pipeline;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** UUIDv7 that never go backwards (RFC 9562 section 6.2, method 1: a counter in the 12 bits after the time). */
final class EventIds {
    private static final int COUNTER_MAX = 0xfff;

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer pool = ByteBuffer.allocate(1024).limit(0);
    private long millis;
    private int counter;

    /** The next id; {@code nowMillis} is the wall clock, which may be set back. */
    String next(long nowMillis) {
        if (nowMillis > millis) {
            millis = nowMillis;
            counter = (int) bits() & (COUNTER_MAX >> 1);
        } else if (counter < COUNTER_MAX) {
            counter++;
        } else {
            millis++;
            counter = 0;
        }
        long high = (millis << 16) | 0x7000L | counter;
        long low = (bits() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private long bits() {
        if (pool.remaining() < Long.BYTES) {
            random.nextBytes(pool.array());
            pool.clear();
        }
        return pool.getLong();
    }
}
