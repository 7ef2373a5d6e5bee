package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notes what a file of {@link FileEntry.Kind#RECORDS} with one row for each event was made of, in stretches: a line for each
 * row would be as large as the file. A recall that reaches into a stretch reaches all of its rows.
 */
public final class EventScopes {
    private static final int ROWS = 64;

    private final FileOut file;
    private final String counted;
    private final Set<String> images = new TreeSet<>();
    private String session = "";
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private String first = "";
    private String last = "";
    private long rows;

    /** For a file whose rows the manifest counts as {@code counted}. */
    public EventScopes(FileOut file, String counted) {
        this.file = file;
        this.counted = counted;
    }

    /** A row; {@code image} is the name of the picture that it shows, or empty. */
    public void add(String ofSession, long millis, String id, String image) throws IOException {
        if (rows == ROWS || (rows > 0 && !session.equals(ofSession))) {
            end();
        }
        session = ofSession;
        from = Math.min(from, millis);
        to = Math.max(to, millis);
        first = rows == 0 ? id : first;
        last = id;
        rows++;
        if (!image.isEmpty()) {
            images.add(image);
        }
    }

    /** No more rows follow. */
    public void end() throws IOException {
        if (rows == 0) {
            return;
        }
        List<String> events = rows == 1 ? List.of(first) : List.of(first, last);
        file.record(new Scope(session, from, to, events, List.copyOf(images)).counting(counted, rows));
        images.clear();
        from = Long.MAX_VALUE;
        to = Long.MIN_VALUE;
        rows = 0;
    }
}
