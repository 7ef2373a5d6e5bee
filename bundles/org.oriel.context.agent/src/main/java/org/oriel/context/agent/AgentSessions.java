package org.oriel.context.agent;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Extension;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.api.source.Target;

/** Who drives, one agent at a time, and what the pipeline is told of it. */
final class AgentSessions implements AutoCloseable {
    static final String SCHEMA = "org.oriel.episode/1";

    private final ContextFeed feed;
    private final LongSupplier clock;
    private final Object lock = new Object();
    // Guarded by lock. The feed is the host's and never blocks: it may be called under it, in the order of what
    // happened.
    private @Nullable Object driver;
    private boolean task;
    private boolean closed;
    private long told;
    private long refused;

    AgentSessions(ContextFeed feed, LongSupplier clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /** Begins; {@code false} when somebody drives already, or capture ends. */
    boolean start(Object agent, String name, Target holder, Sensitive assignment) {
        synchronized (lock) {
            if (driver != null || closed) {
                return false;
            }
            long now = clock.getAsLong();
            driver = agent;
            task = !assignment.isEmpty();
            count(feed.acting(now, name));
            if (task) {
                tell(holder, now, new Mark(Mark.Kind.EPISODE_START, "agent", Map.of()));
                tell(holder, now, episode("task", assignment));
            }
            return true;
        }
    }

    /** Ends what {@code agent} began; {@code false} when it does not drive. */
    boolean end(Object agent, Target holder, String outcome) {
        synchronized (lock) {
            if (driver != agent || closed) {
                return false;
            }
            long now = clock.getAsLong();
            driver = null;
            if (task) {
                tell(holder, now, episode("outcome", Sensitive.of(outcome)));
                tell(holder, now, new Mark(Mark.Kind.EPISODE_END, outcome, Map.of()));
            }
            count(feed.acting(now, ""));
            return true;
        }
    }

    private static Extension episode(String field, Sensitive value) {
        Map<String, Sensitive> fields = new TreeMap<>();
        fields.put(field, value);
        return new Extension(SCHEMA, fields);
    }

    private void tell(Target holder, long now, EventBody body) {
        count(feed.tell(holder, now, "", body));
    }

    private void count(boolean taken) {
        if (taken) {
            told++;
        } else {
            refused++;
        }
    }

    long told() {
        synchronized (lock) {
            return told;
        }
    }

    long refused() {
        synchronized (lock) {
            return refused;
        }
    }

    String state() {
        synchronized (lock) {
            return driver == null ? "no agent drives" : "an agent drives";
        }
    }

    /** Ends the feed; every conversation must have ended before. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        feed.close();
    }
}
