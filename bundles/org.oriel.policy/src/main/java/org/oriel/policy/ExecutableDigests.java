package org.oriel.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Digests of executables, computed once for each state of a file. */
final class ExecutableDigests {
    private static final int MOST = 64;

    /** Guards {@link #known}; held while a file is read, so that it is read once. */
    private final Object lock = new Object();

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /** Digest of the file, empty when it cannot be read. */
    String of(String path) {
        synchronized (lock) {
            try {
                BasicFileAttributes now = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
                Known before = known.get(path);
                if (before != null && before.same(now)) {
                    return before.digest;
                }
                String digest = Digests.sha256(Path.of(path));
                known.put(path, new Known(now.fileKey(), now.lastModifiedTime(), now.size(), digest));
                return digest;
            } catch (IOException e) {
                known.remove(path);
                return "";
            }
        }
    }

    /** A file as it was when it was read; {@code key} is device and inode where the system has them. */
    private record Known(@Nullable Object key, FileTime modified, long size, String digest) {
        boolean same(BasicFileAttributes now) {
            return java.util.Objects.equals(key, now.fileKey())
                    && modified.equals(now.lastModifiedTime())
                    && size == now.size();
        }
    }
}
