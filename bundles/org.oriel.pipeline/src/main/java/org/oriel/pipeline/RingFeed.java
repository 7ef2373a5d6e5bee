package org.oriel.pipeline;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Scroll;
import org.oriel.api.event.Subject;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;

/** A source's ring, what it refused, and what the pipeline knows of that source. */
final class RingFeed implements Feed {
    /** Names of {@link RecordKind} in gap marks; index 0 stands for kinds that are not known. */
    private static final String[] KINDS = {
        "other",
        "key",
        "button",
        "scroll",
        "pointer",
        "focus",
        "title",
        "geometry",
        "stack",
        "close",
        "keyboard-state",
        "keymap",
        "text",
        "window",
        "suppressed",
        "hook-restarted"
    };

    /** The kind of a source that plays what was recorded elsewhere, whatever is in it. */
    private static final String RECORDED = "recorded";

    /** A pointer that is thinned out is still told at 20 Hz. */
    private static final long POINTER_NANOS = 50_000_000;

    private static final long NOWHERE = -1;

    final Plugin plugin;
    final Set<String> kinds;
    final RecordDecoder decoder;
    final Ring ring;
    /** Tells its window ids from those of a feed of another desktop. */
    final int space;
    /** Name of the desktop that its window ids are of; empty for its own alone. */
    final String desktop;

    private final Signal signal;
    private final Consumer<RingFeed> closer;
    private final long half;
    private final long most;
    private final AtomicLongArray refused = new AtomicLongArray(KINDS.length);
    private final AtomicLong thinned = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private volatile long lastPointer;
    private volatile long lossAt = NOWHERE;
    private volatile boolean closed;

    // What follows is the pipeline thread's.
    /** The admitted window that has the keyboard, 0 for none. */
    int focused;

    Subject focusedSubject = Subject.NONE;
    FloodMeter flood;
    /** Nothing of it is decoded any more; why what is left in the ring is dropped. */
    String dead = "";

    private final long[] refusedTold = new long[KINDS.length];
    private long thinnedTold;
    private long lateTold;

    RingFeed(
            Plugin plugin,
            Set<String> kinds,
            RecordDecoder decoder,
            Ring ring,
            int space,
            String desktop,
            FloodMeter flood,
            Signal signal,
            Consumer<RingFeed> closer) {
        this.plugin = plugin;
        this.kinds = kinds;
        this.decoder = decoder;
        this.ring = ring;
        this.space = space;
        this.desktop = desktop;
        this.flood = flood;
        this.signal = signal;
        this.closer = closer;
        half = ring.capacity() / 2;
        most = ring.capacity() * 9L / 10;
    }

    @Override
    public boolean offer(RawRecord raw) {
        if (closed) {
            late.incrementAndGet();
            return false;
        }
        if (raw.kind() == RecordKind.POINTER) {
            long fill = ring.tail() - ring.head();
            if (fill > most) {
                refused.incrementAndGet(RecordKind.POINTER);
                return false;
            }
            if (fill > half && raw.monotonicNanos() - lastPointer < POINTER_NANOS) {
                thinned.incrementAndGet();
                return true;
            }
            lastPointer = raw.monotonicNanos();
        }
        if (!ring.offer(raw)) {
            refuse(raw.kind());
            return false;
        }
        signal.record();
        return true;
    }

    private void refuse(int kind) {
        refused.incrementAndGet(kind > 0 && kind < KINDS.length ? kind : 0);
        if (kind != RecordKind.POINTER && lossAt == NOWHERE) {
            lossAt = ring.tail();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closer.accept(this);
        }
    }

    /** Whether the source declared what {@code body} is; what was not declared was neither permitted nor agreed to. */
    boolean permits(EventBody body) {
        String type = body.type();
        int dot = type.indexOf('.');
        return kinds.contains(dot < 0 ? type : type.substring(0, dot))
                || (body instanceof Scroll && kinds.contains("pointer"))
                || kinds.contains(RECORDED);
    }

    /** No offer is taken from now on. */
    void shut() {
        closed = true;
    }

    boolean shutAlready() {
        return closed;
    }

    /** Whether something other than pointer positions was lost before the next record; asking settles it. */
    boolean lostBeforeNext() {
        long at = lossAt;
        if (at == NOWHERE || ring.head() < at) {
            return false;
        }
        lossAt = NOWHERE;
        return true;
    }

    /** How many records were offered, taken or not. */
    long offered() {
        long sum = ring.tail() + thinned.get() + late.get();
        for (int i = 0; i < KINDS.length; i++) {
            sum += refused.get(i);
        }
        return sum;
    }

    /** Adds what was refused since the last time to the counters. */
    void account(Counters counters, Gaps gaps) {
        for (int i = 0; i < KINDS.length; i++) {
            long more = refused.get(i) - refusedTold[i];
            refusedTold[i] += more;
            counters.received += more;
            counters.drop("ring-full", more);
            gaps.add("ring-full", KINDS[i], more);
        }
        long thinner = thinned.get() - thinnedTold;
        thinnedTold += thinner;
        counters.received += thinner;
        counters.drop("pointer-thinned", thinner);
        gaps.add("pointer-thinned", "pointer", thinner);
        long later = late.get() - lateTold;
        lateTold += later;
        counters.received += later;
        counters.drop("feed-closed", later);
    }
}
