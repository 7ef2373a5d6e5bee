package org.oriel.source.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

/** Collects records in any order and writes them in the order of their times, with the texts before their first use. */
final class Tape {
    /** The words of each record; the second one is its time. */
    private final List<long[]> entries = new ArrayList<>();

    private final Map<String, Integer> ids = new HashMap<>();

    int size() {
        return entries.size();
    }

    void add(RawRecord raw) {
        long[] words = new long[RawRecord.WORDS];
        raw.copyTo(words, 0);
        entries.add(words);
    }

    /** The id of a text, which is told at {@code nanos} where it is new; 0 for the empty text. */
    int text(long nanos, String text) {
        if (text.isEmpty()) {
            return 0;
        }
        Integer known = ids.get(text);
        if (known != null) {
            return known;
        }
        int id = ids.size() + 1;
        ids.put(text, id);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int part = 0;
        for (int from = 0; from < utf8.length; from += RawRecord.TEXT_BYTES) {
            int to = Math.min(utf8.length, from + RawRecord.TEXT_BYTES);
            add(new RawRecord()
                    .begin(RecordKind.TEXT, nanos)
                    .from(2, 0)
                    .text(id, part++, utf8, from, to, to == utf8.length));
        }
        return id;
    }

    byte[] toBytes() {
        List<long[]> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(words -> words[1]));
        ByteBuffer out = ByteBuffer.allocate(SessionFile.HEADER + RawRecord.BYTES * sorted.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(SessionFile.MAGIC).putInt(SessionFile.VERSION).putInt(sorted.size());
        RawRecord raw = new RawRecord();
        int sequence = 0;
        for (long[] words : sorted) {
            raw.copyFrom(words, 0);
            if (raw.kind() != RecordKind.TEXT) {
                raw.sequence(sequence);
            }
            sequence++;
            raw.write(out);
        }
        return out.array();
    }
}
