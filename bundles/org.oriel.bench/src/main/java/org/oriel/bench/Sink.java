package org.oriel.bench;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.spool.SpoolParts;
import org.oriel.spool.SpoolStore;

/** Where a block of events goes. */
interface Sink extends AutoCloseable {
    /** Takes a block; durable when it returns, where the sink keeps anything. */
    void append(List<CaptureEvent> events) throws Exception;

    /** Bytes of sealed blocks so far. */
    long storedBytes() throws Exception;

    @Override
    void close() throws Exception;

    static Sink of(String name, Path folder) throws Exception {
        return switch (name) {
            case "codec" -> new Nowhere();
            case "log" -> new Log(folder);
            case "oriel" -> new Oriel(folder);
            default -> throw new IllegalArgumentException(name + ", allowed: codec, log, oriel");
        };
    }

    /** JSON, deflate and AEAD alone. */
    final class Nowhere implements Sink {
        private final Codec codec = new Codec();
        private long stored;

        Nowhere() throws java.security.GeneralSecurityException {}

        @Override
        public void append(List<CaptureEvent> events) throws Exception {
            stored += codec.seal(events).length;
        }

        @Override
        public long storedBytes() {
            return stored;
        }

        @Override
        public void close() {}
    }

    /** The plain segment log behind the same codec. */
    final class Log implements Sink {
        private final Codec codec = new Codec();
        private final SegmentLog log;
        private long stored;

        Log(Path folder) throws Exception {
            log = new SegmentLog(folder);
        }

        @Override
        public void append(List<CaptureEvent> events) throws Exception {
            byte[] sealed = codec.seal(events);
            log.append(sealed);
            stored += sealed.length;
        }

        @Override
        public long storedBytes() {
            return stored;
        }

        @Override
        public void close() throws Exception {
            log.close();
        }
    }

    /** The store that ships. */
    final class Oriel implements Sink {
        private final Path folder;
        private final SpoolStore store;

        Oriel(Path folder) {
            this.folder = folder;
            store = SpoolParts.open(folder, ErrorLog.create());
            // It opens on a thread of its own, and is open when it answers this.
            String problem = store.status().problem();
            if (!problem.isEmpty()) {
                throw new IllegalStateException(problem);
            }
        }

        @Override
        public void append(List<CaptureEvent> events) throws Exception {
            store.append(events);
        }

        @Override
        public long storedBytes() throws Exception {
            // The store counts its files, not its payload; SQLite answers a reader without disturbing the writer.
            try (var database =
                            DriverManager.getConnection("jdbc:sqlite:file:" + folder.resolve("spool.db") + "?mode=ro");
                    var statement = database.createStatement();
                    var rows = statement.executeQuery("SELECT coalesce(sum(length(payload)), 0) FROM block")) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
