package org.oriel.host;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.oriel.api.event.CaptureEvent;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The durable, encrypted store of redacted events.
 *
 * <p><b>What:</b> a queue of blocks with named cursors. Positions start at 1 and have no holes. <b>Threading:</b> one
 * writer at a time; readers on their own threads, in short transactions. <b>Errors:</b> {@link StoreException}.
 * <b>Data:</b> only redacted events; on disk only ciphertext.
 */
@ProviderType
public interface EventStore {
    /**
     * Stores events; when it returns they survive a power cut.
     *
     * @return position of the last one
     */
    long append(List<CaptureEvent> events) throws StoreException;

    /**
     * Stores events and the images that frame events among them name, all or nothing.
     *
     * @param images the new ones, each after the one it is based on; an image that is stored already is left as it is
     */
    default long append(List<CaptureEvent> events, List<Image> images) throws StoreException {
        if (!images.isEmpty()) {
            throw new StoreException(StoreException.Reason.IO, "this store keeps no images");
        }
        return append(events);
    }

    /** A stored image; empty where there is none of that id, or it was forgotten or has expired. */
    default java.util.Optional<Image> image(String id) throws StoreException {
        return java.util.Optional.empty();
    }

    /**
     * About {@code maxBlocks} blocks from position {@code after + 1} on, without a hole between them. Positions whose
     * events are gone or cannot be read come as a block without lines, whose {@code damaged} says why.
     */
    List<Block> read(long after, int maxBlocks) throws StoreException;

    /** Position up to which the exporter of that name has delivered; creates it at {@code start} if it is new. */
    long cursor(String name, Start start) throws StoreException;

    /**
     * Moves a cursor back to {@code position}, at most as far as where it is: what comes after is delivered again.
     *
     * @return where it is now
     */
    default long rewind(String name, long position) throws StoreException {
        throw new StoreException(StoreException.Reason.IO, "this store does not rewind");
    }

    /** Moves a cursor on; durable when it returns. */
    void acknowledge(String name, long position) throws StoreException;

    /** All cursors by name. */
    Map<String, Long> cursors() throws StoreException;

    /** Drops a cursor, so that it no longer keeps blocks. */
    void retire(String name) throws StoreException;

    /**
     * Deletes every event captured at {@code since} or later, for good: the bytes are overwritten.
     *
     * @return how many events
     */
    long forget(Instant since) throws StoreException;

    /**
     * Deletes what {@code selection} names, for good: the bytes are overwritten, and images that nothing else names go
     * too. Deleted positions stay as holes.
     *
     * @return what was deleted, and what of it had already left
     */
    default Deleted delete(Selection selection) throws StoreException {
        throw new StoreException(StoreException.Reason.IO, "this store deletes by time only");
    }

    /**
     * Grows with everything a person deletes. Who holds what it read before reads again before handing it on, and says
     * {@link #handedOn} where that was too late.
     */
    default long deletions() {
        return 0;
    }

    /** Says that an exporter got {@code records} while something was deleted: what of them is gone is recalled. */
    default void handedOn(String exporter, List<org.oriel.api.export.ExportRecord> records) throws StoreException {}

    /** Events stored since the instance started, by kind. */
    default Map<String, Long> stored() {
        return Map.of();
    }

    /** Sizes, keys and health. */
    StoreStatus status();

    /** Is told after an append, on the writer's thread; must not block. Returns what ends it. */
    AutoCloseable onAppend(Runnable listener);

    /**
     * What a person picks out; an event is meant when all of it fits.
     *
     * @param from captured then or later
     * @param until captured before
     * @param application its identity, as in events; empty for any
     * @param session id of its session; empty for any
     * @param positions its position; empty for any
     */
    record Selection(
            java.util.Optional<Instant> from,
            java.util.Optional<Instant> until,
            String application,
            String session,
            java.util.Set<Long> positions) {
        /** Copies the set. */
        public Selection {
            positions = java.util.Set.copyOf(positions);
        }
    }

    /**
     * What was deleted.
     *
     * @param events how many
     * @param images how many
     * @param left for each exporter that had some of them already: how many
     */
    record Deleted(long events, long images, Map<String, Long> left) {}

    /** Where a new cursor starts. */
    enum Start {
        /** At the oldest event there is. */
        EARLIEST,
        /** After the newest. */
        LATEST
    }

    /**
     * A block, decrypted.
     *
     * @param first position of its first event
     * @param last position of its last event, also when the block is damaged and {@code lines} is empty
     * @param purpose purpose of all of them
     * @param grant grant of all of them, empty where it is not known
     * @param lines canonical JSON, one event each
     * @param damaged why it has no lines, empty when it has: {@code forgotten}, {@code expired}, or {@code damaged: } and
     *     the reason
     */
    record Block(long first, long last, String purpose, String grant, List<String> lines, String damaged) {
        /** Copies the list. */
        public Block {
            lines = List.copyOf(lines);
        }
    }
}
