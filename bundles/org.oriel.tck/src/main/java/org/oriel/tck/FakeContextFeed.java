package org.oriel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Mark;
import org.oriel.api.source.Target;

/** A context feed that keeps what it was told; opened by {@link FakeContextSink}. */
public final class FakeContextFeed implements ContextFeed {
    /**
     * Something that was told to have happened.
     *
     * @param holder whose window
     * @param monotonicNanos when
     * @param origin origin of the page
     * @param body what
     */
    public record Told(Target holder, long monotonicNanos, String origin, EventBody body) {}

    /**
     * That somebody drives, or no longer does.
     *
     * @param monotonicNanos since when
     * @param agent name; empty when nobody does
     */
    public record Acting(long monotonicNanos, String agent) {}

    private final String desktop;
    private final Set<String> kinds;
    private final Object lock = new Object();
    // Guarded by lock.
    private final List<Object> all = new ArrayList<>();
    private int capacity;
    private long refused;
    private long undeclared;
    private long late;
    private int closes;

    FakeContextFeed(String desktop, int capacity, Set<String> kinds) {
        this.desktop = desktop;
        this.capacity = capacity;
        this.kinds = kinds;
    }

    /** The space of window ids it was opened for. */
    public String desktop() {
        return desktop;
    }

    /** From now on it takes {@code most} things in all. */
    public void capacity(int most) {
        synchronized (lock) {
            capacity = most;
        }
    }

    @Override
    public boolean field(FieldState state) {
        return take(state);
    }

    @Override
    public boolean tell(Target holder, long monotonicNanos, String origin, EventBody body) {
        boolean mark = body instanceof Mark said
                && (said.mark() == Mark.Kind.INTERVENTION
                        || said.mark() == Mark.Kind.EPISODE_START
                        || said.mark() == Mark.Kind.EPISODE_END);
        boolean declared = kinds.isEmpty() || kinds.contains(body.type());
        if (body instanceof Mark ? !mark : !declared) {
            synchronized (lock) {
                undeclared++;
                lock.notifyAll();
            }
            return false;
        }
        return take(new Told(holder, monotonicNanos, origin, body));
    }

    @Override
    public boolean acting(long monotonicNanos, String agent) {
        return take(new Acting(monotonicNanos, agent));
    }

    private boolean take(Object said) {
        synchronized (lock) {
            boolean taken = closes == 0 && all.size() < capacity;
            if (taken) {
                all.add(said);
            } else if (closes > 0) {
                late++;
            } else {
                refused++;
            }
            lock.notifyAll();
            return taken;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closes++;
            lock.notifyAll();
        }
    }

    /** The states that it took, in order. */
    public List<FieldState> fields() {
        return all(FieldState.class);
    }

    /** What it took as having happened, in order. */
    public List<Told> told() {
        return all(Told.class);
    }

    /** The bodies of {@link #told}. */
    public List<EventBody> bodies() {
        return told().stream().map(Told::body).toList();
    }

    /** The agents that it took, in order. */
    public List<Acting> acting() {
        return all(Acting.class);
    }

    private <T> List<T> all(Class<T> kind) {
        synchronized (lock) {
            return all.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /** How much it refused because it was full. */
    public long refused() {
        synchronized (lock) {
            return refused;
        }
    }

    /** How many bodies it refused for their kind. */
    public long undeclared() {
        synchronized (lock) {
            return undeclared;
        }
    }

    /** How much was told after {@link #close}. */
    public long toldAfterClose() {
        synchronized (lock) {
            return late;
        }
    }

    /** How often it was closed. */
    public int closes() {
        synchronized (lock) {
            return closes;
        }
    }

    /** How much it was told, taken or not. */
    public long offers() {
        synchronized (lock) {
            return all.size() + refused + undeclared;
        }
    }

    /** Waits until it was told {@code count} things, taken or refused; fails after {@code seconds}. */
    public void awaitOffers(long count, int seconds) throws InterruptedException {
        await(count + " things told, so far " + offers(), () -> offers() >= count, seconds);
    }

    /** Waits until {@code condition} holds, looking each time something is told; fails after {@code seconds}. */
    public void await(String what, BooleanSupplier condition, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("not within " + seconds + " s: " + what);
                }
                lock.wait(left);
            }
        }
    }
}
