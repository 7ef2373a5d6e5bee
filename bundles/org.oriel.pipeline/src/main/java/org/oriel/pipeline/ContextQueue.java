package org.oriel.pipeline;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.Target;

/** What an extractor told and the pipeline has not handled. Any threads tell, the pipeline thread takes; no lock. */
final class ContextQueue implements ContextFeed {
    static final int CAPACITY = 4_096;

    /** Something that was told; its time is never later than when it was told. */
    sealed interface Said {
        long nanos();
    }

    record Field(FieldState state) implements Said {
        @Override
        public long nanos() {
            return state.untilNanos();
        }
    }

    record Told(Target holder, long nanos, String origin, EventBody body) implements Said {}

    record Acting(long nanos, String agent) implements Said {}

    final Plugin plugin;
    final Set<String> kinds;
    /** Tells its window ids from those of another desktop; 0 where it has none. */
    final int space;

    private final Clocks clocks;
    private final Signal signal;
    private final ConcurrentLinkedQueue<Said> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong refusedStates = new AtomicLong();
    private final AtomicLong refusedEvents = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean suspended;

    // What follows is the pipeline thread's.
    final FloodMeter flood;
    private long statesTold;
    private long eventsTold;
    private long lateTold;

    ContextQueue(Plugin plugin, Set<String> kinds, int space, FloodMeter flood, Clocks clocks, Signal signal) {
        this.plugin = plugin;
        this.kinds = kinds;
        this.space = space;
        this.flood = flood;
        this.clocks = clocks;
        this.signal = signal;
    }

    @Override
    public boolean field(FieldState state) {
        return offer(new Field(notLater(state)), refusedStates);
    }

    @Override
    public boolean tell(Target holder, long monotonicNanos, String origin, EventBody body) {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(body, "body");
        return offer(new Told(holder, notLater(monotonicNanos), origin, body), refusedEvents);
    }

    @Override
    public boolean acting(long monotonicNanos, String agent) {
        Objects.requireNonNull(agent, "agent");
        return offer(new Acting(notLater(monotonicNanos), agent), refusedStates);
    }

    /** Nobody knows what will be: a state that reaches beyond now would decide about keys that nobody has pressed. */
    private FieldState notLater(FieldState state) {
        long until = notLater(state.untilNanos());
        if (until == state.untilNanos()) {
            return state;
        }
        long since = state.sinceNanos() - until > 0 ? until : state.sinceNanos();
        long after = state.afterNanos() - since > 0 ? since : state.afterNanos();
        return new FieldState(
                state.holder(),
                after,
                since,
                until,
                state.field(),
                state.privacy(),
                state.origin(),
                state.text(),
                state.caret(),
                state.anchor());
    }

    private long notLater(long nanos) {
        long now = clocks.nanos();
        return nanos - now > 0 ? now : nanos;
    }

    private boolean offer(Said said, AtomicLong refused) {
        offered.incrementAndGet();
        if (closed || suspended) {
            if (refused == refusedEvents) {
                late.incrementAndGet();
            }
            return false;
        }
        if (size.incrementAndGet() > CAPACITY) {
            size.decrementAndGet();
            refused.incrementAndGet();
            return false;
        }
        queue.add(said);
        signal.record();
        return true;
    }

    @Override
    public void close() {
        closed = true;
        signal.record();
    }

    boolean isClosed() {
        return closed;
    }

    /** Nothing is taken any more, and what waits is dropped when its turn comes. */
    void suspend() {
        suspended = true;
    }

    boolean isSuspended() {
        return suspended;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    @Nullable
    Said peek() {
        return queue.peek();
    }

    void remove() {
        if (queue.poll() != null) {
            size.decrementAndGet();
        }
    }

    /** How much was told, taken or not. */
    long offered() {
        return offered.get();
    }

    /** Adds what was refused since the last time to the counters. Only what would have become an event counts there. */
    void account(Counters counters, Gaps gaps) {
        long states = refusedStates.get() - statesTold;
        statesTold += states;
        gaps.add("context-full", "states", states);
        long events = refusedEvents.get() - eventsTold;
        eventsTold += events;
        counters.received += events;
        counters.drop("context-full", events);
        gaps.add("context-full", "events", events);
        long later = late.get() - lateTold;
        lateTold += later;
        counters.received += later;
        counters.drop("feed-closed", later);
    }
}
