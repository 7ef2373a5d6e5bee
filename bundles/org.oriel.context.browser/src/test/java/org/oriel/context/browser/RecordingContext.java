package org.oriel.context.browser;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.ContextSink;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.Target;

/** Keeps what is told. */
final class RecordingContext implements ContextSink, ContextFeed {
    /** What was told of something that happened. */
    record Told(Target holder, long nanos, String origin, EventBody body) {}

    final List<FieldState> fields = new CopyOnWriteArrayList<>();
    final List<Told> told = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    volatile boolean full;

    @Override
    public ContextFeed open(String desktop) {
        return this;
    }

    @Override
    public boolean field(FieldState state) {
        if (full || closed) {
            return false;
        }
        return fields.add(state);
    }

    @Override
    public boolean tell(Target holder, long monotonicNanos, String origin, EventBody body) {
        if (full || closed) {
            return false;
        }
        return told.add(new Told(holder, monotonicNanos, origin, body));
    }

    @Override
    public boolean acting(long monotonicNanos, String agent) {
        return !full;
    }

    @Override
    public void close() {
        closed = true;
    }

    <T> List<T> bodies(Class<T> type) {
        return told.stream()
                .map(Told::body)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
