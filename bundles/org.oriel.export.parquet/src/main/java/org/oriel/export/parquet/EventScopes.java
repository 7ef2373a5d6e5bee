package org.oriel.export.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.trajectory.dataset.FileOut;
import org.oriel.trajectory.dataset.Scope;

/**
 * Tells the data set what the rows of a file were made of, in stretches: a line for each row would be larger than the file. A
 * recall that reaches into a stretch reaches all of its rows.
 */
final class EventScopes {
    private static final int ROWS = 64;

    private final FileOut file;
    private final Set<String> images = new TreeSet<>();
    private String session = "";
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private String first = "";
    private String last = "";
    private long rows;

    EventScopes(FileOut file) {
        this.file = file;
    }

    /** A row; {@code image} is the name of the picture that it shows, or empty. */
    void add(String ofSession, long millis, String id, String image) throws IOException {
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

    void end() throws IOException {
        if (rows == 0) {
            return;
        }
        List<String> events = rows == 1 ? List.of(first) : List.of(first, last);
        file.record(new Scope(session, from, to, events, List.copyOf(images)).counting("event_rows", rows));
        images.clear();
        from = Long.MAX_VALUE;
        to = Long.MIN_VALUE;
        rows = 0;
    }
}
