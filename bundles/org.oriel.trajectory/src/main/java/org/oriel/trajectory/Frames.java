package org.oriel.trajectory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Frame;

/** The last frames of a session, a bounded number. */
final class Frames {
    private static final int MOST = 256;

    private final Map<String, Frame> frames = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Frame> eldest) {
            return size() > MOST;
        }
    };
    private @Nullable Frame newest;

    void add(Frame frame) {
        frames.put(frame.frame(), frame);
        newest = frame;
    }

    @Nullable
    Frame get(String id) {
        return frames.get(id);
    }

    @Nullable
    Frame newest() {
        return newest;
    }

    void clear() {
        frames.clear();
        newest = null;
    }
}
