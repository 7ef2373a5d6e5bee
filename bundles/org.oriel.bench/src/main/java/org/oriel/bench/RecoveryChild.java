package org.oriel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.EventStore;
import org.oriel.host.StoreStatus;
import org.oriel.spool.SpoolParts;
import org.oriel.spool.SpoolStore;

/** Fills a store until it is killed, or opens one that a killed process left behind. */
final class RecoveryChild {
    private static final int EVENTS = 20;
    private static final int EVENT_BYTES = 1600;
    private static final int VARIANTS = 64;

    private RecoveryChild() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "fill" -> fill(folder, Long.parseLong(args[2]));
            case "open" -> open(folder);
            default -> throw new IllegalArgumentException(args[0] + ", allowed: fill, open");
        }
    }

    /** Appends for ever; after {@code bytes} tells the position that each append returned. */
    private static void fill(Path folder, long bytes) throws Exception {
        BenchEvents events = new BenchEvents();
        List<List<CaptureEvent>> blocks = java.util.stream.IntStream.range(0, VARIANTS)
                .mapToObj(i -> events.bulky(EVENTS, EVENT_BYTES))
                .toList();
        SpoolStore store = SpoolParts.open(folder, ErrorLog.create());
        Path file = folder.resolve("spool.db");
        for (int i = 0; true; i++) {
            long last = store.append(blocks.get(i % VARIANTS));
            if (Files.size(file) >= bytes) {
                System.out.println(last);
            }
        }
    }

    /** Milliseconds until it is open, milliseconds until the oldest block is read, and the newest position. */
    private static void open(Path folder) throws Exception {
        long begun = System.nanoTime();
        SpoolStore store = SpoolParts.open(folder, ErrorLog.create());
        StoreStatus status = store.status();
        long opened = System.nanoTime();
        if (!status.problem().isEmpty()) {
            throw new IllegalStateException(status.problem());
        }
        List<EventStore.Block> blocks = store.read(0, 1);
        long read = System.nanoTime();
        if (blocks.isEmpty() || !blocks.get(0).damaged().isEmpty()) {
            throw new IllegalStateException("the oldest block cannot be read");
        }
        System.out.println((opened - begun) / 1_000_000 + " " + (read - begun) / 1_000_000 + " " + status.last());
        store.close();
        System.exit(0);
    }
}
