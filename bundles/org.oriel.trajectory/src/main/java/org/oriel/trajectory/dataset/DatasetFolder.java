package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.ExportRecord;

/**
 * A folder that an exporter writes.
 *
 * <p><b>What:</b> changes come in {@link Commit commits}; after a crash the folder holds whole commits and nothing else. A
 * commit that has returned survives a power cut. <b>Threading:</b> one thread at a time; a lock keeps other processes and
 * other instances out. <b>Errors:</b> {@link DatasetException} where the folder is not what it must be, with what to do; any
 * other {@link IOException} as the file system says. After an error, close it and open it again. <b>Data:</b> the files are
 * plain, 0600 in folders 0700.
 *
 * <p>{@code manifest.json} is written last, and atomically. While there are many commits it is not written for each: what is
 * newer stands in {@code .oriel/journal.jsonl} until then, and {@link #close} writes it in any case.
 */
public final class DatasetFolder implements AutoCloseable {
    /** A tenth of the time, at most, goes into manifests. */
    private static final int CHECKPOINT_SHARE = 10;

    /** Enough for all growing files of an exporter with many: one that is missing is read whole to be hashed. */
    private static final int TAILS = 256;

    private final Path dir;
    private final Disk disk;
    private final Provenance provenance;
    private final List<Page> pages;
    private final Set<String> pageNames = new LinkedHashSet<>(List.of(Names.CARD));
    /** Held while this instance may write; null while it rests. */
    private @Nullable FileChannel lock;

    private final Contents contents;
    private final Journal journal;
    private final Map<String, Tail> tails = new LinkedHashMap<>();
    private long nextCheckpointNanos = System.nanoTime();
    private boolean broken;
    private boolean closed;
    private String stamp = "";

    /** Where a growing file ends, so that it need not be read again. */
    record Tail(MessageDigest digest, long bytes, long indexBytes) {}

    /** Opens a folder, or makes it. */
    public static DatasetFolder open(Path dir, FolderKind kind, Provenance provenance, Page... pages)
            throws IOException {
        return new DatasetFolder(dir, kind, provenance, List.of(pages), new Disk());
    }

    /** Opens a folder that is there, to take something out of it. Pages of its exporter stay as they are. */
    public static DatasetFolder openAsIs(Path dir) throws IOException {
        Loaded loaded = Loaded.of(dir);
        return new DatasetFolder(dir, loaded.marker().kind(), Provenance.unknown(""), List.of(), new Disk());
    }

    DatasetFolder(Path dir, FolderKind kind, Provenance provenance, List<Page> pages, Disk disk) throws IOException {
        this.dir = dir.toAbsolutePath().normalize();
        this.disk = disk;
        this.provenance = provenance;
        this.pages = List.copyOf(pages);
        pages.forEach(page -> pageNames.add(page.name()));
        if (!DatasetCheck.isExportFolder(this.dir)) {
            Marker.checkFree(this.dir);
        }
        disk.folders(this.dir);
        disk.folders(Disk.resolve(this.dir, Names.OWN));
        FileChannel held = lock();
        this.lock = held;
        List<Delta> deltas = new ArrayList<>();
        Journal opened = null;
        try {
            Marker marker = marked(kind);
            opened = Journal.open(this.dir, disk, deltas);
            Loaded loaded = Loaded.of(this.dir, marker, deltas);
            pageNames.addAll(loaded.pages());
            this.contents = loaded.contents();
            new Recovery(this.dir, disk, contents).run(deltas, pageNames);
            this.journal = opened;
            if (!loaded.hasManifest() || !deltas.isEmpty()) {
                checkpoint();
            }
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            held.close();
            throw e;
        }
    }

    private Marker marked(FolderKind kind) throws IOException {
        Marker marker = Marker.read(dir);
        if (marker == null) {
            marker = Marker.make(kind);
            disk.replace(Disk.resolve(dir, Names.MARKER), marker.json());
            disk.forceFolder(Disk.resolve(dir, Names.OWN));
        }
        marker.checkIs(kind, dir);
        return marker;
    }

    private FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(Disk.resolve(dir, Names.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock got = null;
        try {
            got = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another instance in this process: the same to the caller.
        } finally {
            if (got == null) {
                channel.close();
            }
        }
        if (got == null) {
            throw new DatasetException(dir + " is in use by another exporter or command: wait for it, or stop it");
        }
        return channel;
    }

    /** Where it is. */
    public Path path() {
        return dir;
    }

    /** What it holds now. */
    public Manifest manifest() {
        return contents.manifest(List.copyOf(pageNames));
    }

    /** Position of the last event that is in it; 0 where there is none. Events up to it are repetitions. */
    public long lastPosition() {
        return contents.lastPosition();
    }

    /**
     * Those of {@code records} that are not in it yet: without repetitions.
     *
     * @throws DatasetException where the folder was filled from another store, whose positions say nothing here
     */
    public List<ExportRecord> fresh(List<ExportRecord> records) throws DatasetException {
        long last = contents.lastPosition();
        int repeated = 0;
        while (repeated < records.size() && records.get(repeated).position() <= last) {
            repeated++;
        }
        if (repeated > 0) {
            ExportRecord before = records.get(repeated - 1);
            boolean other = !Tally.source(contents, before.event().device()).equals(contents.source())
                    || (before.position() == last && !before.id().equals(contents.lastEvent()));
            if (other) {
                throw new DatasetException(dir + " was filled from another store: choose another folder");
            }
        }
        return records.subList(repeated, records.size());
    }

    /** The file of this name, if it is in the data set. */
    public Optional<FileEntry> file(String name) {
        return Optional.ofNullable(contents.file(name));
    }

    /** What {@link Commit#state} was last given: what the exporter needs to go on after {@link #lastPosition}. */
    public Optional<byte[]> state() throws IOException {
        return State.read(dir);
    }

    /** Begins a change. There is one at a time; close it. */
    public Commit begin() throws IOException {
        checkUsable();
        if (!resume()) {
            throw new DatasetException(dir + " was changed by another exporter or command: open the folder again");
        }
        return new Commit(this, disk, contents, provenance);
    }

    /** Lets other instances have the folder until {@link #resume}, or the next change. */
    public void rest() throws IOException {
        FileChannel held = lock;
        if (held != null) {
            stamp = stamp();
            lock = null;
            held.close();
        }
    }

    /**
     * Takes the folder again after {@link #rest}.
     *
     * @return whether it is as it was left; otherwise it can only be closed, and opened again
     */
    public boolean resume() throws IOException {
        if (lock == null && !closed) {
            lock = lock();
            broken |= !stamp().equals(stamp);
        }
        return !broken;
    }

    /** Whoever has the folder now reads the journal, and writes the manifest. */
    private boolean isMine() {
        try {
            return resume();
        } catch (IOException e) {
            return false;
        }
    }

    /** Any commit of another instance changes it: a line in the journal, or a manifest that took the place of this one. */
    private String stamp() throws IOException {
        BasicFileAttributes manifest = Files.readAttributes(dir.resolve(Manifest.FILE), BasicFileAttributes.class);
        return manifest.fileKey() + " " + manifest.lastModifiedTime() + " " + manifest.size() + " "
                + Files.size(Disk.resolve(dir, Names.JOURNAL));
    }

    boolean isBroken() {
        return broken;
    }

    void checkUsable() throws IOException {
        if (closed) {
            throw new DatasetException(dir + " was closed");
        }
        if (broken) {
            throw new DatasetException(dir + ": a change failed half-way; open the folder again");
        }
    }

    /** From here until it returns, only a new opening knows what is on the device. */
    void write(Delta delta, List<String> staged) throws IOException {
        broken = true;
        journal.add(delta);
        contents.apply(delta);
        Set<Path> folders = new LinkedHashSet<>();
        for (String name : staged) {
            Path to = Disk.resolve(dir, name);
            disk.rename(Disk.resolve(dir, name + "." + contents.commit() + Names.PART), to);
            folders.add(to.resolveSibling("."));
        }
        for (String name : delta.removedFiles()) {
            Recovery.remove(dir, disk, name);
            tails.remove(name);
            folders.add(Disk.resolve(dir, name).resolveSibling("."));
        }
        for (Path folder : folders) {
            disk.forceFolder(folder);
        }
        for (String name : delta.removedFiles()) {
            Recovery.prune(dir, disk, name);
        }
        broken = false;
        if (System.nanoTime() - nextCheckpointNanos >= 0) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        long began = System.nanoTime();
        broken = true;
        Manifest manifest = manifest();
        disk.replace(dir.resolve(Names.CARD), DataCard.of(manifest));
        for (Page page : pages) {
            disk.replace(dir.resolve(page.name()), page.text(manifest));
        }
        disk.replace(dir.resolve(Manifest.FILE), manifest.json());
        disk.forceFolder(dir);
        journal.clear();
        broken = false;
        long ended = System.nanoTime();
        nextCheckpointNanos = ended + (ended - began) * (CHECKPOINT_SHARE - 1);
    }

    @Nullable
    Tail tail(String name) {
        return tails.get(name);
    }

    void keepTail(String name, Tail tail) {
        tails.remove(name);
        tails.put(name, tail);
        if (tails.size() > TAILS) {
            tails.remove(tails.keySet().iterator().next());
        }
    }

    /** Writes the manifest if it is not of the last commit, and lets the folder go. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        boolean mine = !broken && !journal.isEmpty() && Files.isDirectory(dir) && isMine();
        closed = true;
        try (FileChannel held = lock;
                journal) {
            if (mine) {
                checkpoint();
            }
        }
    }
}
