package org.oriel.pipeline;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.Target;

/**
 * The way from a source's thread to the pipeline's, for the benchmark: the real feed, ring and signal, and a thread that
 * waits and drains as the engine does, with nothing behind it. It is in this package because none of them is public.
 */
public final class RingHandoff implements AutoCloseable {
    private static final long FLOOD = 1_000_000;

    private final Signal signal = new Signal();
    private final AtomicLong sum = new AtomicLong();
    private final RingFeed feed;
    private final Thread thread;
    private final long lingerNanos;
    private volatile boolean stopped;

    /**
     * Starts the thread.
     *
     * @param records capacity of the ring
     * @param lingerNanos how long the thread lets records gather
     */
    public RingHandoff(int records, long lingerNanos) {
        this.lingerNanos = lingerNanos;
        Plugin plugin = new Plugin("bench", "1", Plugin.Tolerance.DECODER);
        FloodMeter flood = new FloodMeter(FLOOD, System.nanoTime());
        feed = new RingFeed(
                plugin, Set.of("key"), new Nothing(), new Ring(records), 1, "", flood, signal, closed -> {});
        thread = new Thread(this::drain, "oriel-pipeline");
        thread.start();
    }

    /** Where the source offers. */
    public Feed feed() {
        return feed;
    }

    /** The sum of the codes of all records that arrived. */
    public long sum() {
        return sum.get();
    }

    private void drain() {
        RawRecord raw = new RawRecord();
        signal.own();
        boolean took = false;
        while (!stopped) {
            signal.await(Long.MAX_VALUE, lingerNanos, took, feed.ring::ready);
            long more = 0;
            took = feed.ring.ready();
            while (feed.ring.ready()) {
                feed.ring.take(raw);
                more += raw.code();
            }
            sum.addAndGet(more);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        signal.urgent();
        thread.join();
    }

    /** Is never called. */
    private static final class Nothing implements RecordDecoder {
        @Override
        public Target target(RawRecord raw) {
            return Target.UNKNOWN;
        }

        @Override
        public void track(RawRecord raw) {}

        @Override
        public void decode(RawRecord raw, Consumer<EventBody> out) {}

        @Override
        public void skip(RawRecord raw) {}
    }
}
