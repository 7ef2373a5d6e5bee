package org.oriel.spool;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Optional;
import org.oriel.api.event.CaptureEvent;
import org.osgi.service.log.Logger;

/** The store and its JSON outside a framework, for the benchmark. It is in this package because they are not public. */
public final class SpoolParts {
    private static final int DAYS = 3650;
    private static final long BYTES = 1L << 40;
    private static final long RESERVE = 8 << 20;

    private SpoolParts() {}

    /** The store as it ships, with its keys in a file, and with bounds that are never reached. */
    public static SpoolStore open(Path directory, Logger log) {
        Settings settings = Settings.of(directory.toString(), "file", DAYS, BYTES, RESERVE);
        return new SpoolStore(settings, wait -> Optional.empty(), Clock.systemUTC(), Connection::commit, log);
    }

    /** Appends the canonical JSON of an event. */
    public static void write(CaptureEvent event, StringBuilder out) {
        EventFormat.write(event, out);
    }
}
