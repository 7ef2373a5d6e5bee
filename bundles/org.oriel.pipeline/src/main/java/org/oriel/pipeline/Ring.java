package org.oriel.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.oriel.api.source.RawRecord;

/** Bounded ring of raw records for many producers and one consumer (Dmitry Vyukov's bounded queue, 1024cores.net). */
final class Ring {
    private static final VarHandle SEQUENCE = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Ring.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] words;
    private final long[] sequences;
    private final int mask;
    private volatile long tail;
    /** Written by the consumer only. */
    private volatile long head;

    /** {@code capacity} is a power of two. */
    Ring(int capacity) {
        words = new long[capacity * RawRecord.WORDS];
        sequences = new long[capacity];
        mask = capacity - 1;
        for (int i = 0; i < capacity; i++) {
            sequences[i] = i;
        }
    }

    /** Copies the record in; {@code false} when there is no room. Any thread; neither blocks nor allocates. */
    boolean offer(RawRecord raw) {
        long at = tail;
        while (true) {
            int slot = (int) at & mask;
            long lag = (long) SEQUENCE.getAcquire(sequences, slot) - at;
            if (lag < 0) {
                return false;
            }
            if (lag == 0 && TAIL.compareAndSet(this, at, at + 1)) {
                raw.copyTo(words, slot * RawRecord.WORDS);
                // Volatile, not release: the caller looks next whether the consumer sleeps, and must not look too
                // early.
                SEQUENCE.setVolatile(sequences, slot, at + 1);
                return true;
            }
            at = tail;
        }
    }

    /** Whether the oldest record is complete. Consumer only. */
    boolean ready() {
        long at = head;
        return (long) SEQUENCE.getVolatile(sequences, (int) at & mask) == at + 1;
    }

    /** Time of the oldest record; only after {@link #ready()}. */
    long time() {
        return words[((int) head & mask) * RawRecord.WORDS + 1];
    }

    /** Moves the oldest record out and wipes its slot; only after {@link #ready()}. */
    void take(RawRecord into) {
        long at = head;
        int slot = (int) at & mask;
        int from = slot * RawRecord.WORDS;
        into.copyFrom(words, from);
        Arrays.fill(words, from, from + RawRecord.WORDS, 0);
        SEQUENCE.setRelease(sequences, slot, at + mask + 1);
        head = at + 1;
    }

    /** Position that the next record will get. */
    long tail() {
        return tail;
    }

    /** Position of the oldest record. */
    long head() {
        return head;
    }

    int capacity() {
        return mask + 1;
    }
}
