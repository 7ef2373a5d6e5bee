package org.oriel.pipeline;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The open context feeds of the session, if there is one. Opening from any thread, reading from the pipeline's. */
final class ContextFeeds {
    /** So much less than a source: what an application says is about what a person does. */
    private static final long FLOOD_SHARE = 10;

    private final Settings settings;
    private final Clocks clocks;
    private final Signal signal;
    private final Feeds feeds;
    private final List<ContextQueue> open = new CopyOnWriteArrayList<>();

    ContextFeeds(Settings settings, Clocks clocks, Signal signal, Feeds feeds) {
        this.settings = settings;
        this.clocks = clocks;
        this.signal = signal;
        this.feeds = feeds;
    }

    ContextQueue open(Plugin plugin, Set<String> kinds, String desktop) {
        int space = desktop.isEmpty() ? 0 : feeds.space(desktop);
        FloodMeter flood = new FloodMeter(settings.floodRecordsPerSecond() / FLOOD_SHARE, clocks.nanos());
        ContextQueue queue = new ContextQueue(plugin, kinds, space, flood, clocks, signal);
        feeds.whileAccepting(() -> open.add(queue));
        return queue;
    }

    /** The session ends: nothing is taken any more; whoever still holds a feed can only count. */
    void shut() {
        open.forEach(ContextQueue::close);
    }

    void remove(ContextQueue queue) {
        open.remove(queue);
    }

    void forget() {
        open.clear();
    }

    List<ContextQueue> all() {
        return open;
    }

    /** Whether something was told that is not handled, or somebody closed. */
    boolean ready() {
        for (ContextQueue queue : open) {
            if (!queue.isEmpty() || queue.isClosed()) {
                return true;
            }
        }
        return false;
    }

    /** The queue with the oldest thing that was told, or null when there is none. */
    @Nullable
    ContextQueue oldest() {
        ContextQueue oldest = null;
        long time = 0;
        for (ContextQueue queue : open) {
            ContextQueue.Said head = queue.peek();
            if (head != null && (oldest == null || head.nanos() - time < 0)) {
                oldest = queue;
                time = head.nanos();
            }
        }
        return oldest;
    }
}
