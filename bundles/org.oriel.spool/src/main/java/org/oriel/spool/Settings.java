package org.oriel.spool;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is configured, checked.
 *
 * @param directory where the store lives
 * @param keyStore what may hold the wrapping key
 * @param retentionDays events older than that are deleted once they are delivered
 * @param maxBytes most bytes of stored blocks; the oldest go first, delivered or not
 * @param reserveBytes room kept free for deletes and cursors on a full disk
 */
record Settings(Path directory, KeyStore keyStore, int retentionDays, long maxBytes, long reserveBytes) {
    private static final long MIB = 1 << 20;

    /** What may hold the wrapping key. */
    enum KeyStore {
        /** The secret service where there is one, else a file. */
        AUTO,
        /** The secret service; without it the store does not open. */
        SECRET_SERVICE,
        /** A file that only the user can read. */
        FILE;

        static KeyStore of(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "auto" -> AUTO;
                case "secret-service" -> SECRET_SERVICE;
                case "file" -> FILE;
                default ->
                    throw new IllegalArgumentException("keyStore is " + name + ", allowed: auto, secret-service, file");
            };
        }
    }

    static Settings of(String directory, String keyStore, int retentionDays, long maxBytes, long reserveBytes) {
        if (directory.isBlank()) {
            throw new IllegalArgumentException("directory is empty, allowed: the path of a folder");
        }
        Path path;
        try {
            path = Path.of(directory).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("directory is " + directory + ", allowed: the path of a folder", e);
        }
        within("retentionDays", retentionDays, 1, 3650);
        within("maxBytes", maxBytes, 16 * MIB, MIB << 20);
        within("reserveBytes", reserveBytes, MIB, 1024 * MIB);
        return new Settings(path, KeyStore.of(keyStore), retentionDays, maxBytes, reserveBytes);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", allowed: " + least + " to " + most);
        }
    }
}
