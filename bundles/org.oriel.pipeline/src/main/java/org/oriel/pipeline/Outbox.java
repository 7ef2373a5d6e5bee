package org.oriel.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.api.event.PointerMove;
import org.oriel.api.event.Redaction;
import org.oriel.host.EventStore;
import org.oriel.host.Image;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/** Redacted events on their way to the store; keeps them while it fails, within bounds. Pipeline thread only. */
final class Outbox {
    /** Most events in one block, and the number that does not wait for the interval. */
    static final int BLOCK = 4_096;
    /** Most events that wait for a failing store. */
    static final int MOST = 16_384;
    /** From here on new pointer movements are dropped, so that what matters more has room. */
    static final int MOST_WITH_POINTER = MOST * 3 / 4;
    /** Marks are few and say what is missing: they get in later than anything else. */
    private static final int MOST_WITH_MARKS = MOST + 256;

    private static final long FULL_RETRY_NANOS = 2_000_000_000L;
    private static final long FIRST_RETRY_NANOS = 1_000_000_000L;
    private static final long LAST_RETRY_NANOS = 30_000_000_000L;

    private final EventStore store;
    private final Clocks clocks;
    private final long intervalNanos;
    private final Counters counters;
    private final Gaps gaps;
    private final Logger logger;
    private final EventIds ids = new EventIds();
    private final ArrayDeque<CaptureEvent> unstored = new ArrayDeque<>();
    private final Images images;
    private Consumer<Mark> marker = mark -> {};
    private volatile String problem = "";
    private boolean failing;
    private boolean waiting;
    private long since;
    private long retryAt;
    private long backOff = FIRST_RETRY_NANOS;

    Outbox(
            EventStore store,
            Clocks clocks,
            long intervalNanos,
            Counters counters,
            Gaps gaps,
            Images images,
            Logger logger) {
        this.images = images;
        this.store = store;
        this.clocks = clocks;
        this.intervalNanos = intervalNanos;
        this.counters = counters;
        this.gaps = gaps;
        this.logger = logger;
    }

    /** {@code makes} puts a mark into an envelope and adds it here. */
    void marksThrough(Consumer<Mark> makes) {
        marker = makes;
    }

    /** Takes a redacted event; it gets its id now, so that no id tells when a key was pressed. */
    void add(CaptureEvent event) {
        String full = full(event);
        if (!full.isEmpty()) {
            counters.drop(full, 1);
            gaps.add(full, event.body() instanceof PointerMove ? "pointer" : "events", 1);
            return;
        }
        await(clocks.nanos());
        unstored.add(event.withId(ids.next(clocks.wall().millis())));
        for (Redaction redaction : event.redactions()) {
            counters.redact(redaction.type());
        }
    }

    private String full(CaptureEvent event) {
        int most = event.body() instanceof Mark
                ? MOST_WITH_MARKS
                : event.body() instanceof PointerMove ? MOST_WITH_POINTER : MOST;
        return failing && unstored.size() >= most ? "store-full" : "";
    }

    /** Something waits to be stored: the interval begins, if it has not. */
    void await(long now) {
        if (!waiting) {
            waiting = true;
            since = now;
        }
    }

    /** When to store, on the monotonic clock. */
    long due(long now) {
        if (!waiting) {
            return Long.MAX_VALUE;
        }
        if (failing) {
            return retryAt;
        }
        return unstored.size() >= BLOCK ? now : since + intervalNanos;
    }

    /** Stores everything, gaps included. */
    void store() {
        if (failing && unstored.isEmpty()) {
            // What it refused was taken back in the meantime; the next block will show how it is.
            recovered();
        }
        // While the store fails gaps only grow: their marks are made when they can be kept.
        if (!failing) {
            gaps.take().forEach(marker);
        }
        while (!unstored.isEmpty()) {
            if (!append(block())) {
                return;
            }
            if (failing) {
                recovered();
                gaps.take().forEach(marker);
            }
        }
        waiting = false;
    }

    /** Events of one grant, purpose and policy: a block is sealed with them. */
    private List<CaptureEvent> block() {
        List<CaptureEvent> block = new ArrayList<>(Math.min(BLOCK, unstored.size()));
        Iterator<CaptureEvent> from = unstored.iterator();
        CaptureEvent first = unstored.getFirst();
        while (from.hasNext() && block.size() < BLOCK) {
            CaptureEvent next = from.next();
            if (!next.policyHash().equals(first.policyHash())
                    || !next.grant().equals(first.grant())
                    || !next.purpose().equals(first.purpose())) {
                break;
            }
            block.add(next);
        }
        return block;
    }

    private boolean append(List<CaptureEvent> block) {
        List<Image> with = images.of(block);
        try {
            if (with.isEmpty()) {
                store.append(block);
            } else {
                store.append(block, with);
            }
        } catch (StoreException e) {
            failed(e.reason() + ": " + e.getMessage(), e.reason() == StoreException.Reason.FULL);
            return false;
        } catch (RuntimeException e) {
            failed("IO: " + e.getClass().getName(), false);
            return false;
        }
        for (int i = 0; i < block.size(); i++) {
            unstored.removeFirst();
        }
        images.stored(with);
        counters.stored += block.size();
        counters.lastStoredMillis = block.get(block.size() - 1).time().wallMillis();
        return true;
    }

    private void failed(String why, boolean full) {
        if (!failing) {
            logger.warn("the store does not take events; {} wait: {}", unstored.size(), why);
        }
        failing = true;
        problem = "store " + why;
        retryAt = clocks.nanos() + (full ? FULL_RETRY_NANOS : backOff);
        backOff = full ? FIRST_RETRY_NANOS : Math.min(LAST_RETRY_NANOS, backOff * 2);
    }

    private void recovered() {
        logger.info("storing again");
        failing = false;
        problem = "";
        backOff = FIRST_RETRY_NANOS;
    }

    /** What keeps events from being stored, empty when nothing does. Any thread. */
    String problem() {
        return problem;
    }

    void each(Consumer<CaptureEvent> of) {
        unstored.forEach(of);
    }

    int size() {
        return unstored.size();
    }

    /** Gives up what {@code of} says, marks excepted; how many. */
    long remove(Predicate<CaptureEvent> of) {
        long before = unstored.size();
        unstored.removeIf(event -> !(event.body() instanceof Mark) && of.test(event));
        return before - unstored.size();
    }
}
