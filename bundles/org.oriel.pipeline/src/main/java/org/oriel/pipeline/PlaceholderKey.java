package org.oriel.pipeline;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/** The key of a deployment that makes placeholders the same in all its sessions: 32 bytes in a file of its user only. */
final class PlaceholderKey {
    private static final String NAME = "placeholder.key";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PlaceholderKey() {}

    /**
     * Reads the key, or makes it. A file that is not a key, or that others can read, is refused and left alone: a new
     * key would silently cut every link to what was recorded before.
     */
    static byte[] in(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(directory, file);
            }
            return read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("placeholders: keyed, cannot keep the key in " + file, e);
        }
    }

    private static void make(Path directory, Path file) throws IOException {
        Files.createDirectories(directory);
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        Path fresh = posix
                ? Files.createTempFile(directory, NAME, ".new", PosixFilePermissions.asFileAttribute(OWNER))
                : Files.createTempFile(directory, NAME, ".new");
        try {
            Files.write(fresh, key, new OpenOption[] {StandardOpenOption.WRITE, StandardOpenOption.SYNC});
            // A link, not a move: whoever came first stays.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static byte[] read(Path file) throws IOException {
        boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
        if (posix && !OWNER.equals(Files.getPosixFilePermissions(file))) {
            throw new IllegalArgumentException("placeholders: keyed, others may use " + file + ", allowed: mode 0600");
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES) {
            throw new IllegalArgumentException(
                    "placeholders: keyed, " + file + " has " + key.length + " bytes, allowed: " + BYTES);
        }
        return key;
    }
}
