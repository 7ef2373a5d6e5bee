package org.oriel.context.ide;

import java.util.concurrent.atomic.AtomicLong;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.Target;

/** The feed, and how much it took. */
final class IdeTold implements AutoCloseable {
    private final ContextFeed feed;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    IdeTold(ContextFeed feed) {
        this.feed = feed;
    }

    void field(FieldState state) {
        count(feed.field(state));
    }

    void tell(Target holder, long nanos, EventBody body) {
        count(feed.tell(holder, nanos, "", body));
    }

    private void count(boolean took) {
        (took ? taken : refused).incrementAndGet();
    }

    long taken() {
        return taken.get();
    }

    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        feed.close();
    }
}
