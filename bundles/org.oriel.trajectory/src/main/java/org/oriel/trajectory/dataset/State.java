package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What an exporter keeps with its commits: content behind its hash. */
final class State {
    private static final int HASH = 32;

    private State() {}

    static byte[] sealed(byte[] content) {
        byte[] hash = Disk.sha256().digest(content);
        byte[] all = Arrays.copyOf(hash, HASH + content.length);
        System.arraycopy(content, 0, all, HASH, content.length);
        return all;
    }

    static Optional<byte[]> read(Path dir) throws IOException {
        Path file = Disk.resolve(dir, Names.STATE);
        try {
            byte[] all = Files.readAllBytes(file);
            byte[] content = Arrays.copyOfRange(all, Math.min(HASH, all.length), all.length);
            if (!Arrays.equals(all, sealed(content))) {
                throw new DatasetException(file + " was changed: choose another folder");
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
