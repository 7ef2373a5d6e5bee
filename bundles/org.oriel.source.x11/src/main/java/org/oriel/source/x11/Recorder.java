package org.oriel.source.x11;

import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;

/** Numbers the pump's records, offers them and counts. Pump thread only; the counters are read by others. */
final class Recorder {
    /** Value of {@link RawRecord#backend()} for XInput2. */
    private static final int BACKEND = 1;

    /** Value of the clock for milliseconds of the X server. */
    static final int SERVER_CLOCK = 1;

    private final Feed feed;
    private final RawRecord rawRecord = new RawRecord();
    private int sequence;
    private volatile long records;
    private volatile long dropped;

    Recorder(Feed feed) {
        this.feed = feed;
    }

    /** The one reused record, cleared. */
    RawRecord begin(int kind, long nanos, int device) {
        return rawRecord.begin(kind, nanos).from(BACKEND, device);
    }

    /** Offers what {@link #begin} started; whether the ring took it. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    boolean offer() {
        rawRecord.sequence(sequence++);
        boolean taken = feed.offer(rawRecord);
        records++;
        if (!taken) {
            dropped++;
        }
        return taken;
    }

    long records() {
        return records;
    }

    long dropped() {
        return dropped;
    }
}
