package org.oriel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.Target;

/** A feed that keeps copies of what it was offered; the test says when they are decoded. */
public final class RecordingFeed implements Feed {
    private final RecordDecoder decoder;
    private final int capacity;
    private final Object lock = new Object();
    // Guarded by lock.
    private final List<RawRecord> records = new ArrayList<>();
    private int decoded;
    private long refused;
    private long late;
    private int closes;

    RecordingFeed(RecordDecoder decoder, int capacity) {
        this.decoder = decoder;
        this.capacity = capacity;
    }

    /** The decoder it was opened with. */
    public RecordDecoder decoder() {
        return decoder;
    }

    @Override
    public boolean offer(RawRecord rawRecord) {
        synchronized (lock) {
            if (closes > 0) {
                late++;
            } else if (records.size() < capacity) {
                records.add(RawRecords.copy(rawRecord));
                lock.notifyAll();
                return true;
            } else {
                refused++;
            }
            lock.notifyAll();
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closes++;
        }
    }

    /** Copies of the records it took. */
    public List<RawRecord> records() {
        synchronized (lock) {
            return records.stream().map(RawRecords::copy).toList();
        }
    }

    /** How many it refused because it was full. */
    public long refused() {
        synchronized (lock) {
            return refused;
        }
    }

    /** How many were offered after {@link #close}. */
    public long offeredAfterClose() {
        synchronized (lock) {
            return late;
        }
    }

    /** How often it was closed. */
    public int closes() {
        synchronized (lock) {
            return closes;
        }
    }

    /** Waits until it was offered {@code count} records, taken or refused; fails after {@code seconds}. */
    public void awaitOffers(long count, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        synchronized (lock) {
            while (records.size() + refused < count) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("records offered within " + seconds + " s: " + (records.size() + refused)
                            + ", expected: " + count);
                }
                lock.wait(left);
            }
        }
    }

    /** Decodes what was not decoded yet, as the host does, and returns the bodies of what {@code allowed} admits. */
    public List<EventBody> decode(Predicate<Target> allowed) {
        List<RawRecord> next;
        synchronized (lock) {
            next = records.subList(decoded, records.size()).stream()
                    .map(RawRecords::copy)
                    .toList();
            decoded = records.size();
        }
        return decode(decoder, next, allowed);
    }

    /**
     * Decodes {@code records} as the host does: control records are tracked; what belongs to an allowed window is
     * decoded; everything else, and whatever went to another client's grab, is skipped.
     */
    public static List<EventBody> decode(RecordDecoder decoder, List<RawRecord> records, Predicate<Target> allowed) {
        List<EventBody> bodies = new ArrayList<>();
        for (RawRecord original : records) {
            RawRecord record = RawRecords.copy(original);
            Target target = decoder.target(record);
            if (target.scope() == Target.Scope.CONTROL) {
                decoder.track(record);
            } else if (target.scope() == Target.Scope.WINDOW
                    && !record.has(RawRecord.FLAG_GRABBED)
                    && allowed.test(target)) {
                decoder.decode(record, bodies::add);
            } else {
                decoder.skip(record);
            }
            // The record is the decoder's during the call only; one that kept it reads zeros from now on.
            record.wipe();
        }
        return bodies;
    }
}
