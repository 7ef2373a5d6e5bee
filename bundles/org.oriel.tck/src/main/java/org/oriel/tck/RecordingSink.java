package org.oriel.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RecordDecoder;

/** An event sink that keeps every record it is offered, and can refuse. */
public final class RecordingSink implements EventSink {
    private final List<RecordingFeed> feeds = new CopyOnWriteArrayList<>();
    private final int capacity;
    private volatile boolean allowed = true;

    /** One whose feeds take any number of records. */
    public RecordingSink() {
        this(Integer.MAX_VALUE);
    }

    /** One whose feeds are full after {@code capacity} records. */
    public RecordingSink(int capacity) {
        this.capacity = capacity;
    }

    /** From now on capture is not allowed: {@link #open} throws. */
    public RecordingSink forbid() {
        allowed = false;
        return this;
    }

    /** Every feed that was opened, in order. */
    public List<RecordingFeed> feeds() {
        return List.copyOf(feeds);
    }

    /** The only feed that was opened. */
    public RecordingFeed feed() {
        if (feeds.size() != 1) {
            throw new AssertionError("feeds opened: " + feeds.size() + ", expected: 1");
        }
        return feeds.get(0);
    }

    @Override
    public Feed open(RecordDecoder decoder) {
        if (!allowed) {
            throw new IllegalStateException("capture is not allowed");
        }
        RecordingFeed feed = new RecordingFeed(decoder, capacity);
        feeds.add(feed);
        return feed;
    }
}
