package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The services of one kind, highest rank first; replaced whole, so that a reader sees one set. Any thread. */
final class Plugins<T> {
    /** A service and whose it is. */
    static final class Entry<T> extends Plugin {
        final T service;
        private final int ranking;
        private final long id;

        Entry(T service, String bundle, String version, int ranking, long id) {
            super(bundle, version, Tolerance.REDACTION);
            this.service = service;
            this.ranking = ranking;
            this.id = id;
        }
    }

    /** As the service registry orders them: the higher rank, then the older service. */
    private static final Comparator<Entry<?>> ORDER =
            Comparator.<Entry<?>>comparingInt(e -> -e.ranking).thenComparingLong(e -> e.id);

    /** Guards the replacement. */
    private final Object lock = new Object();

    private volatile List<Entry<T>> entries = List.of();

    void add(Entry<T> entry) {
        synchronized (lock) {
            List<Entry<T>> more = new ArrayList<>(entries);
            more.add(entry);
            more.sort(ORDER);
            entries = List.copyOf(more);
        }
    }

    Optional<Entry<T>> find(long id) {
        return entries.stream().filter(e -> e.id == id).findFirst();
    }

    /** Takes it out; a call to it may still run. */
    void remove(Entry<T> gone) {
        synchronized (lock) {
            gone.leave();
            entries = entries.stream().filter(e -> e != gone).toList();
        }
    }

    List<Entry<T>> all() {
        return entries;
    }
}
