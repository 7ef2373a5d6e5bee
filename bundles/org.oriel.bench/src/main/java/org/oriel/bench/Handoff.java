package org.oriel.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.oriel.api.source.RawRecord;
import org.oriel.pipeline.RingHandoff;

/** A way to hand a record to another thread. */
interface Handoff extends AutoCloseable {
    /** From the producer's thread. */
    void give(RawRecord raw);

    /** Sum of the codes of what arrived. */
    long sum();

    @Override
    void close() throws Exception;

    static Handoff of(String name) throws Exception {
        return switch (name) {
            case "none" -> new None();
            case "ring" -> new Ring();
            case "eventadmin" -> new EventAdminHandoff();
            default -> throw new IllegalArgumentException(name + ", allowed: none, ring, eventadmin");
        };
    }

    /** The consumer called by the producer: what pacing and the record itself cost. */
    final class None implements Handoff {
        private final RawRecord taken = new RawRecord();
        private final long[] words = new long[RawRecord.WORDS];
        private final AtomicLong sum = new AtomicLong();

        @Override
        public void give(RawRecord raw) {
            raw.copyTo(words, 0);
            sum.addAndGet(taken.copyFrom(words, 0).code());
        }

        @Override
        public long sum() {
            return sum.get();
        }

        @Override
        public void close() {}
    }

    /** Oriel's. */
    final class Ring implements Handoff {
        private static final int RECORDS = 8192;
        private static final long LINGER_NANOS = 50_000_000;

        private final RingHandoff ring = new RingHandoff(RECORDS, LINGER_NANOS);

        @Override
        public void give(RawRecord raw) {
            if (!ring.feed().offer(raw)) {
                throw new IllegalStateException("the ring is full");
            }
        }

        @Override
        public long sum() {
            return ring.sum();
        }

        @Override
        public void close() throws InterruptedException {
            ring.close();
        }
    }
}
