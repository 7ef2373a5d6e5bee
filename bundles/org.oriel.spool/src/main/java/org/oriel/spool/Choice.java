package org.oriel.spool;

import java.time.Instant;
import java.util.Set;
import java.util.stream.LongStream;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.host.EventStore.Selection;

/** Which stored events a person picked out. What cannot be read belongs to it as far as can be told. */
final class Choice {
    private final long from;
    private final long until;
    private final String application;
    private final String session;
    private final Set<Long> positions;

    Choice(Selection selection) {
        from = selection.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        until = selection.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        application = selection.application();
        session = selection.session();
        positions = selection.positions();
    }

    private Choice(long from) {
        this.from = from;
        until = Long.MAX_VALUE;
        application = "";
        session = "";
        positions = Set.of();
    }

    /** Everything captured at that time or later. */
    static Choice since(long wallMillis) {
        return new Choice(wallMillis);
    }

    /** Whether an event of the row may belong to it, by what is known without opening it. */
    boolean mayReach(SealedBlock row, Keys.Label label) {
        return row.wallMax() >= from
                && row.wallMin() < until
                && (session.isEmpty() || session.equals(label.session()))
                && (positions.isEmpty()
                        || LongStream.rangeClosed(row.first(), row.last()).anyMatch(positions::contains));
    }

    /** Whether all events of a row that {@link #mayReach} belong to it. */
    boolean covers(SealedBlock row) {
        return row.wallMin() >= from && row.wallMax() < until && application.isEmpty() && positions.isEmpty();
    }

    boolean reaches(long position, String line) {
        if (!positions.isEmpty() && !positions.contains(position)) {
            return false;
        }
        try {
            long time = EventParser.wallMillis(line);
            return time >= from && time < until && (application.isEmpty() || shows(EventParser.read(line)));
        } catch (IllegalArgumentException e) {
            return true; // What it is cannot be told.
        }
    }

    /** A picture shows whatever window is in it. */
    private boolean shows(CaptureEvent event) {
        return event.subject().application().equals(application)
                || (event.body() instanceof Frame frame
                        && frame.shown().stream().anyMatch(shown -> shown.rule().equals(application)));
    }
}
