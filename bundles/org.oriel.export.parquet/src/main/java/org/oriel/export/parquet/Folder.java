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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.RetryableException;

/**
 * The folder of a data set. What the exporter itself needs stands in {@code .oriel}, which readers of the data set pass over:
 * the journal, sums of ids, and files that are not whole yet.
 */
final class Folder {
    private static final Pattern JOURNAL = Pattern.compile("journal-(\\d{5,9})\\.log");
    private static final Pattern IDS = Pattern.compile("ids-(\\d{5,9})-(\\d+)-(\\d+)\\.bin");

    private final Path path;
    private final Path own;
    private final String split;
    private final LongSupplier clock;

    Folder(Path path, String split, LongSupplier clock) {
        this.path = path;
        this.own = path.resolve(".oriel");
        this.split = split;
        this.clock = clock;
    }

    Path path() {
        return path;
    }

    /** Where the pictures are: for everybody, or until they stand in a Parquet file. */
    Pictures pictures(boolean inside) {
        return new Pictures(inside ? own.resolve("pictures") : path.resolve("images"));
    }

    /** A place for a file that is not whole yet. */
    Path temporary(String name) {
        return own.resolve(name + ".tmp");
    }

    /** The file {@code number} of a table, such as {@code events/train-00000.parquet}. */
    Path table(String table, int number) {
        return tables(table).resolve(String.format("%s-%05d.parquet", split, number));
    }

    /** The folder with the files of a table. */
    Path tables(String table) {
        return path.resolve(table);
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
                FileChannel.open(own.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

    /** Opens the journal that is there, or begins one where there is nothing at all. */
    Journal resume(long firstPosition) throws IOException, RetryableException {
        NavigableMap<Integer, Path> journals = journals();
        if (journals.isEmpty()) {
            refuseWhatIsNotOurs();
            return begin(0, firstPosition - 1);
        }
        int number = journals.lastKey();
        for (Path old : journals.headMap(number).values()) {
            Files.deleteIfExists(old);
        }
        Journal journal = Journal.open(journals.lastEntry().getValue(), number);
        // Its file got its name, and then the process ended.
        return Files.exists(table(EventTable.NAME, number)) ? next(journal) : journal;
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

    /** Without a journal nobody knows which events are in files that are here: they are never mixed with new ones. */
    private void refuseWhatIsNotOurs() throws IOException, RetryableException {
        try (Stream<Path> all = Files.list(path)) {
            if (all.anyMatch(file -> !file.equals(own))) {
                throw new RetryableException(path + " holds files, and no journal that says which events they have:"
                        + " move them away or set another directory");
            }
        }
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
