package org.oriel.bench;

import java.util.function.LongConsumer;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.source.x11.X11Hook;

/** Oriel's hook as it ships, with a feed that only looks at the time. */
final class OrielReceiver implements Feed {
    private static final int SAMPLE_HERTZ = 20;

    private final LongConsumer edges;

    private OrielReceiver(LongConsumer edges) {
        this.edges = edges;
    }

    static AutoCloseable open(String display, LongConsumer edges) {
        return new X11Hook(display, SAMPLE_HERTZ, decoder -> new OrielReceiver(edges));
    }

    @Override
    public boolean offer(RawRecord raw) {
        if (raw.kind() == RecordKind.KEY || raw.kind() == RecordKind.BUTTON) {
            edges.accept(System.nanoTime());
        }
        return true;
    }

    @Override
    public void close() {}
}
