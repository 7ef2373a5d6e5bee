package org.oriel.pipeline;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** The random id of this installation, kept in a file that only its user can read. */
final class DeviceId {
    private static final String FILE = "device-id";

    private DeviceId() {}

    /** Reads it, or makes one up. */
    static UUID in(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(directory, file);
            }
            return UUID.fromString(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("directory: " + file + " holds no UUID; delete it to get a new one", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "directory: cannot keep the device id in " + file + ": " + e.getMessage(), e);
        }
    }

    private static void create(Path directory, Path file) throws IOException {
        Files.createDirectories(directory, only("rwx------"));
        Path fresh = Files.createTempFile(directory, FILE, ".new", only("rw-------"));
        Files.writeString(fresh, UUID.randomUUID() + System.lineSeparator());
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file);
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
