package org.oriel.trajectory.dataset;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a record was made of: how a recall finds it, and what is then to be subtracted.
 *
 * @param session session of its events
 * @param fromMillis wall time of its first event
 * @param toMillis wall time of its last event
 * @param events ids of its events, all of them; or of the first and the last alone, which stand for all between them
 * @param images names of the files in the folder that it shows, all of them: an image that no record names is removed by
 *     the next recall
 * @param counts what it adds to the counts of the manifest, such as {@code steps}
 */
public record Scope(
        String session,
        long fromMillis,
        long toMillis,
        List<String> events,
        List<String> images,
        SortedMap<String, Long> counts) {
    /** Copies the lists and the map. */
    public Scope {
        events = List.copyOf(events);
        images = List.copyOf(images);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** Adds to no count. */
    public Scope(String session, long fromMillis, long toMillis, List<String> events, List<String> images) {
        this(session, fromMillis, toMillis, events, images, new TreeMap<>());
    }

    /** The same, adding to a count. */
    public Scope counting(String name, long n) {
        TreeMap<String, Long> more = new TreeMap<>(counts);
        more.merge(name, n, Long::sum);
        return new Scope(session, fromMillis, toMillis, events, images, more);
    }
}
