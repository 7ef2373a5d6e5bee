package org.oriel.export.jsonl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.RetryableException;

/** The folder with the files, and what can be told from their names and lines. */
final class Folder {
    /** How a file is opened; a test makes it fail. */
    interface Opener {
        FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException;
    }

    /** Whole lines at the beginning of a file. */
    private record Extent(long lines, long bytes) {}

    private static final Pattern NAME = Pattern.compile("events-(\\d{12,18})\\.jsonl");

    private final Path path;
    private final Opener opener;

    Folder(Path path, Opener opener) {
        this.path = path;
        this.opener = opener;
    }

    Path path() {
        return path;
    }

    void create() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, only("rwx------"));
        }
    }

    /**
     * Opens the file with the highest positions, without half a line that a crash may have left; {@code null} when there is
     * none.
     */
    @Nullable
    JsonlFile openNewest() throws IOException {
        NavigableMap<Long, Path> files = files();
        if (files.isEmpty()) {
            return null;
        }
        Map.Entry<Long, Path> newest = files.lastEntry();
        Extent whole = extent(newest.getValue());
        FileChannel channel = opener.open(newest.getValue(), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            if (channel.size() > whole.bytes()) {
                channel.truncate(whole.bytes());
            }
            // Lines that a killed process wrote may still be on their way to the device, and count as delivered from
            // here on.
            channel.force(true);
            return new JsonlFile(newest.getValue(), channel, newest.getKey() + whole.lines(), whole.bytes());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Begins a file whose first line is the event at {@code position}. */
    JsonlFile begin(long position) throws IOException {
        Path file = path.resolve(String.format("events-%012d.jsonl", position));
        FileChannel channel =
                opener.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only("rw-------"));
        forceFolder();
        return new JsonlFile(file, channel, position, 0);
    }

    /** Without this a power cut may take the name of a file whose content is on the device. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Windows cannot open folders, and does not need this.
        }
    }

    /**
     * That the lines of {@code repeated} are here: positions alone would call the first events of a new store repetitions of
     * an old one.
     */
    void checkHolds(List<ExportRecord> repeated) throws IOException, RetryableException {
        if (repeated.isEmpty()) {
            return;
        }
        NavigableMap<Long, Path> files = files();
        for (int i = 0; i < repeated.size(); ) {
            long position = repeated.get(i).position();
            Map.Entry<Long, Path> file = files.floorEntry(position);
            int found = file == null ? 0 : matching(file.getValue(), position - file.getKey(), repeated, i);
            if (found == 0) {
                throw new RetryableException(path + " does not hold the event at position " + position
                        + ": its files belong to another store; move them away or set another directory");
            }
            i += found;
        }
    }

    /** How many of {@code records}, from index {@code from} on, stand in {@code file} from line {@code line} on. */
    private static int matching(Path file, long line, List<ExportRecord> records, int from) throws IOException {
        int found = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
            LineReader lines = new LineReader(in);
            for (long skipped = 0; skipped < line; skipped++) {
                if (!lines.skip()) {
                    return 0;
                }
            }
            while (from + found < records.size()
                    && records.get(from + found).position() == records.get(from).position() + found) {
                String text = lines.next();
                if (text == null
                        || !text.equals(asStored(records.get(from + found).json()))) {
                    return found;
                }
                found++;
            }
        }
        return found;
    }

    /** Half a surrogate pair has no UTF-8. */
    private static String asStored(String json) {
        return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private NavigableMap<Long, Path> files() throws IOException {
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path file : all) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.put(Long.parseLong(name.group(1)), file);
                }
            }
        }
        return files;
    }

    /** Counts lines that begin and end as an object does; a power cut may leave zeros behind the last good one. */
    private static Extent extent(Path file) throws IOException {
        long lines = 0;
        long bytes = 0;
        long length = 0;
        int first = 0;
        int before = 0;
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    int c = buffer[i];
                    first = length++ == 0 ? c : first;
                    if (c == 0 || (c == '\n' && (first != '{' || before != '}'))) {
                        return new Extent(lines, bytes);
                    }
                    if (c == '\n') {
                        lines++;
                        bytes += length;
                        length = 0;
                    }
                    before = c;
                }
            }
        }
        return new Extent(lines, bytes);
    }

    private static FileAttribute<?>[] only(String permissions) {
        return java.nio.file.FileSystems.getDefault()
                        .supportedFileAttributeViews()
                        .contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Lines as they were written: ended by a line feed, nothing else. */
    private static final class LineReader {
        private final InputStream in;

        LineReader(InputStream in) {
            this.in = in;
        }

        boolean skip() throws IOException {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    return true;
                }
            }
            return false;
        }

        @Nullable
        String next() throws IOException {
            java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(c);
            }
            return null;
        }
    }
}
