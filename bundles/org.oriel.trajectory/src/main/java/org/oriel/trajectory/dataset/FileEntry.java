package org.oriel.trajectory.dataset;

/**
 * A file of a data set.
 *
 * @param file its name relative to the folder, with {@code /}
 * @param kind what is in it
 * @param bytes its size
 * @param sha256 its hash in hex
 * @param records records in it; 0 for an image
 * @param stale id of a recall that could not be applied to it, so that it must be made anew; else empty
 */
public record FileEntry(String file, Kind kind, long bytes, String sha256, long records, String stale) {
    /** What a file holds, which decides how a recall reaches into it. */
    public enum Kind {
        /** Lines of canonical event JSON: id, session and time are in each line. */
        EVENTS,
        /** JSON lines with an index beside them that says what each line was made of. */
        LINES,
        /** Records in a format of its own, with such an index; only its exporter's {@link Rewriter} can change it. */
        RECORDS,
        /** A picture. Removed when the last record that shows it is. */
        IMAGE,
        /** Nothing that was captured, such as a schema. */
        OTHER
    }

    FileEntry withStale(String recall) {
        return new FileEntry(file, kind, bytes, sha256, records, recall);
    }
}
