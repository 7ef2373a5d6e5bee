package org.oriel.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.LogLevel;

/** A log file of limited size with three predecessors. */
final class LogFile implements AutoCloseable {
    private static final int KEPT = 3;

    private final Path directory;
    private final long maxBytes;
    private FileChannel channel;
    private boolean broken;

    LogFile(Path directory, long maxBytes) throws IOException {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("directory " + directory + " is relative, allowed: an absolute path");
        }
        if (maxBytes < 1024) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + ", allowed: 1024 or more");
        }
        this.directory = directory;
        this.maxBytes = maxBytes;
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        channel = open();
    }

    private Path file(int age) {
        return directory.resolve(age == 0 ? "oriel.log" : "oriel." + age + ".log");
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file(0),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    synchronized void write(long millis, LogLevel level, String bundle, String message, @Nullable Throwable exception) {
        if (broken) {
            return;
        }
        StringBuilder line = new StringBuilder();
        line.append(Instant.ofEpochMilli(millis)).append(' ').append(level).append(' ');
        line.append(bundle).append(": ").append(message).append('\n');
        if (exception != null) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        try {
            channel.write(ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.UTF_8)));
            if (channel.size() > maxBytes) {
                rotate();
            }
        } catch (IOException e) {
            // A full disk must not take the agent down; the log in memory goes on.
            broken = true;
        }
    }

    private void rotate() throws IOException {
        channel.close();
        for (int age = KEPT; age > 0; age--) {
            if (Files.exists(file(age - 1))) {
                Files.move(file(age - 1), file(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        channel = open();
    }

    @Override
    public synchronized void close() throws IOException {
        broken = true;
        channel.close();
    }
}
