package org.oriel.spool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.oriel.host.RecallLog;

/** Single events that are being deleted and are with an exporter already. */
final class Departures {
    private final Map<String, Group> sessions = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    /** Those of one session. */
    private static final class Group {
        private long from = Long.MAX_VALUE;
        private long to = Long.MIN_VALUE;
        private final List<String> ids = new ArrayList<>();
        private final Map<String, Long> left = new TreeMap<>();
    }

    void add(Set<String> exporters, String line) {
        if (exporters.isEmpty()) {
            return;
        }
        Group group = sessions.computeIfAbsent(EventParser.session(line), any -> new Group());
        long time = Eraser.wallMillis(line);
        group.from = Math.min(group.from, time);
        group.to = Math.max(group.to, time);
        group.ids.add(EventParser.id(line));
        exporters.forEach(exporter -> {
            group.left.merge(exporter, 1L, Long::sum);
            counts.merge(exporter, 1L, Long::sum);
        });
    }

    /** How many, by exporter. */
    Map<String, Long> counts() {
        return counts;
    }

    List<RecallLog.Taken> taken() {
        return sessions.entrySet().stream()
                .map(one -> new RecallLog.Taken(
                        one.getKey(), one.getValue().from, one.getValue().to, one.getValue().ids, one.getValue().left))
                .toList();
    }
}
