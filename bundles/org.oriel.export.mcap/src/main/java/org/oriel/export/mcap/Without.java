package org.oriel.export.mcap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Writes a file again without some of its events. */
final class Without implements Scan.Visitor {
    private final McapFile to;
    private final long first;
    private final BitSet removed;
    private @Nullable IOException failure;

    private Without(McapFile to, long first, BitSet removed) {
        this.to = to;
        this.first = first;
        this.removed = removed;
    }

    /** Positions in {@code removed} count from the first of the file. */
    static void write(Path from, McapFile.Head head, Path to, BitSet removed) throws IOException {
        Scan before = Scan.of(from, (position, bytes, offset, length) -> {});
        try (McapFile file = McapFile.begin(to, head, before.provenance())) {
            Without without = new Without(file, head.first(), removed);
            Scan.of(from, without);
            if (without.failure != null) {
                throw without.failure;
            }
            file.finish();
        }
    }

    @Override
    public void message(Topic topic, long position, long time, byte[] json) {
        if (!removed.get((int) (position - first))) {
            to.add(topic, position, time, json);
        }
    }

    /** Comes after all other messages of the event. */
    @Override
    public void event(long position, byte[] bytes, int offset, int length) {
        try {
            to.ended(position, Session.CHUNK_BYTES);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }
}
