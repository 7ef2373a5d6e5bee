package org.oriel.pipeline;

import java.util.Objects;
import java.util.function.Consumer;
import org.oriel.api.event.EventBody;

/** Calls decoders under their budget. Pipeline thread only. */
final class DecoderCalls {
    private final Clocks clocks;
    private final Suspensions suspensions;

    DecoderCalls(Clocks clocks, Suspensions suspensions) {
        this.clocks = clocks;
        this.suspensions = suspensions;
    }

    /**
     * Calls the decoder with the record of {@code runner}; the answer is in its fields. {@code false} when there is none:
     * it threw, or may not be called any more, and then the feed is dead.
     */
    boolean call(Runner runner, RingFeed feed, Guard.Step step) {
        if (!runner.guard.enter(feed.plugin, step)) {
            feed.dead = "feed-closed";
            return false;
        }
        Throwable failure = null;
        try {
            run(runner, feed, step);
        } catch (Throwable thrown) {
            // Whatever it is: the plugin's trouble must not become the pipeline's.
            failure = thrown;
        }
        boolean overran = runner.guard.exit();
        if (failure == null && !overran) {
            return true;
        }
        String reason = overran ? feed.plugin.overran(clocks.nanos()) : "";
        if (failure != null) {
            String often = feed.plugin.failed();
            suspensions.failed(feed.plugin, failure);
            reason = reason.isEmpty() ? often : reason;
        }
        if (!reason.isEmpty()) {
            suspend(feed, reason);
        }
        return failure == null;
    }

    private static void run(Runner runner, RingFeed feed, Guard.Step step) {
        switch (step) {
            case TARGET -> runner.target = Objects.requireNonNull(feed.decoder.target(runner.raw), "target");
            case TRACK -> feed.decoder.track(runner.raw);
            case SKIP -> feed.decoder.skip(runner.raw);
            case DECODE -> {
                Collector collector = new Collector(runner);
                feed.decoder.decode(runner.raw, collector);
                collector.over = true;
            }
            default -> throw new IllegalArgumentException("not for a decoder: " + step);
        }
    }

    /** The source is not called again; what it still offers is refused and counted. */
    void suspend(RingFeed feed, String reason) {
        feed.shut();
        feed.dead = "source-suspended";
        suspensions.suspend(feed.plugin, reason);
    }

    /** Takes bodies during the call only, and from its thread only. */
    private static final class Collector implements Consumer<EventBody> {
        private final Runner runner;
        private final Thread thread = Thread.currentThread();
        private volatile boolean over;

        Collector(Runner runner) {
            this.runner = runner;
        }

        @Override
        public void accept(EventBody body) {
            if (over || Thread.currentThread() != thread) {
                throw new IllegalStateException("decode handed over a body after it returned, or from another thread");
            }
            runner.bodies.add(Objects.requireNonNull(body, "body"));
        }
    }
}
