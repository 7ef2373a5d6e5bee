package org.oriel.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consents under which something was handed to an exporter, {@code left-grants.txt}: when they are withdrawn, that must be
 * taken back, also long after the store has deleted it.
 */
final class LeftGrants {
    private final Path file;
    private final Object lock = new Object();
    // Guarded by lock: what the file says, read when it is asked for first.
    private final Set<String> grants = new TreeSet<>();
    private boolean read;

    LeftGrants(Path directory) {
        this.file = directory.resolve("left-grants.txt");
    }

    /** Notes a consent, once; when it returns the note survives a power cut. */
    void add(String grant) throws IOException {
        synchronized (lock) {
            read();
            if (!grants.contains(grant)) {
                append("+ " + grant);
                grants.add(grant);
            }
        }
    }

    Set<String> all() throws IOException {
        synchronized (lock) {
            read();
            return Set.copyOf(grants);
        }
    }

    /** They are in the recall list now. */
    void remove(Set<String> withdrawn) throws IOException {
        synchronized (lock) {
            read();
            for (String grant : withdrawn) {
                if (grants.contains(grant)) {
                    append("- " + grant);
                    grants.remove(grant);
                }
            }
        }
    }

    private void read() throws IOException {
        if (read) {
            return;
        }
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (String line : lines) {
            if (line.startsWith("+ ")) {
                grants.add(line.substring(2));
            } else if (line.startsWith("- ")) {
                grants.remove(line.substring(2));
            }
        }
        read = true;
    }

    private void append(String line) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(
                Objects.requireNonNull(file.getParent()), posix ? only("rwx------") : new FileAttribute<?>[0]);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                posix ? only("rw-------") : new FileAttribute<?>[0])) {
            // The line end comes first: half a line of a crash must not swallow this one.
            ByteBuffer bytes = ByteBuffer.wrap(("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
