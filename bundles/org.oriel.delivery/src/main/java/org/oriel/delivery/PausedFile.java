package org.oriel.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.oriel.host.StoreException;

/** Which exporters are paused, as one empty file each: a pause lasts over a restart. */
final class PausedFile {
    private final Path directory;

    PausedFile(Path directory) {
        this.directory = directory;
    }

    private Path file(String exporter) {
        return directory.resolve("paused-" + exporter);
    }

    boolean contains(String exporter) {
        return Files.exists(file(exporter));
    }

    void add(String exporter) throws StoreException {
        try {
            Files.createDirectories(directory);
            if (!contains(exporter)) {
                Files.createFile(file(exporter));
            }
        } catch (IOException e) {
            throw trouble(exporter, e);
        }
    }

    void remove(String exporter) throws StoreException {
        try {
            Files.deleteIfExists(file(exporter));
        } catch (IOException e) {
            throw trouble(exporter, e);
        }
    }

    private StoreException trouble(String exporter, IOException cause) {
        return new StoreException(
                StoreException.Reason.IO, "file " + file(exporter) + " cannot be changed: " + cause, cause);
    }
}
