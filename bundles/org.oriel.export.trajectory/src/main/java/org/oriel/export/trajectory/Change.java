package org.oriel.export.trajectory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.oriel.trajectory.dataset.Commit;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FileOut;

/** What is being written, commit after commit. */
final class Change implements Closeable {
    private final DatasetFolder folder;
    private final Map<String, FileOut> pictures = new HashMap<>();
    private Commit commit;

    Change(DatasetFolder folder) throws IOException {
        this.folder = folder;
        this.commit = folder.begin();
    }

    Commit commit() {
        return commit;
    }

    boolean has(String picture) {
        return pictures.containsKey(picture) || folder.file(picture).isPresent();
    }

    void picture(String name, byte[] png) throws IOException {
        FileOut out = commit.create(name, FileEntry.Kind.IMAGE);
        out.write(png);
        out.flush();
        pictures.put(name, out);
    }

    /** Where a picture of this commit is being written. */
    Optional<Path> picture(String name) {
        return Optional.ofNullable(pictures.get(name)).map(FileOut::path);
    }

    void commit(boolean more) throws IOException {
        commit.commit();
        commit.close();
        pictures.clear();
        if (more) {
            commit = folder.begin();
        }
    }

    @Override
    public void close() throws IOException {
        commit.close();
    }
}
