package org.oriel.tck;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.ContextSink;

/** A context sink that keeps everything an extractor tells, and can refuse. */
public final class FakeContextSink implements ContextSink {
    private final List<FakeContextFeed> feeds = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean allowed = true;
    private volatile int capacity = Integer.MAX_VALUE;
    private volatile Set<String> kinds = Set.of();

    /** One whose feeds take everything. */
    public FakeContextSink() {}

    /** From now on capture is not allowed: {@link #open} throws. */
    public FakeContextSink forbid() {
        allowed = false;
        return this;
    }

    /** Feeds opened from now on are full after {@code most} things. */
    public FakeContextSink capacity(int most) {
        capacity = most;
        return this;
    }

    /** Feeds opened from now on refuse bodies of other kinds, as the host does with what a bundle did not declare. */
    public FakeContextSink declared(Set<String> only) {
        kinds = Set.copyOf(only);
        return this;
    }

    /** How often opening was refused. */
    public int refusals() {
        return refusals.get();
    }

    /** Every feed that was opened, in order. */
    public List<FakeContextFeed> feeds() {
        return List.copyOf(feeds);
    }

    /** The only feed that was opened. */
    public FakeContextFeed feed() {
        if (feeds.size() != 1) {
            throw new AssertionError("context feeds opened: " + feeds.size() + ", expected: 1");
        }
        return feeds.get(0);
    }

    @Override
    public ContextFeed open(String desktop) {
        if (!allowed) {
            refusals.incrementAndGet();
            throw new IllegalStateException("capture is not allowed");
        }
        FakeContextFeed feed = new FakeContextFeed(desktop, capacity, kinds);
        feeds.add(feed);
        return feed;
    }
}
