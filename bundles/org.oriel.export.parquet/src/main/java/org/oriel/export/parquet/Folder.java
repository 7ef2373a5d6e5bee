package org.oriel.export.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.RetryableException;
import org.oriel.trajectory.dataset.DatasetCheck;
import org.oriel.trajectory.dataset.DatasetFolder;
import org.oriel.trajectory.dataset.FileEntry;
import org.oriel.trajectory.dataset.FolderKind;
import org.oriel.trajectory.dataset.Manifest;

/**
 * The folder of a data set. What the exporter itself needs stands in {@code .oriel}, which readers of the data set pass over:
 * the journal, sums of ids, and files that are not whole yet.
 */
final class Folder {
    private static final Pattern JOURNAL = Pattern.compile("journal-(\\d{5,9})\\.log");
    private static final Pattern TABLE = Pattern.compile("[a-z]+/[a-z]+-(\\d{5,9})\\.parquet");
    private static final Pattern IDS = Pattern.compile("ids-(\\d{5,9})-(\\d+)-(\\d+)\\.bin");

    private final Path path;
    private final Path own;
    private final String split;
    private final LongSupplier clock;
    private final Settings settings;

    Folder(Settings settings, String split) {
        this.path = settings.directory();
        this.own = path.resolve(".oriel");
        this.split = split;
        this.clock = settings.clock();
        this.settings = settings;
    }

    /** The folder as a data set, with its manifest, for a change of it. */
    DatasetFolder dataset(String purpose) throws IOException {
        boolean inside = settings.images() == Settings.Images.INSIDE;
        return DatasetFolder.open(
                path, new FolderKind("parquet", 1, "parquet", purpose), settings.provenance(), Card.page(inside));
    }

    /** Makes it a data set, before anything of ours stands in it. */
    void claim(String purpose) throws IOException {
        if (!DatasetCheck.isExportFolder(path)) {
            dataset(purpose).close();
        }
    }

    Path path() {
        return path;
    }

    /** Where the pictures are: for everybody, or until they stand in a Parquet file. */
    Pictures pictures(boolean inside) {
        return new Pictures(own.resolve("pictures"), inside ? own.resolve("pictures") : path.resolve("images"));
    }

    /** A place for a file that is not whole yet. */
    Path temporary(String name) {
        return own.resolve(name + ".tmp");
    }

    /** The file {@code number} of a table, such as {@code events/train-00000.parquet}. */
    String table(String table, int number) {
        return String.format("%s/%s-%05d.parquet", table, split, number);
    }

    Path ids(int number, long first, long last) {
        return own.resolve(String.format("ids-%05d-%d-%d.bin", number, first, last));
    }

    private Path journal(int number) {
        return own.resolve(String.format("journal-%05d.log", number));
    }

    /** Keeps other exporters away, of this process and of others, until it is closed. */
    Closeable lock() throws IOException, RetryableException {
        Disk.folder(own);
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

    /** Opens the journal that is there, or begins one after what is in files. */
    Journal resume(long firstPosition, String purpose) throws IOException {
        Manifest manifest;
        // Also puts right what a crash left of a change, and refuses what is not ours.
        try (DatasetFolder dataset = dataset(purpose)) {
            manifest = dataset.manifest();
        }
        NavigableMap<Integer, Path> journals = journals();
        if (journals.isEmpty()) {
            return manifest.lastPosition() == 0
                    ? begin(0, firstPosition - 1)
                    : begin(after(manifest), manifest.lastPosition());
        }
        int number = journals.lastKey();
        for (Path old : journals.headMap(number).values()) {
            Files.deleteIfExists(old);
        }
        Journal journal = Journal.open(journals.lastEntry().getValue(), number);
        // Its file was written, and then the process ended.
        boolean written =
                manifest.files().stream().anyMatch(file -> file.file().equals(table(EventTable.NAME, number)));
        return written ? next(journal) : journal;
    }

    /** The number after those of files that are or were here; a recall may have taken some out. */
    private int after(Manifest manifest) throws IOException {
        int number = 0;
        for (FileEntry file : manifest.files()) {
            Matcher name = TABLE.matcher(file.file());
            number = name.matches() ? Math.max(number, Integer.parseInt(name.group(1)) + 1) : number;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own, "ids-*.bin")) {
            for (Path file : all) {
                Matcher name = IDS.matcher(file.getFileName().toString());
                number = name.matches() ? Math.max(number, Integer.parseInt(name.group(1)) + 1) : number;
            }
        }
        return number;
    }

    /** Begins the next journal when {@code journal} has become a file. */
    Journal next(Journal journal) throws IOException {
        Journal next = begin(journal.number() + 1, journal.last());
        journal.close();
        Files.deleteIfExists(journal(journal.number()));
        return next;
    }

    private Journal begin(int number, long after) throws IOException {
        return Journal.begin(journal(number), number, after, clock.getAsLong(), temporary("journal"));
    }

    private NavigableMap<Integer, Path> journals() throws IOException {
        NavigableMap<Integer, Path> journals = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own, "journal-*.log")) {
            for (Path file : all) {
                Matcher name = JOURNAL.matcher(file.getFileName().toString());
                if (name.matches()) {
                    journals.put(Integer.parseInt(name.group(1)), file);
                }
            }
        }
        return journals;
    }

    /** The sums of the ids of the file that has {@code position}. */
    @Nullable
    Path idsOf(long position) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own, "ids-*.bin")) {
            for (Path file : all) {
                Matcher name = IDS.matcher(file.getFileName().toString());
                if (name.matches()
                        && Long.parseLong(name.group(2)) <= position
                        && position <= Long.parseLong(name.group(3))) {
                    return file;
                }
            }
        }
        return null;
    }
}
