package org.oriel.spool;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oriel.host.RecallLog;
import org.oriel.host.StoreException;

/** Of what is about to be deleted, what exporters have already: their copies have to be taken back as well. */
final class Leaving {
    private static final String SESSION = "\"session\":\"";

    private final Spool spool;

    Leaving(Spool spool) {
        this.spool = spool;
    }

    /** A stretch of one session. */
    private static final class Stretch {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        final Map<String, Long> left = new TreeMap<>();
    }

    /** What was captured at {@code since} or later and is with an exporter, one entry for each session. */
    List<RecallLog.Taken> since(long since) throws SQLException, StoreException {
        Map<String, Long> cursors = spool.state().cursors();
        long newest = cursors.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Map<String, Stretch> sessions = new LinkedHashMap<>();
        for (SealedBlock bare : spool.reader().bareSince(since)) {
            if (bare.first() > newest) {
                continue;
            }
            SealedBlock row = spool.reader().row(bare.first()).orElse(bare);
            List<String> lines = spool.reader().open(row);
            for (int i = 0; lines != null && i < lines.size(); i++) {
                add(sessions, lines.get(i), row.first() + i, since, cursors);
            }
        }
        List<RecallLog.Taken> taken = new ArrayList<>();
        sessions.forEach((session, stretch) ->
                taken.add(new RecallLog.Taken(session, stretch.from, stretch.to, List.of(), stretch.left)));
        return taken;
    }

    private static void add(
            Map<String, Stretch> sessions, String line, long position, long since, Map<String, Long> cursors) {
        long time;
        try {
            time = EventParser.wallMillis(line);
        } catch (IllegalArgumentException e) {
            return; // Without a time and a session there is nothing to name it by.
        }
        int at = line.indexOf(SESSION);
        int end = line.indexOf('"', at + SESSION.length());
        if (time < since || at < 0 || end < 0) {
            return;
        }
        Map<String, Long> having = new TreeMap<>();
        cursors.forEach((name, cursor) -> {
            if (cursor >= position) {
                having.put(name, 1L);
            }
        });
        if (!having.isEmpty()) {
            Stretch stretch =
                    sessions.computeIfAbsent(line.substring(at + SESSION.length(), end), key -> new Stretch());
            stretch.from = Math.min(stretch.from, time);
            stretch.to = Math.max(stretch.to, time);
            having.forEach((name, one) -> stretch.left.merge(name, one, Long::sum));
        }
    }

    /** That it cannot be listed does not keep it from being deleted; it is told afterwards. */
    static @Nullable StoreException list(@Nullable RecallLog recalls, List<RecallLog.Taken> taken, String reason) {
        if (recalls == null || taken.isEmpty()) {
            return null;
        }
        try {
            recalls.taken(taken, reason);
            return null;
        } catch (StoreException e) {
            return e;
        }
    }
}
