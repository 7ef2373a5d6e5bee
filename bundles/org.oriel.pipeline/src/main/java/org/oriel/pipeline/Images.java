package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.Image;

/** Images whose frame events are on their way, until they are stored with them. Pipeline thread only. */
final class Images {
    /** A frame is some ten kilobytes; behind typed text that is held back for minutes a hundred may wait. */
    static final long MOST_BYTES = 16L << 20;
    /** Ids only; older ones are handed over again. */
    private static final int MOST_STORED = 4_096;

    private final Map<String, Image> waiting = new LinkedHashMap<>();
    private final Map<String, Boolean> stored = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_STORED;
        }
    };
    private long bytes;

    /** Whether a frame may name it without handing it over. */
    boolean knows(String image) {
        return waiting.containsKey(image) || stored.containsKey(image);
    }

    boolean hasRoomFor(@Nullable Image image) {
        return image == null || bytes + image.bytes() <= MOST_BYTES;
    }

    void add(@Nullable Image image) {
        if (image != null && !waiting.containsKey(image.id())) {
            waiting.put(image.id(), image);
            bytes += image.bytes();
        }
    }

    /** What must be stored with {@code events}, each after the one it is based on. */
    List<Image> of(List<CaptureEvent> events) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        Set<Image> needed = new java.util.LinkedHashSet<>();
        for (CaptureEvent event : events) {
            if (event.body() instanceof Frame frame) {
                Image image = waiting.get(frame.image());
                if (image != null) {
                    Image base = waiting.get(image.base());
                    if (base != null) {
                        needed.add(base);
                    }
                    needed.add(image);
                }
            }
        }
        return new ArrayList<>(needed);
    }

    /** They are durable. */
    void stored(List<Image> images) {
        for (Image image : images) {
            if (waiting.remove(image.id()) != null) {
                bytes -= image.bytes();
            }
            stored.put(image.id(), true);
        }
    }

    /** Stored events were deleted, and with them images. */
    void forgetStored() {
        stored.clear();
    }

    /** Drops what no event on its way names; {@code events} goes through all of them. */
    void sweep(Consumer<Consumer<CaptureEvent>> events) {
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> named = new HashSet<>();
        events.accept(event -> {
            if (event.body() instanceof Frame frame) {
                named.add(frame.image());
            }
        });
        for (Image image : waiting.values()) {
            if (named.contains(image.id())) {
                named.add(image.base());
            }
        }
        waiting.values().removeIf(image -> !named.contains(image.id()));
        bytes = waiting.values().stream().mapToLong(Image::bytes).sum();
    }
}
