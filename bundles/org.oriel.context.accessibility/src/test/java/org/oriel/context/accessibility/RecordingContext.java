package org.oriel.context.accessibility;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.oriel.api.context.ContextFeed;
import org.oriel.api.context.ContextSink;
import org.oriel.api.context.FieldState;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.Target;

/** Remembers what was told. */
final class RecordingContext implements ContextSink, ContextFeed {
    final List<FieldState> fields = new CopyOnWriteArrayList<>();
    volatile String desktop = "";
    volatile boolean closed;

    @Override
    public ContextFeed open(String name) {
        desktop = name;
        return this;
    }

    @Override
    public boolean field(FieldState state) {
        return fields.add(state);
    }

    @Override
    public boolean tell(Target holder, long monotonicNanos, String origin, EventBody body) {
        throw new AssertionError("nothing but fields is told");
    }

    @Override
    public boolean acting(long monotonicNanos, String agent) {
        throw new AssertionError("nothing but fields is told");
    }

    Optional<FieldState> last() {
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields.get(fields.size() - 1));
    }

    @Override
    public void close() {
        closed = true;
    }
}
