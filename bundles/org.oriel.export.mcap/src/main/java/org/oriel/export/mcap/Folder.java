package org.oriel.export.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FolderKind;
import org.oriel.trajectory.dataset.Manifest;
import org.oriel.trajectory.dataset.Provenance;

/**
 * The folder of a data set. The file that is being written and its pictures stand in {@code .oriel}, which readers of the data
 * set pass over; they become part of it when the file is finished.
 */
final class Folder {
    private static final Pattern NAME = Pattern.compile("(\\d{12,18})-[A-Za-z0-9_-]+\\.mcap");

    private final Path path;
    private final Path own;
    private final Provenance provenance;

    Folder(Path path, Provenance provenance) {
        this.path = path;
        this.own = path.resolve(".oriel");
        this.provenance = provenance;
    }

    Path path() {
        return path;
    }

    Path open() {
        return own.resolve("open.mcap");
    }

    Path temporary(String name) {
        return own.resolve(name + ".tmp");
    }

    Pictures pictures() {
        return new Pictures(own.resolve("pictures"), path.resolve("images"));
    }

    /** The folder as a data set, with its manifest, for a change of it. */
    DatasetFolder dataset(String purpose) throws IOException {
        return DatasetFolder.open(path, new FolderKind("mcap", 1, "mcap", purpose), provenance);
    }

    /** Makes it a data set, before anything of ours stands in it; keeps other exporters away until it is closed. */
    Closeable hold(String purpose) throws IOException, RetryableException {
        if (!DatasetCheck.isExportFolder(path)) {
            dataset(purpose).close();
        }
        return lock();
    }

    /** Keeps other exporters away, of this process and of others, until it is closed. */
    Closeable lock() throws IOException, RetryableException {
        FileChannel channel =
                FileChannel.open(own.resolve("writer.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another instance of this process: the same answer as for another process.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new RetryableException(path + ": another exporter writes there just now");
    }

    /** What the data set holds. Puts right what a crash left of a change, and refuses what is not ours. */
    Manifest manifest(String purpose) throws IOException {
        try (DatasetFolder dataset = dataset(purpose)) {
            return dataset.manifest();
        }
    }

    /** The file that a process left behind; {@code null} where there is none, or nothing in it that is not published. */
    @Nullable
    McapFile resume(Manifest manifest) throws IOException {
        if (!Files.exists(open())) {
            return null;
        }
        Scan scan = Scan.of(open(), (position, bytes, offset, length) -> {});
        // Published, and then the process ended: by a link, so it must not be cut here.
        boolean published = scan.isHeaded() && scan.head().first() <= manifest.lastPosition();
        if (!scan.isHeaded() || published) {
            discardOpen();
            return null;
        }
        return McapFile.resume(open(), scan);
    }

    /** Name in the data set of the file that begins so. */
    static String name(McapFile.Head head) {
        return String.format("%012d-%s.mcap", head.first(), head.session());
    }

    /** Lets what was published, or taken back, go. */
    void discardOpen() throws IOException {
        Files.deleteIfExists(open());
        pictures().discardNew();
        Disk.forceNames(open());
    }

    /** That the events are here: positions alone would call the first events of a new store repetitions of an old one. */
    void checkHolds(List<ExportRecord> repeated, McapFile.@Nullable Head openHead, String purpose)
            throws IOException, RetryableException {
        Manifest manifest = manifest(purpose);
        if (!manifest.recalls().isEmpty()) {
            return; // What was taken back is not here, and must not come back.
        }
        Map<Long, ExportRecord> missing = new HashMap<>();
        repeated.forEach(record -> missing.put(record.position(), record));
        NavigableMap<Long, Path> files = new TreeMap<>();
        for (FileEntry file : manifest.files()) {
            Matcher name = NAME.matcher(file.file());
            if (name.matches()) {
                files.put(Long.parseLong(name.group(1)), path.resolve(file.file()));
            }
        }
        if (openHead != null) {
            files.put(openHead.first(), open());
        }
        for (ExportRecord record : repeated) {
            Map.Entry<Long, Path> file = files.floorEntry(record.position());
            if (missing.containsKey(record.position()) && file != null) {
                // Once read, a file is done: it takes out all that it holds.
                files.remove(file.getKey());
                Scan.of(file.getValue(), (position, bytes, offset, length) -> {
                    ExportRecord wanted = missing.get(position);
                    String json = new String(bytes, offset, length, StandardCharsets.UTF_8);
                    if (wanted != null && json.equals(asStored(wanted.json()))) {
                        missing.remove(position);
                    }
                });
            }
        }
        if (!missing.isEmpty()) {
            throw new RetryableException(path + " does not hold the event at position "
                    + missing.keySet().stream().sorted().findFirst().orElse(0L)
                    + ": its files belong to another store; move them away or set another directory");
        }
    }

    /** Half a surrogate pair has no UTF-8. */
    private static String asStored(String json) {
        return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
