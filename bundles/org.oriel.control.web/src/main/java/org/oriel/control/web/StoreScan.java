package org.oriel.control.web;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Block;
import org.oriel.host.StoreException;

/** Reads stored events one by one, from a position or a time on; never more than a few blocks are in memory. */
final class StoreScan {
    private static final int BLOCKS = 4;

    private final EventStore store;
    private final EventCodec codec;

    /** Is told each event; ends the scan with {@code false}. */
    @FunctionalInterface
    interface Visitor {
        boolean event(long position, CaptureEvent event);

        /** Positions without events; {@code why} is {@code forgotten}, {@code expired} or {@code damaged: …}. */
        default void hole(long events, String why) {}
    }

    StoreScan(EventStore store, EventCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Goes through everything from {@code position} on. */
    void from(long position, Visitor visitor) throws StoreException {
        long after = Math.max(0, position - 1);
        List<Block> blocks = store.read(after, BLOCKS);
        while (!blocks.isEmpty()) {
            for (Block block : blocks) {
                if (!visit(block, after, visitor)) {
                    return;
                }
                after = block.last();
            }
            blocks = store.read(after, BLOCKS);
        }
    }

    private boolean visit(Block block, long after, Visitor visitor) {
        if (block.lines().isEmpty()) {
            visitor.hole(block.last() - Math.max(block.first() - 1, after), block.damaged());
            return true;
        }
        long position = block.first();
        for (String line : block.lines()) {
            if (position > after && !line.isEmpty() && !visitor.event(position, codec.decode(line))) {
                return false;
            }
            position++;
        }
        return true;
    }

    /**
     * A position from which on everything captured at {@code time} or later is found. Events lie in the order of their
     * release, some seconds off the order of their times, hence the allowance.
     */
    long since(Instant time) throws StoreException {
        long wanted = time.minusSeconds(120).toEpochMilli();
        long low = 0;
        long high = store.status().last();
        while (low < high) {
            long middle = low + (high - low) / 2;
            OptionalLong millis = timeAfter(middle);
            if (millis.isPresent() && millis.getAsLong() < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Wall time of the first readable event after a position. */
    private OptionalLong timeAfter(long position) throws StoreException {
        long[] found = {-1};
        from(position + 1, (at, event) -> {
            found[0] = event.time().wallMillis();
            return false;
        });
        return found[0] < 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
    }
}
