package org.oriel.tck;

import java.util.ArrayList;
import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;

/** Builds what the host hands to an exporter. */
public final class Records {
    private Records() {}

    /** Records of {@code events}, the first one at position {@code first}. */
    public static List<ExportRecord> of(long first, List<CaptureEvent> events) {
        List<ExportRecord> records = new ArrayList<>();
        for (CaptureEvent event : events) {
            records.add(FakeExportRecord.of(first + records.size(), event));
        }
        return records;
    }

    /** A batch of {@code events}, the first one at position {@code first}. */
    public static Batch batch(long first, List<CaptureEvent> events) {
        return new Batch(events.isEmpty() ? Events.PURPOSE : events.get(0).purpose(), of(first, events));
    }

    /** A batch of some of {@code records}: those at the positions {@code from} to {@code to}. */
    public static Batch batch(List<ExportRecord> records, long from, long to) {
        List<ExportRecord> chosen = records.stream()
                .filter(r -> r.position() >= from && r.position() <= to)
                .toList();
        return new Batch(Events.PURPOSE, chosen);
    }
}
