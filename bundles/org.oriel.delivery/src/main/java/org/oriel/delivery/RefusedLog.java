package org.oriel.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recorded gaps of one exporter: {@code refused-<name>.jsonl}, one line for each stretch of positions that its target
 * will never get, with the reason. It holds no content, and outlives the exporter.
 */
final class RefusedLog {
    /** Why a stretch is missing. */
    enum Kind {
        /** The exporter said that its target refuses it for good. */
        REFUSED,
        /** The person did not agree that it goes there. */
        NOT_COVERED,
        /** The store cannot read it. */
        DAMAGED,
        /** The store does not have it any more: it was taken back, or was kept as long as it may be. */
        MISSING
    }

    private static final Pattern COUNTED =
            Pattern.compile("\"kind\":\"(?:refused|not_covered|damaged)\".*?\"events\":(\\d{1,18})[,}]");

    private final Path file;
    private final Clock clock;

    RefusedLog(Path directory, String name, Clock clock) {
        this.file = directory.resolve("refused-" + name + ".jsonl");
        this.clock = clock;
    }

    /** Adds a line; when it returns the line survives a power cut. */
    void append(Kind kind, long first, long last, long events, String reason) throws IOException {
        String line = "{\"time\":\"" + clock.instant() + "\",\"kind\":\""
                + kind.name().toLowerCase(java.util.Locale.ROOT) + "\",\"first\":" + first + ",\"last\":" + last
                + ",\"events\":" + events + ",\"reason\":\"" + escaped(reason) + "\"}\n";
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ours = posix ? only("rwx------") : new FileAttribute<?>[0];
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()), ours);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                posix ? only("rw-------") : new FileAttribute<?>[0])) {
            ByteBuffer bytes =
                    ByteBuffer.wrap((endsTorn(channel) ? "\n" + line : line).getBytes(StandardCharsets.UTF_8));
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Whether a crash left half a line. */
    private static boolean endsTorn(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    /** How many events were refused or unreadable so far, over all runs. */
    long total() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long sum = 0;
        // Not Files.lines: a torn last line may end inside a character.
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            Matcher matcher = COUNTED.matcher(line);
            sum += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        }
        return sum;
    }

    private static FileAttribute<?>[] only(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else {
                out.append(c < ' ' ? ' ' : (char) c);
            }
        });
        return out.toString();
    }
}
