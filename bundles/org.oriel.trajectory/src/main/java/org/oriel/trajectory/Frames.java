package org.oriel.trajectory;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Frame;

/** The last frames of a session, a bounded number. */
final class Frames {
    private static final int MOST = 256;

    private record Taken(Frame frame, long nanos) {}

    private final Map<String, Taken> frames = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Taken> eldest) {
            return size() > MOST;
        }
    };
    private @Nullable Frame newest;

    void add(Frame frame, long nanos) {
        frames.put(frame.frame(), new Taken(frame, nanos));
        newest = frame;
    }

    @Nullable
    Frame get(String id) {
        Taken taken = frames.get(id);
        return taken == null ? null : taken.frame();
    }

    @Nullable
    Frame newest() {
        return newest;
    }

    /** Drops what was taken at that time or later, and says which. */
    Set<String> forget(long fromNanos) {
        Set<String> gone = new HashSet<>();
        frames.forEach((id, taken) -> {
            if (taken.nanos() >= fromNanos) {
                gone.add(id);
            }
        });
        frames.keySet().removeAll(gone);
        newest = frames.values().stream()
                .reduce((one, later) -> later)
                .map(Taken::frame)
                .orElse(null);
        return gone;
    }

    void clear() {
        frames.clear();
        newest = null;
    }
}
