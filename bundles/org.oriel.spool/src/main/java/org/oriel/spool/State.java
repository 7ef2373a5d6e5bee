package org.oriel.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What changes beside the blocks: immutable, stored sealed as one row.
 *
 * @param version grows with every write; the higher of the two stored copies counts
 * @param cursors position by exporter name
 * @param gone positions whose events were deleted
 * @param damaged positions whose events cannot be read
 * @param quarantined how many damaged blocks were set aside so far
 * @param expired events deleted before every cursor had them
 */
record State(
        long version, SortedMap<String, Long> cursors, Ranges gone, Ranges damaged, long quarantined, long expired) {
    static final State EMPTY = new State(0, Collections.emptySortedMap(), Ranges.NONE, Ranges.NONE, 0, 0);

    State at(long newVersion) {
        return new State(newVersion, cursors, gone, damaged, quarantined, expired);
    }

    State withCursor(String name, long position) {
        SortedMap<String, Long> changed = new TreeMap<>(cursors);
        changed.put(name, position);
        return new State(version, changed, gone, damaged, quarantined, expired);
    }

    State withoutCursor(String name) {
        SortedMap<String, Long> changed = new TreeMap<>(cursors);
        changed.remove(name);
        return new State(version, changed, gone, damaged, quarantined, expired);
    }

    State withDamage(Ranges.Range range) {
        return new State(version, cursors, gone, damaged.with(range), quarantined + 1, expired);
    }

    /** One more thing set aside that is no block. */
    State withOneSetAside() {
        return new State(version, cursors, gone, damaged, quarantined + 1, expired);
    }

    /** Notes a deletion; {@code undelivered} of its events had not reached every cursor. */
    State withGone(Ranges.Range range, long undelivered) {
        return new State(
                version,
                cursors,
                gone.with(range),
                damaged.without(range.first(), range.last()),
                quarantined,
                expired + undelivered);
    }

    /** Without the note that these positions are gone: a part of a deleted block stays. */
    State without(long first, long last) {
        return new State(version, cursors, gone.without(first, last), damaged, quarantined, expired);
    }

    /** The lowest cursor, {@link Long#MAX_VALUE} where there is none. */
    long lowestCursor() {
        return cursors.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    long highestCursor() {
        return cursors.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(version);
            out.writeInt(cursors.size());
            for (var cursor : cursors.entrySet()) {
                out.writeUTF(cursor.getKey());
                out.writeLong(cursor.getValue());
            }
            gone.write(out);
            damaged.write(out);
            out.writeLong(quarantined);
            out.writeLong(expired);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static State decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long version = in.readLong();
            SortedMap<String, Long> cursors = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                cursors.put(in.readUTF(), in.readLong());
            }
            return new State(version, cursors, Ranges.read(in), Ranges.read(in), in.readLong(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
