package org.oriel.export.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;

/** The folder with the files. The one that is being written stands in {@code .oriel}, so that readers see whole ones only. */
final class Folder {
    private static final Pattern NAME = Pattern.compile("(\\d{12,18})-[A-Za-z0-9_-]+\\.mcap");

    private final Path path;
    private final Path own;

    Folder(Path path) {
        this.path = path;
        this.own = path.resolve(".oriel");
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
        return new Pictures(path.resolve("images"));
    }

    /** Keeps other exporters away, of this process and of others, until it is closed. */
    Closeable lock() throws IOException, RetryableException {
        refuseWhatIsNotOurs();
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

    /** Files of others are never mixed with ours. */
    private void refuseWhatIsNotOurs() throws IOException, RetryableException {
        if (Files.isDirectory(path) && !Files.isDirectory(own)) {
            try (Stream<Path> all = Files.list(path)) {
                if (all.findAny().isPresent()) {
                    throw new RetryableException(
                            path + " holds files that this exporter did not write: move them away or"
                                    + " set another directory");
                }
            }
        }
    }

    /** The file that a process left behind; {@code null} where there is none, or nothing in it. */
    @Nullable
    McapFile resume() throws IOException {
        if (!Files.exists(open())) {
            return null;
        }
        Scan scan = Scan.of(open(), (position, bytes, offset, length) -> {});
        if (!scan.isHeaded()) {
            Files.delete(open());
            return null;
        }
        return McapFile.resume(open(), scan);
    }

    /** Gives the finished file its name. */
    void publish(McapFile.Head head) throws IOException {
        Disk.move(open(), path.resolve(String.format("%012d-%s.mcap", head.first(), head.session())));
    }

    /** Position of the last event in finished files; the least number where there is none. */
    long lastPublished() throws IOException {
        NavigableMap<Long, Path> files = files();
        return files.isEmpty()
                ? Long.MIN_VALUE
                : Scan.of(files.lastEntry().getValue(), (position, bytes, offset, length) -> {})
                        .last();
    }

    private NavigableMap<Long, Path> files() throws IOException {
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path, "*.mcap")) {
            for (Path file : all) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.put(Long.parseLong(name.group(1)), file);
                }
            }
        }
        return files;
    }

    /** That the events are here: positions alone would call the first events of a new store repetitions of an old one. */
    void checkHolds(List<ExportRecord> repeated, McapFile.@Nullable Head openHead)
            throws IOException, RetryableException {
        Map<Long, ExportRecord> missing = new HashMap<>();
        repeated.forEach(record -> missing.put(record.position(), record));
        NavigableMap<Long, Path> files = files();
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
