package org.oriel.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches one thread while it is in plugin code. The thread is either the host's or the plugin's; the watchdog can take
 * it away only while it is the plugin's, and then it never becomes the host's again. So nothing that the host owns is
 * touched by a thread that was given up.
 */
final class Guard {
    /** What the plugin was called for. */
    enum Step {
        TARGET,
        TRACK,
        DECODE,
        SKIP,
        REDACT,
        DETECT
    }

    private static final long TAKEN = -1;
    private static final long SAMPLE_NANOS = 10_000_000;

    private final Clocks clocks;
    private final long budgetNanos;
    private final long hangNanos;
    /** Even: host. Odd: plugin. Each call has its own number. */
    private final AtomicLong state = new AtomicLong();

    private volatile @Nullable Plugin plugin;
    private volatile Step step = Step.TARGET;
    private volatile long since;
    // Of the watched thread.
    private long sampledAt;
    private long sample = -1;
    private boolean sampled;
    private long hostSince;

    Guard(Clocks clocks, long budgetNanos, long hangNanos) {
        this.clocks = clocks;
        this.budgetNanos = budgetNanos;
        this.hangNanos = hangNanos;
    }

    /** Before the call; {@code false} when the plugin is gone and must not be called. */
    boolean enter(Plugin called, Step what) {
        long now = clocks.nanos();
        if (sampled && now - sampledAt > SAMPLE_NANOS) {
            sampledAt = now;
            sample = clocks.processor().getAsLong();
        }
        plugin = called;
        step = what;
        since = now;
        state.set(state.get() + 1);
        // After the state: whoever makes it leave looks at the state next, so one of the two sees the other.
        if (called.gone()) {
            toHost();
            return false;
        }
        return true;
    }

    /** After the call; {@code true} when it took too long. */
    boolean exit() {
        long began = since;
        toHost();
        long took = clocks.nanos() - began;
        return took > budgetNanos && overran(took);
    }

    /** A busy machine is not the plugin's fault: what counts is what the thread computed, unless it was very long. */
    private boolean overran(long took) {
        if (took > hangNanos / 2) {
            return true;
        }
        if (!sampled) {
            sampled = true;
            sampledAt = clocks.nanos();
            sample = clocks.processor().getAsLong();
            return false;
        }
        return sample >= 0 && clocks.processor().getAsLong() - sample > budgetNanos;
    }

    /** The plugin calls back. */
    void callback() {
        toHost();
        hostSince = clocks.nanos();
    }

    /** The callback is done; its time is not the plugin's. */
    void resume() {
        long began = since;
        since = began + (clocks.nanos() - hostSince);
        state.set(state.get() + 1);
    }

    private void toHost() {
        long now = state.get();
        if (now == TAKEN || !state.compareAndSet(now, now + 1)) {
            throw new Abandoned();
        }
        assert (now & 1) == 1 : "was not in a plugin";
    }

    /** The watchdog asks: takes the thread away when it has been in one call for too long. */
    boolean expire(long now) {
        long seen = state.get();
        if (seen == TAKEN || (seen & 1) == 0 || now - since <= hangNanos) {
            return false;
        }
        return state.compareAndSet(seen, TAKEN);
    }

    /** Whether the thread is in code of {@code other} now. */
    boolean in(Plugin other) {
        long seen = state.get();
        return (seen & 1) == 1 && seen != TAKEN && plugin == other;
    }

    /** Whether the thread is in any plugin now. */
    boolean busy() {
        long seen = state.get();
        return seen != TAKEN && (seen & 1) == 1;
    }

    @Nullable
    Plugin plugin() {
        return plugin;
    }

    Step step() {
        return step;
    }
}
