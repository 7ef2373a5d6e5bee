package org.oriel.export.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file with a secret, that nobody but its owner can read. Settings name it; no setting holds the secret. */
final class SecretFile {
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final String setting;
    private final Path path;

    private SecretFile(String setting, Path path) {
        this.setting = setting;
        this.path = path;
    }

    /** {@code null} where nothing is set. */
    static @Nullable SecretFile of(String setting, String value) throws IOException {
        Path path = Settings.file(setting, value);
        if (path == null) {
            return null;
        }
        SecretFile file = new SecretFile(setting, path);
        file.check();
        return file;
    }

    String text() throws IOException {
        check();
        return Files.readString(path).strip();
    }

    Path path() {
        return path;
    }

    private void check() throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (!OWNER.containsAll(permissions)) {
                throw new IOException(
                        setting + "=" + path + " can be read or written by others, allowed: 0600 (chmod 600)");
            }
        } catch (NoSuchFileException e) {
            throw new IOException(setting + "=" + path + " does not exist", e);
        } catch (UnsupportedOperationException e) {
            // Windows: the rights of the profile folder guard it.
        }
    }

    @Override
    public String toString() {
        return setting + "=" + path;
    }
}
