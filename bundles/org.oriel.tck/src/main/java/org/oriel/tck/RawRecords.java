package org.oriel.tck;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/** Builds raw records as a source would. */
public final class RawRecords {
    private RawRecords() {}

    /** A copy. */
    public static RawRecord copy(RawRecord record) {
        long[] words = new long[RawRecord.WORDS];
        record.copyTo(words, 0);
        return new RawRecord().copyFrom(words, 0);
    }

    /** A key of a physical device, pressed or released. */
    public static RawRecord key(long nanos, int window, int code, long value, boolean down) {
        return new RawRecord()
                .begin(RecordKind.KEY, nanos)
                .origin(RawRecord.ORIGIN_PHYSICAL)
                .code(code)
                .value(value)
                .flags(down ? RawRecord.FLAG_DOWN : 0)
                .window(window, 1);
    }

    /** A record of any kind that says only which window it belongs to. */
    public static RawRecord of(int kind, long nanos, int window) {
        return new RawRecord()
                .begin(kind, nanos)
                .origin(RawRecord.ORIGIN_PHYSICAL)
                .window(window, 1);
    }

    /** A text for the decoder's table, in as many records as it takes. */
    public static List<RawRecord> text(long nanos, int id, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        List<RawRecord> records = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(utf8.length, from + RawRecord.TEXT_BYTES);
            records.add(new RawRecord()
                    .begin(RecordKind.TEXT, nanos)
                    .text(id, records.size(), utf8, from, to, to == utf8.length));
            from = to;
        } while (from < utf8.length);
        return records;
    }
}
