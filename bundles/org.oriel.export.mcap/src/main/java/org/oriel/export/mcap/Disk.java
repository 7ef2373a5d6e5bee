package org.oriel.export.mcap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What it takes until a file or a name of one is on the device, and is seen by nobody else. */
final class Disk {
    private Disk() {}

    /** Attributes for a new file or folder of one's own. */
    static FileAttribute<?>[] only(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    static void folder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, only("rwx------"));
        }
    }

    /** Replaces {@code target} by a file with {@code content}: a crash leaves the one or the other. */
    static void replace(Path target, byte[] content, Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, only("rw-------"));
        Files.write(temporary, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        move(temporary, target);
    }

    /** Gives a file that is on the device its name; the name is on the device as well afterwards. */
    static void move(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(target);
    }

    /** Without this a power cut may take the name of a file whose content is on the device. */
    static void forceNames(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try (FileChannel folder = FileChannel.open(parent, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Windows cannot open folders, and does not need this.
        }
    }
}
