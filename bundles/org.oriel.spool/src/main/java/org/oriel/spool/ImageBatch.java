package org.oriel.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.Image;

/** What one append says about images: which events name which, and the images that came with it. */
final class ImageBatch {
    private final SortedMap<Integer, String> uses = new TreeMap<>();
    private final long newest;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final Map<String, Long> earliest = new HashMap<>();

    /** Rows whose files were written for it. */
    final List<Long> written = new ArrayList<>();

    /** Images that could not be stored because what they are based on is not there. */
    int leftOut;

    /** Whether all that is left is the commit: when that fails, the rows may be there all the same. */
    boolean complete;

    /**
     * An image that came with events.
     *
     * @param event index of the event it is stored under: the first that names it or an image based on it
     */
    record Candidate(Image image, int event, Keys.Label label, long wall) {}

    /**
     * A candidate that is stored now.
     *
     * @param replaced bytes of the damaged one in whose place it comes, negative where there is none
     */
    record Fresh(Candidate candidate, long row, long base, ImageMeta meta, long replaced) {}

    final List<Fresh> fresh = new ArrayList<>();

    ImageBatch(List<CaptureEvent> events, List<Image> images) {
        Map<String, Integer> first = new HashMap<>();
        long time = 0;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).body() instanceof Frame frame && !frame.image().isEmpty()) {
                uses.put(i, frame.image());
                time = events.get(i).time().wallMillis();
                first.putIfAbsent(frame.image(), i);
                earliest.merge(frame.image(), events.get(i).time().wallMillis(), Math::min);
            }
        }
        newest = time;
        for (Image image : images) {
            Integer event = first.get(image.id());
            if (event != null && !image.base().isEmpty()) {
                first.merge(image.base(), event, Math::min);
                earliest.merge(image.base(), wall(image.id()), Math::min);
            }
        }
        for (Image image : images) {
            Integer event = first.get(image.id());
            if (event != null) {
                Keys.Label label = Keys.Label.of(events.get(event));
                candidates.putIfAbsent(image.id(), new Candidate(image, event, label, wall(image.id())));
            }
        }
    }

    /** When its last frame was captured, 0 where it has none. */
    long newest() {
        return newest;
    }

    /** The image that an event names, by index of the event. */
    SortedMap<Integer, String> uses() {
        return uses;
    }

    /** Those that an event names, and their bases, each after its base. */
    List<Candidate> candidates() {
        return List.copyOf(candidates.values());
    }

    /** Earliest time at which it was captured, of what this batch says. */
    long wall(String id) {
        return earliest.getOrDefault(id, Long.MAX_VALUE);
    }
}
