package org.oriel.trajectory.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** What is done to files, each step of it visible to a test that ends the process there. */
final class Disk {
    /** Called before each step that changes something. */
    interface Probe {
        void before(String step) throws IOException;
    }

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Probe probe;

    Disk(Probe probe) {
        this.probe = probe;
    }

    Disk() {
        this(step -> {});
    }

    static Path resolve(Path dir, String name) {
        return dir.resolve(name.replace("/", dir.getFileSystem().getSeparator()));
    }

    void folders(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            probe.before("folder " + path.getFileName());
            Files.createDirectories(path, only("rwx------"));
            Path parent = path.getParent();
            if (parent != null) {
                forceFolder(parent);
            }
        }
    }

    /** A file that did not exist, or that is begun anew. */
    FileChannel create(Path path) throws IOException {
        probe.before("create " + path.getFileName());
        Files.deleteIfExists(path);
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only("rw-------"));
    }

    /** A file that is there, from {@code size} on. */
    FileChannel grow(Path path, long size) throws IOException {
        probe.before("grow " + path.getFileName());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            channel.truncate(size);
            channel.position(size);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        probe.before("write");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void force(FileChannel channel) throws IOException {
        probe.before("force");
        channel.force(true);
    }

    void rename(Path from, Path to) throws IOException {
        probe.before("rename to " + to.getFileName());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(Path path) throws IOException {
        probe.before("delete " + path.getFileName());
        Files.deleteIfExists(path);
    }

    /** Deletes the folder of {@code file} where nothing is left in it, and those above it, below {@code top}. */
    void prune(Path top, Path file) throws IOException {
        Path folder = file.getParent();
        while (folder != null && !folder.equals(top) && folder.startsWith(top) && isEmpty(folder)) {
            delete(folder);
            folder = folder.getParent();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            return !all.iterator().hasNext();
        }
    }

    /** Without this a power cut may take the name of a file whose content is on the device. */
    void forceFolder(Path path) throws IOException {
        probe.before("force folder");
        if (!POSIX) {
            return; // Windows cannot open folders, and does not need this.
        }
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** A file that is replaced as a whole. The folder still has to be forced. */
    void replace(Path path, byte[] content) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + Names.PART);
        try (FileChannel channel = create(part)) {
            write(channel, ByteBuffer.wrap(content));
            force(channel);
        }
        rename(part, path);
    }

    void replace(Path path, String content) throws IOException {
        replace(path, content.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Adds the first {@code bytes} bytes of a file; fewer where it is shorter. */
    static long digest(Path path, long bytes, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long done = 0;
        try (InputStream in = Files.newInputStream(path)) {
            while (done < bytes) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
                if (count < 0) {
                    break;
                }
                digest.update(buffer, 0, count);
                done += count;
            }
        }
        return done;
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
