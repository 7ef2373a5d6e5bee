package org.oriel.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.oriel.host.Ledger;

/** Reads entries from anywhere in the file; remembers where some of them lie. */
final class Pages {
    private static final long STRIDE = 512;

    private final Path file;

    /** Guarded by this object: offset by index, of every {@link #STRIDE}th entry that was passed. */
    private final TreeMap<Long, Long> offsets = new TreeMap<>();

    Pages(Path file) {
        this.file = file;
    }

    /** Entries from {@code first} up to, not including, {@code end}. */
    synchronized List<Ledger.Entry> read(long first, long end) throws IOException {
        List<Ledger.Entry> entries = new ArrayList<>();
        var known = offsets.floorEntry(first);
        long index = known == null ? 0 : known.getKey();
        try (LineReader lines = new LineReader(file, known == null ? 0 : known.getValue())) {
            for (; index < end && lines.next() && lines.complete(); index++) {
                if (index % STRIDE == 0) {
                    offsets.put(index, lines.offset());
                }
                if (index >= first) {
                    Line line = Line.of(lines.text());
                    entries.add(new Ledger.Entry(line.index(), line.time(), line.kind(), line.facts(), line.hash()));
                }
            }
        }
        return entries;
    }

    synchronized void clear() {
        offsets.clear();
    }
}
