package org.oriel.export.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Four bytes for each event of a Parquet file, from its position and its id: enough to tell a repetition from an event of
 * another store that has the same position.
 */
final class Ids {
    private Ids() {}

    /** The sum of a position, to go on with the bytes of the id. */
    static CRC32 of(long position) {
        CRC32 crc = new CRC32();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (position >>> shift));
        }
        return crc;
    }

    private static int sum(long position, String id) {
        CRC32 crc = of(position);
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** Whether the file {@code ids} has the event. */
    static boolean hold(Path ids, long position, String id) throws IOException {
        ByteBuffer sums = ByteBuffer.wrap(Files.readAllBytes(ids));
        int wanted = sum(position, id);
        while (sums.remaining() >= 4) {
            if (sums.getInt() == wanted) {
                return true;
            }
        }
        return false;
    }
}
