package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Finds where a growing file ends, once after an opening. */
final class Tails {
    private Tails() {}

    static DatasetFolder.Tail read(Path dir, FileEntry entry) throws IOException {
        Path file = Disk.resolve(dir, entry.file());
        MessageDigest digest = Disk.sha256();
        long bytes = Disk.digest(file, entry.bytes(), digest);
        String hash = HexFormat.of().formatHex(FileOut.copy(digest).digest());
        if (bytes != entry.bytes() || !hash.equals(entry.sha256())) {
            throw new DatasetException(
                    file + " was changed since it was written: bring it back, or choose another folder");
        }
        long indexBytes = entry.kind() == FileEntry.Kind.LINES
                ? Index.bytes(Disk.resolve(dir, Names.index(entry.file())), entry.records())
                : 0;
        return new DatasetFolder.Tail(digest, bytes, indexBytes);
    }
}
