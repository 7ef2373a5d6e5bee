package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.ExportRecord;
import org.oriel.trajectory.dataset.Manifest.RecallNote;
import org.oriel.trajectory.dataset.Manifest.Session;

/**
 * A change of a folder: all of it, or none.
 *
 * <p><b>What:</b> files to write and what to count; {@link #commit} makes it so, {@link #close} without it takes it back.
 * <b>Threading:</b> one thread. <b>Errors:</b> after an {@link IOException} close it; if {@link #commit} threw it, the folder
 * too. <b>Data:</b> what {@link #event} is given is counted, not written.
 */
public final class Commit implements AutoCloseable {
    private final DatasetFolder folder;
    private final Disk disk;
    private final Contents contents;
    private final Provenance provenance;
    private final long number;
    private final Map<String, FileOut> outs = new LinkedHashMap<>();
    private final List<String> staged = new ArrayList<>();
    private final Tally tally;
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final TreeMap<String, Manifest.LossCount> losses = new TreeMap<>();
    private final List<String> removedFiles = new ArrayList<>();
    private final List<String> removedSessions = new ArrayList<>();
    private final Map<String, Session> changedSessions = new LinkedHashMap<>();
    private final List<FileEntry> changedFiles = new ArrayList<>();
    private final List<RecallNote> recalls = new ArrayList<>();
    private final Set<Path> newFolders = new LinkedHashSet<>();
    private boolean ended;

    Commit(DatasetFolder folder, Disk disk, Contents contents, Provenance provenance) {
        this.folder = folder;
        this.disk = disk;
        this.contents = contents;
        this.provenance = provenance;
        this.number = contents.commit() + 1;
        this.tally = new Tally(contents);
    }

    /** A new file, or a new content for one that is there. */
    public FileOut create(String name, FileEntry.Kind kind) throws IOException {
        return open(name, kind, true);
    }

    /** A new file for a writer that wants a path ({@link FileOut#path}) instead of a stream. */
    public FileOut stage(String name, FileEntry.Kind kind) throws IOException {
        return open(name, kind, false);
    }

    private FileOut open(String name, FileEntry.Kind kind, boolean stream) throws IOException {
        checkFree(name);
        boolean indexed = kind == FileEntry.Kind.LINES || kind == FileEntry.Kind.RECORDS;
        FileOut index = indexed ? begin(Names.index(name), FileEntry.Kind.OTHER, null, true) : null;
        FileOut out = begin(name, kind, index, stream);
        outs.put(name, out);
        return out;
    }

    private FileOut begin(String name, FileEntry.Kind kind, @Nullable FileOut index, boolean stream)
            throws IOException {
        Path part = Disk.resolve(folder.path(), name + "." + number + Names.PART);
        folderOf(part);
        staged.add(name);
        return new FileOut(
                name,
                kind,
                part,
                disk,
                stream ? disk.create(part) : null,
                new FileOut.Start(Disk.sha256(), 0, 0, index, this::count));
    }

    /** More lines for a file; it is begun where it is not there. Asked again in the same commit, the same. */
    public FileOut append(String name, FileEntry.Kind kind) throws IOException {
        FileOut open = outs.get(name);
        if (open != null && open.kind == kind) {
            return open;
        }
        if (!Recovery.grows(kind)) {
            throw new IllegalArgumentException(name + ": a file of kind " + kind + " does not grow");
        }
        FileEntry entry = contents.file(name);
        if (entry == null) {
            return create(name, kind);
        }
        checkFree(name);
        if (entry.kind() != kind) {
            throw new DatasetException(name + " is of kind " + entry.kind() + ", not " + kind);
        }
        FileOut out = grow(entry);
        outs.put(name, out);
        return out;
    }

    private FileOut grow(FileEntry entry) throws IOException {
        Path file = Disk.resolve(folder.path(), entry.file());
        DatasetFolder.Tail tail = folder.tail(entry.file());
        if (tail == null || tail.bytes() != entry.bytes()) {
            tail = Tails.read(folder.path(), entry);
        }
        FileOut index = null;
        if (entry.kind() == FileEntry.Kind.LINES) {
            Path beside = Disk.resolve(folder.path(), Names.index(entry.file()));
            FileOut.Start start = new FileOut.Start(Disk.sha256(), tail.indexBytes(), 0, null, this::count);
            FileChannel channel = disk.grow(beside, tail.indexBytes());
            index = new FileOut(Names.index(entry.file()), FileEntry.Kind.OTHER, beside, disk, channel, start);
        }
        FileChannel channel = disk.grow(file, entry.bytes());
        FileOut.Start start =
                new FileOut.Start(FileOut.copy(tail.digest()), entry.bytes(), entry.records(), index, this::count);
        return new FileOut(entry.file(), entry.kind(), file, disk, channel, start);
    }

    private void checkFree(String name) throws IOException {
        folder.checkUsable();
        Names.checked(name);
        if (outs.containsKey(name) || removedFiles.contains(name)) {
            throw new IllegalStateException(name + " is changed twice in one commit");
        }
    }

    /** Counts an event of a record, see {@link #event(long, CaptureEvent)}. */
    public void event(ExportRecord record) throws IOException {
        event(record.position(), record.event());
    }

    /**
     * Counts an event, and moves {@link DatasetFolder#lastPosition} to it. To be called for each event that the exporter is
     * given, in order, also for those that leave nothing in a file.
     */
    public void event(long position, CaptureEvent event) throws IOException {
        tally.add(position, event);
        counts.merge("events", 1L, Long::sum);
    }

    /** Adds to a number of the data set, such as {@code steps}. */
    public void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    /** Something that the format cannot say, in a step made of {@code scope}. */
    public void loss(Loss loss, Scope scope) throws IOException {
        append(Manifest.LOSSES, FileEntry.Kind.LINES).line(Losses.line(loss), scope);
        change(new Manifest.LossCount(loss.dialect(), loss.reason(), 1));
    }

    /** Notes something that is missing and that no event tells. */
    public void gap(Manifest.Gap gap) {
        tally.gap(gap);
    }

    /** What the exporter wants to find in {@link DatasetFolder#state} after this commit. Not part of the data set. */
    public void state(byte[] state) throws IOException {
        own(Names.STATE, State.sealed(state));
    }

    /** A file of our own records. */
    void own(String name, byte[] content) throws IOException {
        folder.checkUsable();
        Path part = Disk.resolve(folder.path(), name + "." + number + Names.PART);
        folderOf(part);
        try (FileChannel channel = disk.create(part)) {
            disk.write(channel, ByteBuffer.wrap(content));
            disk.force(channel);
        }
        if (!staged.contains(name)) {
            staged.add(name);
        }
    }

    /** Takes a file out. */
    public void remove(String name) throws IOException {
        checkFree(name);
        removedFiles.add(name);
    }

    void removeSession(String session) {
        removedSessions.add(session);
        changedSessions.remove(session);
    }

    void change(Session session) {
        changedSessions.put(session.session(), session);
    }

    void change(FileEntry entry) {
        changedFiles.add(entry);
    }

    void change(Manifest.LossCount loss) {
        losses.merge(
                loss.dialect() + "\n" + loss.reason(),
                loss,
                (a, b) -> new Manifest.LossCount(a.dialect(), a.reason(), a.steps() + b.steps()));
    }

    void note(RecallNote note) {
        recalls.add(note);
    }

    /** When it returns, the change is in the folder for good. */
    public void commit() throws IOException {
        folder.checkUsable();
        List<FileEntry> files = new ArrayList<>(changedFiles);
        for (FileOut out : outs.values()) {
            files.add(out.finish());
        }
        for (Path path : newFolders) {
            disk.forceFolder(path);
        }
        changedSessions.putAll(tally.sessions());
        Manifest add = new Manifest(
                contents.dataset(),
                contents.kind(),
                number,
                tally.lastPosition(),
                tally.lastEvent(),
                tally.source(),
                counts,
                List.copyOf(changedSessions.values()),
                files,
                tally.written(provenance),
                tally.screens(),
                tally.gaps(),
                List.copyOf(losses.values()),
                recalls,
                List.of());
        folder.write(new Delta(add, removedFiles, removedSessions), staged);
        ended = true;
        for (FileOut out : outs.values()) {
            if (Recovery.grows(out.kind)) {
                FileOut index = out.index();
                folder.keepTail(
                        out.name, new DatasetFolder.Tail(out.digest, out.size(), index == null ? 0 : index.size()));
            }
        }
    }

    private void folderOf(Path file) throws IOException {
        Path parent = file.resolveSibling(".").normalize();
        disk.folders(parent);
        newFolders.add(parent);
    }

    /** Takes the change back, unless it was committed. */
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        outs.values().forEach(FileOut::abandon);
        for (String name : staged) {
            Path part = Disk.resolve(folder.path(), name + "." + number + Names.PART);
            if (!folder.isBroken()) {
                disk.delete(part);
            }
        }
    }
}
