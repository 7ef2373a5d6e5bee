package org.oriel.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.host.Ledger;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/**
 * Says in the ledger what leaves: before the first delivery of a stretch where to and what for ({@code export-begins}),
 * and at its end how many events of which positions, with the digest of their lines ({@code export}). A stretch is a
 * minute, 10 000 events, or as long as destination, purpose and grant stay. Without a ledger delivery goes on.
 */
final class Announcements {
    private static final long STRETCH_NANOS = 60_000_000_000L;
    private static final long MOST_EVENTS = 10_000;
    private static final int MOST_CHARACTERS = 256;

    private final Pace pace;
    private final Logger log;
    private volatile @Nullable Ledger ledger;

    /** Guarded by itself: the open stretch by exporter name. */
    private final Map<String, Stretch> open = new HashMap<>();

    /** What went to one destination; guarded by {@link #open}. */
    private static final class Stretch {
        private final Map<String, String> what;
        private final MessageDigest digest = sha();
        private Runnable timer = () -> {};
        private long first;
        private long last;
        private long events;

        Stretch(Map<String, String> what) {
            this.what = what;
        }

        private static MessageDigest sha() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        void add(Batch batch) {
            first = events == 0 ? batch.first() : first;
            last = batch.last();
            for (ExportRecord one : batch.records()) {
                digest.update(one.json().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
                events++;
            }
        }

        Map<String, String> facts() {
            Map<String, String> facts = new HashMap<>(what);
            facts.put("first", String.valueOf(first));
            facts.put("last", String.valueOf(last));
            facts.put("events", String.valueOf(events));
            facts.put("digest", HexFormat.of().formatHex(digest.digest()));
            return facts;
        }
    }

    Announcements(Pace pace, Logger log) {
        this.pace = pace;
        this.log = log;
    }

    void set(Ledger service) {
        ledger = service;
    }

    void unset(Ledger service) {
        if (ledger == service) {
            end();
            ledger = null;
        }
    }

    /** Before a delivery. */
    void begin(String exporter, Offer to, Batch batch, String grant) {
        if (ledger == null) {
            return;
        }
        Map<String, String> what = what(exporter, to, batch, grant);
        Stretch before;
        synchronized (open) {
            before = open.get(exporter);
            if (before != null && before.what.equals(what)) {
                return;
            }
        }
        end(exporter, before);
        Stretch stretch = new Stretch(what);
        append("export-begins", what, batch.first());
        synchronized (open) {
            open.put(exporter, stretch);
            stretch.timer = pace.after(STRETCH_NANOS, () -> end(exporter, stretch));
        }
    }

    /** After a delivery that worked. */
    void delivered(String exporter, Batch batch) {
        Stretch full = null;
        synchronized (open) {
            Stretch stretch = open.get(exporter);
            if (stretch != null) {
                stretch.add(batch);
                full = stretch.events >= MOST_EVENTS ? stretch : null;
            }
        }
        end(exporter, full);
    }

    /** Ends every stretch. */
    void end() {
        Map<String, Stretch> all;
        synchronized (open) {
            all = Map.copyOf(open);
        }
        all.forEach(this::end);
    }

    private void end(String exporter, @Nullable Stretch stretch) {
        Map<String, String> facts;
        synchronized (open) {
            if (stretch == null || !open.remove(exporter, stretch)) {
                return;
            }
            stretch.timer.run();
            if (stretch.events == 0) {
                return;
            }
            facts = stretch.facts();
        }
        append("export", facts, -1);
    }

    private static Map<String, String> what(String exporter, Offer to, Batch batch, String grant) {
        String destinations = to.declared().stream()
                .filter(one -> one.purpose().equals(batch.purpose()))
                .map(Offer.Declared::destination)
                .sorted()
                .collect(Collectors.joining("; "));
        return Map.of(
                "exporter", exporter,
                "bundle", cut(to.bundle()),
                "destination", cut(destinations),
                "purpose", cut(batch.purpose()),
                "grant", cut(grant));
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    }

    private void append(String kind, Map<String, String> facts, long first) {
        Ledger now = ledger;
        if (now == null) {
            return;
        }
        try {
            Map<String, String> all = new HashMap<>(facts);
            if (first >= 0) {
                all.put("first", String.valueOf(first));
            }
            now.append(kind, all);
        } catch (StoreException | RuntimeException e) {
            log.warn("the ledger does not say what was exported: {}", String.valueOf(e.getMessage()));
        }
    }
}
