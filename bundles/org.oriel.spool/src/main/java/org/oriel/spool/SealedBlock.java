package org.oriel.spool;

import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A stored block.
 *
 * @param first position of its first event
 * @param last position of its last event
 * @param key id of its data key
 * @param wallMin earliest wall time of its events
 * @param wallMax latest wall time of its events
 * @param payload the sealed lines; null where the pages that hold them cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SealedBlock(long first, long last, long key, long wallMin, long wallMax, byte @Nullable [] payload) {
    static final String COLUMNS = "first, last, key, wall_min, wall_max";

    long count() {
        return last - first + 1;
    }

    byte[] associated(String spoolId, Keys.Label label) {
        return Keys.associated("oriel-block-1", spoolId, label, "", first, last, key, wallMin, wallMax);
    }

    /** The events, or nothing where anything about the row is not as it was written. */
    @Nullable
    List<String> open(Seal seal, String spoolId, Keys.DataKey dataKey) {
        byte[] packed =
                payload == null ? null : seal.open(dataKey.key(), payload, associated(spoolId, dataKey.label()));
        if (packed == null) {
            return null;
        }
        try {
            List<String> lines = Lines.unpack(packed);
            return lines.size() == count() ? lines : null;
        } catch (DataFormatException e) {
            return null;
        }
    }
}
