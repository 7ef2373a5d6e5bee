package org.oriel.tck;

import java.util.function.Function;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.ExportRecord;

/**
 * A record as the host hands it to an exporter.
 *
 * <p>Without a codec its JSON comes from a small writer of this bundle: one object in one line, everything escaped, the
 * fields named as in the event. It has the shape of the canonical JSON, not its exact form.
 *
 * @param position position in the store
 * @param id the event's id
 * @param json one JSON object in one line
 * @param event the event
 */
public record FakeExportRecord(long position, String id, String json, CaptureEvent event) implements ExportRecord {
    /** With JSON of this bundle's small writer. */
    public static FakeExportRecord of(long position, CaptureEvent event) {
        return of(position, event, PlainJson::write);
    }

    /** With JSON of {@code codec}, such as {@code EventCodec::encode}. */
    public static FakeExportRecord of(long position, CaptureEvent event, Function<CaptureEvent, String> codec) {
        return new FakeExportRecord(position, event.id(), codec.apply(event), event);
    }

    /** Position and id: the rest is content. */
    @Override
    public String toString() {
        return "FakeExportRecord[position=" + position + ", id=" + id + "]";
    }
}
