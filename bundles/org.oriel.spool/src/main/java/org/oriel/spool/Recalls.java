package org.oriel.spool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The recall list: what was deleted here after it had left, in the format that data set folders take ({@code RecallList}
 * of {@code org.oriel.trajectory}), with the exporters that had it. Ids and times; no content.
 */
final class Recalls {
    private final Path file;

    /** What one deletion took that had left: ids of events by session, by the exporters that had them. */
    static final class Left {
        private final Map<Set<String>, Map<String, Set<String>>> ids = new java.util.HashMap<>();
        private final Map<String, Long> counts = new TreeMap<>();

        void add(Set<String> exporters, String session, String id) {
            if (exporters.isEmpty()) {
                return;
            }
            exporters.forEach(exporter -> counts.merge(exporter, 1L, Long::sum));
            ids.computeIfAbsent(new TreeSet<>(exporters), any -> new TreeMap<>())
                    .computeIfAbsent(session, any -> new TreeSet<>())
                    .add(id);
        }

        Map<String, Long> counts() {
            return counts;
        }
    }

    Recalls(Path file) {
        this.file = file;
    }

    /** Adds to the list; on the device when it returns. */
    void add(Left left, String reason, long atMillis) throws IOException {
        StringBuilder lines = new StringBuilder();
        left.ids.forEach((exporters, sessions) -> sessions.forEach((session, ids) -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("what", "events");
            entry.addProperty("session", session);
            entry.add("events", array(ids));
            entry.addProperty("reason", reason);
            entry.addProperty("atMillis", atMillis);
            entry.add("exporters", array(exporters));
            lines.append(entry).append('\n');
        }));
        if (!lines.isEmpty()) {
            append(lines);
        }
    }

    /** Adds everything that was captured under these consents. */
    void withdrawn(Collection<String> grants, long atMillis) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String grant : new TreeSet<>(grants)) {
            JsonObject entry = new JsonObject();
            entry.addProperty("what", "grant");
            entry.addProperty("grant", grant);
            entry.addProperty("reason", "withdrawn");
            entry.addProperty("atMillis", atMillis);
            lines.append(entry).append('\n');
        }
        if (!lines.isEmpty()) {
            append(lines);
        }
    }

    private static JsonArray array(Set<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private synchronized void append(StringBuilder lines) throws IOException {
        SpoolFiles.createFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = end(channel);
            if (end == 0) {
                lines.insert(0, "{\"recall\":1,\"id\":\"" + UUID.randomUUID() + "\"}\n");
            }
            channel.truncate(end);
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            channel.position(end);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** After the last whole line: a crash may have left a part of one. */
    private static long end(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0) {
            one.clear();
            if (channel.read(one, end - 1) == 1 && one.get(0) == '\n') {
                break;
            }
            end--;
        }
        return end;
    }
}
