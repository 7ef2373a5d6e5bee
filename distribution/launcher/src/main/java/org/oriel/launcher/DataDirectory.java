package org.oriel.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything of one instance, and its lock. */
final class DataDirectory implements AutoCloseable {
    /** {@code sun_path} holds 108 bytes on Linux and 104 on macOS, with a closing zero (unix(7)). */
    private static final int SOCKET_PATH_BYTES = 100;

    private final Path path;
    private @Nullable FileChannel lockChannel;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /** The default place, by the XDG base directory specification. */
    static Path standard() {
        String home = System.getenv("XDG_DATA_HOME");
        Path base = home == null || home.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(home);
        return base.resolve("oriel");
    }

    /** Names the directory without touching it. */
    static DataDirectory at(Path path) {
        return new DataDirectory(path.toAbsolutePath().normalize());
    }

    /** Creates the directory for its user alone and locks it for this process. */
    DataDirectory createAndLock() {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new Failure(Failure.ENVIRONMENT, "data directory " + path + " is a file, allowed: a directory");
            }
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            lock();
            return this;
        } catch (IOException e) {
            throw new Failure(Failure.ENVIRONMENT, "data directory " + path + " cannot be used: " + e, e);
        }
    }

    private void lock() throws IOException {
        Path file = path.resolve("instance.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                lockChannel = channel;
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as by another one.
        }
        channel.close();
        throw new Failure(
                Failure.ENVIRONMENT,
                "data directory " + path + " is in use by another instance; stop it, or choose another with --data");
    }

    Path path() {
        return path;
    }

    Path cache() {
        return path.resolve("cache");
    }

    /**
     * The socket of the instance: in the directory, or, where that path is too long for a socket, in a folder of the
     * user under the system's temporary directory.
     */
    Path socket() {
        Path inside = path.resolve("control.sock");
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_BYTES) {
            return inside;
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "oriel-" + System.getProperty("user.name"))
                .resolve(shortHash(path.toString()) + ".sock");
    }

    private static String shortHash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        if (lockChannel != null) {
            try {
                lockChannel.close();
            } catch (IOException e) {
                // The process ends; the system drops the lock with it.
            }
        }
    }
}
