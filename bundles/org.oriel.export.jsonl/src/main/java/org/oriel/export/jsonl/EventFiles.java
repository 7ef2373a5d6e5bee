package org.oriel.export.jsonl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Frame;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.dataset.Commit;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FileOut;
import org.oriel.trajectory.dataset.FolderKind;
import org.oriel.trajectory.dataset.Provenance;

/** The data set with the files {@code events-<position of the first line>.jsonl}. A batch is one commit. */
final class EventFiles implements AutoCloseable {
    private static final int FORMAT_VERSION = 1;

    private final DatasetFolder folder;
    private final long maxFileBytes;
    private final boolean pictures;
    /** The file that grows, and its size; empty where there is none. */
    private String current = "";

    private long size;

    EventFiles(Path directory, long maxFileBytes, boolean pictures, String purpose, Provenance provenance)
            throws IOException {
        FolderKind kind = new FolderKind(JsonlExporter.NAME, FORMAT_VERSION, JsonlExporter.NAME, purpose);
        this.folder = DatasetFolder.open(directory, kind, provenance);
        this.maxFileBytes = maxFileBytes;
        this.pictures = pictures;
        for (FileEntry file : folder.manifest().files()) {
            if (file.kind() == FileEntry.Kind.EVENTS) {
                // Files come sorted by name, which is by position.
                current = file.file();
                size = file.bytes();
            }
        }
    }

    void write(List<ExportRecord> records) throws IOException, RetryableException {
        List<ExportRecord> fresh = folder.fresh(records);
        if (fresh.isEmpty()) {
            return;
        }
        Set<String> written = new HashSet<>();
        long next = folder.lastPosition() + 1;
        try (Commit commit = folder.begin()) {
            for (ExportRecord record : fresh) {
                CaptureEvent event = record.event();
                commit.event(record.position(), event);
                long length = record.json().getBytes(StandardCharsets.UTF_8).length + 1L;
                file(commit, record.position(), record.position() == next, length)
                        .event(record.json());
                size += length;
                next = record.position() + 1;
                if (pictures
                        && event.body() instanceof Frame frame
                        && !frame.image().isEmpty()) {
                    picture(commit, frame.image(), record, written);
                }
            }
            commit.commit();
        }
    }

    /** Positions in a file have no holes: the position of a line is the number in the name and that of the line. */
    private FileOut file(Commit commit, long position, boolean follows, long length) throws IOException {
        if (current.isEmpty() || !follows || (size > 0 && size + length > maxFileBytes)) {
            current = String.format("events-%012d.jsonl", position);
            size = 0;
        }
        return commit.append(current, FileEntry.Kind.EVENTS);
    }

    private void picture(Commit commit, String image, ExportRecord record, Set<String> written)
            throws IOException, RetryableException {
        String name = "images/" + image + ".png";
        if (folder.file(name).isPresent() || !written.add(name)) {
            return;
        }
        Optional<byte[]> png = record.picture();
        if (png.isPresent()) {
            commit.create(name, FileEntry.Kind.IMAGE).write(png.get());
        }
    }

    void rest() throws IOException {
        folder.rest();
    }

    /** Takes the folder again; says whether it is there, and as it was left. */
    boolean resume() throws IOException {
        return DatasetCheck.isExportFolder(folder.path()) && folder.resume();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
