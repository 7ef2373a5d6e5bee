package org.oriel.bench;

import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/** A paced producer: every millisecond its share of the rate. */
final class HandoffChild {
    private static final int TICKS = 1000;
    private static final long NANOS_PER_TICK = 1_000_000;
    private static final long ARRIVAL_MILLIS = 5000;

    private HandoffChild() {}

    public static void main(String[] args) throws Exception {
        try (Handoff handoff = Handoff.of(args[0])) {
            Proc self = Proc.self();
            Server.serve(words -> {
                long before = self.cpuNanos();
                long events = run(handoff, Integer.parseInt(words[0]), Integer.parseInt(words[1]));
                return events + " " + (self.cpuNanos() - before);
            });
        }
        System.exit(0);
    }

    /** Gives {@code perSecond} records a second and waits until all have arrived. Returns how many. */
    static long run(Handoff handoff, int perSecond, int millis) {
        RawRecord raw = new RawRecord();
        int share = Math.max(1, perSecond / TICKS);
        long expected = handoff.sum();
        long next = System.nanoTime();
        for (int tick = 0; tick < millis; tick++) {
            for (int i = 0; i < share; i++) {
                raw.begin(RecordKind.KEY, next).code(i + 1);
                handoff.give(raw);
                expected += i + 1;
            }
            next += NANOS_PER_TICK;
            Waits.until(next);
        }
        long all = expected;
        if (!Waits.await(ARRIVAL_MILLIS, 1, () -> handoff.sum() == all)) {
            throw new IllegalStateException("sum " + handoff.sum() + " arrived, expected " + all);
        }
        return (long) share * millis;
    }
}
