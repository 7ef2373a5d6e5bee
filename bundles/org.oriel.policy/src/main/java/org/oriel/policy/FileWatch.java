package org.oriel.policy;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.Logger;

/** Tells when one file was written; a thread that sleeps until the system says so. */
final class FileWatch implements AutoCloseable {
    static final FileWatch NONE = new FileWatch(null, null);

    /** A writer truncates, writes and renames: look when it has been quiet for so long. */
    private static final long QUIET_MILLIS = 150;

    private static final long JOIN_MILLIS = 2000;

    private final @Nullable WatchService service;
    private final @Nullable Thread thread;

    private FileWatch(@Nullable WatchService service, @Nullable Thread thread) {
        this.service = service;
        this.thread = thread;
    }

    /** Watches the folder of {@code file}; where the system cannot, says so and watches nothing. */
    static FileWatch start(Path file, Runnable changed, Logger log) {
        WatchService service = null;
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is no file");
            service = file.getFileSystem().newWatchService();
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException | UnsupportedOperationException e) {
            log.warn("policy {}: cannot be watched ({}), a change takes effect at the next start", file, e.toString());
            close(service);
            return NONE;
        }
        WatchService watched = service;
        Thread thread = new Thread(() -> run(watched, file, changed, log), "oriel-policy-watch");
        thread.setDaemon(true);
        thread.start();
        return new FileWatch(watched, thread);
    }

    private static void run(WatchService service, Path file, Runnable changed, Logger log) {
        try {
            for (WatchKey key = service.take(); key != null; key = service.take()) {
                boolean ours = false;
                boolean there = true;
                // At most two seconds of events that never end, then look all the same.
                for (int i = 0; key != null && i < 2000 / QUIET_MILLIS; i++) {
                    ours |= names(key, file);
                    there = key.reset();
                    key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                }
                if (key != null) {
                    ours |= names(key, file);
                    there = key.reset();
                }
                if (ours) {
                    changed.run();
                }
                if (!there) {
                    log.warn("policy {}: its folder is gone, a change takes effect at the next start", file);
                    return;
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // Closing ends the thread.
            return;
        } catch (RuntimeException e) {
            log.error("policy {}: watching it failed, a change takes effect at the next start", file, e);
        }
    }

    private static boolean names(WatchKey key, Path file) {
        boolean ours = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            ours |= event.kind() == StandardWatchEventKinds.OVERFLOW
                    || file.getFileName().equals(event.context());
        }
        return ours;
    }

    @Override
    public void close() {
        close(service);
        if (thread == null || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable WatchService service) {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            // It only held a handle of the system, which goes with it.
        }
    }
}
