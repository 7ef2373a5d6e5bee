package org.oriel.api.export;

import java.util.List;

/**
 * Events for one delivery, in order, never empty.
 *
 * @param purpose the purpose that all of them were captured for
 * @param records the events
 */
public record Batch(String purpose, List<ExportRecord> records) {
    /** Copies the list, refuses an empty one. */
    public Batch {
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("batch has no records, allowed: at least one");
        }
    }

    /** Position of the first event. */
    public long first() {
        return records.get(0).position();
    }

    /** Position of the last event. */
    public long last() {
        return records.get(records.size() - 1).position();
    }
}
