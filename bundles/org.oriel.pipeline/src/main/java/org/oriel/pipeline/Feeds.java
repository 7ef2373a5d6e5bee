package org.oriel.pipeline;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.source.RecordDecoder;

/** The feeds of the session, if there is one. Opening and closing from any thread, reading from the pipeline's. */
final class Feeds {
    private static final RingFeed[] NONE = {};

    private final Settings settings;
    private final Clocks clocks;
    private final Signal signal;
    /** Guards opening: the list and whether there is a session. */
    private final Object lock = new Object();

    private volatile RingFeed[] open = NONE;
    private boolean accepting;
    private int numbers;
    private final Spaces spaces = new Spaces();

    Feeds(Settings settings, Clocks clocks, Signal signal) {
        this.settings = settings;
        this.clocks = clocks;
        this.signal = signal;
    }

    /** A session began. */
    void accept() {
        synchronized (lock) {
            accepting = true;
        }
    }

    boolean accepting() {
        synchronized (lock) {
            return accepting;
        }
    }

    /** Does {@code opening} unless there is no session; none begins or ends meanwhile. */
    void whileAccepting(Runnable opening) {
        synchronized (lock) {
            if (!accepting) {
                throw new IllegalStateException("capture is not allowed now");
            }
            opening.run();
        }
    }

    RingFeed open(Plugin plugin, Set<String> kinds, RecordDecoder decoder, String desktop, Consumer<RingFeed> closer) {
        Ring ring = new Ring(settings.ringRecords());
        FloodMeter flood = new FloodMeter(settings.floodRecordsPerSecond(), clocks.nanos());
        synchronized (lock) {
            if (!accepting) {
                throw new IllegalStateException("capture is not allowed now");
            }
            int space = desktop.isEmpty() ? ++numbers : spaces.of(desktop);
            RingFeed feed = new RingFeed(plugin, kinds, decoder, ring, space, desktop, flood, signal, closer);
            RingFeed[] more = Arrays.copyOf(open, open.length + 1);
            more[open.length] = feed;
            open = more;
            return feed;
        }
    }

    /** The session ends: nothing is opened and nothing is taken any more. */
    void shut() {
        synchronized (lock) {
            accepting = false;
            for (RingFeed feed : open) {
                feed.shut();
            }
        }
    }

    void remove(RingFeed feed) {
        synchronized (lock) {
            open = Arrays.stream(open).filter(other -> other != feed).toArray(RingFeed[]::new);
        }
    }

    /** Forgets all feeds; whoever still holds one can only count. */
    void forget() {
        synchronized (lock) {
            open = NONE;
        }
    }

    RingFeed[] all() {
        return open;
    }

    /** Whether there is a record to handle. */
    boolean ready() {
        for (RingFeed feed : open) {
            if (feed.ring.ready()) {
                return true;
            }
        }
        return false;
    }

    /** The feed with the oldest record, or null when there is none. */
    @Nullable
    RingFeed oldest() {
        RingFeed[] feeds = open;
        RingFeed oldest = null;
        for (RingFeed feed : feeds) {
            if (feed.ring.ready() && (oldest == null || feed.ring.time() - oldest.ring.time() < 0)) {
                oldest = feed;
            }
        }
        return oldest;
    }

    /** The space of the window ids of a desktop. */
    int space(String desktop) {
        synchronized (lock) {
            return spaces.of(desktop);
        }
    }

    /** The name of a space of window ids, empty for that of a single feed. */
    String desktop(int space) {
        synchronized (lock) {
            return spaces.name(space);
        }
    }

    /** Records in all rings, about. */
    long waiting() {
        long sum = 0;
        for (RingFeed feed : open) {
            sum += feed.ring.tail() - feed.ring.head();
        }
        return sum;
    }
}
