package org.oriel.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore;
import org.oriel.host.EventStore.Block;
import org.oriel.host.StoreException;

/**
 * Reads what comes after a position. Nothing is kept between calls: what the person took back meanwhile is not in the
 * store any more, and must not come out of a buffer either.
 */
final class BatchReader {
    /** Blocks in one read: a transaction of the store must be short. */
    private static final int MOST_BLOCKS = 8;

    /**
     * What comes next.
     *
     * @param missing first position that the store does not have any more, or what follows when nothing is missing
     * @param first position that {@code batch} or {@code unreadable} starts with
     * @param last position to go on from
     * @param batch events to deliver, or empty
     * @param grant grant of all of them
     * @param unreadable why there are none
     */
    record Next(long missing, long first, long last, Optional<Batch> batch, String grant, String unreadable) {}

    private final EventStore store;
    private final EventCodec codec;
    private final PictureSource pictures;
    private final Hold hold;
    private final int most;
    // How many blocks it takes to fill a batch, by what the last read gave. One lane, one thread at a time.
    private int blocksToRead = 1;
    private long heldMillis;

    BatchReader(EventStore store, EventCodec codec, PictureSource pictures, Hold hold, int most) {
        this.store = store;
        this.codec = codec;
        this.pictures = pictures;
        this.hold = hold;
        this.most = most;
    }

    /** How long what comes next stays here because the person did not see it; 0 when it does not, or nothing comes. */
    long heldMillis() {
        return heldMillis;
    }

    /** What comes after {@code after}, up to the position {@code upTo}; empty when there is nothing. */
    Optional<Next> next(long after, long upTo) throws StoreException {
        heldMillis = 0;
        List<Block> blocks = store.read(after, blocksToRead).stream()
                .filter(block -> block.last() > after)
                .toList();
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Block head = blocks.get(0);
        long first = Math.max(after + 1, head.first());
        if (!head.damaged().isEmpty()) {
            return Optional.of(new Next(after + 1, first, head.last(), Optional.empty(), "", "damaged block"));
        }
        // The batch to repeat may have been taken back meanwhile, and then it is not the limit any more.
        long limit = first > upTo ? Long.MAX_VALUE : upTo;
        List<ExportRecord> records = new ArrayList<>();
        for (Block block : blocks) {
            if (!block.damaged().isEmpty() || !sameOrigin(block, head) || heldMillis > 0) {
                break;
            }
            addLines(records, block, after, limit);
        }
        if (records.isEmpty() && heldMillis > 0) {
            return Optional.empty();
        }
        if (records.isEmpty()) {
            return Optional.of(new Next(after + 1, head.last() + 1, head.last(), Optional.empty(), "", ""));
        }
        adapt(blocks, records.size());
        Batch batch = new Batch(head.purpose(), records);
        return Optional.of(new Next(after + 1, batch.first(), batch.last(), Optional.of(batch), head.grant(), ""));
    }

    /** A batch has one purpose and one grant: whether it may go to a destination is decided for all of it. */
    private static boolean sameOrigin(Block one, Block other) {
        return one.purpose().equals(other.purpose()) && one.grant().equals(other.grant());
    }

    private void addLines(List<ExportRecord> records, Block block, long after, long upTo) {
        for (int i = 0; i < block.lines().size() && records.size() < most; i++) {
            long position = block.first() + i;
            if (position > after && position <= upTo) {
                if (hold.keeps(position, block.lines().get(i))) {
                    heldMillis = Math.max(1, hold.millisLeft(block.lines().get(i)));
                    return;
                }
                records.add(new StoredRecord(position, block.lines().get(i), codec, pictures));
            }
        }
    }

    /** Reading eight large blocks to use one of them would decrypt everything eight times over. */
    private void adapt(List<Block> blocks, int used) {
        long lines = blocks.stream().mapToLong(block -> block.lines().size()).sum();
        long average = Math.max(1, lines / blocks.size());
        blocksToRead = (int) Math.min(MOST_BLOCKS, Math.max(1, (most + average - 1) / average));
        if (used < most && blocksToRead == blocks.size()) {
            blocksToRead = Math.min(MOST_BLOCKS, blocksToRead + 1);
        }
    }
}
