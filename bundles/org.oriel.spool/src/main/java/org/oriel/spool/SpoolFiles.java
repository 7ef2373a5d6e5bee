package org.oriel.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.oriel.host.StoreException;
import org.oriel.host.StoreException.Reason;

/** The files of one store. Files are 0600 and folders 0700 from the moment they exist. */
final class SpoolFiles {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    /** Folders that instances of this process hold. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;

    SpoolFiles(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path database() {
        return directory.resolve("spool.db");
    }

    Path log() {
        return directory.resolve("spool.db-wal");
    }

    Path keys() {
        return directory.resolve("keys");
    }

    Path wrappingKey() {
        return keys().resolve("wrapping.key");
    }

    Path images() {
        return directory.resolve("images");
    }

    Path reserve() {
        return directory.resolve("reserve");
    }

    Path natives() {
        return directory.resolve("native");
    }

    /** Exists since the first start: tells an empty database that was emptied from one that is new. */
    private Path marker() {
        return directory.resolve("spool.format");
    }

    void create() throws IOException {
        createFolder(directory);
        createFolder(natives());
        createFolder(images());
    }

    static void createFolder(Path folder) throws IOException {
        if (POSIX) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
            if (!PRIVATE_FOLDER.equals(Files.getPosixFilePermissions(folder))) {
                Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
            }
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Creates an empty file that only the user can read, unless there is one. */
    static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, fileAttributes());
        } catch (FileAlreadyExistsException e) {
            if (POSIX && !PRIVATE_FILE.equals(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, PRIVATE_FILE);
            }
        }
    }

    /** Writes a file as a whole or not at all; it is on the device when this returns. */
    static void write(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        createFile(temporary);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(file.toAbsolutePath().getParent());
    }

    static void forceFolder(@org.jspecify.annotations.Nullable Path folder) throws IOException {
        if (POSIX && folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] fileAttributes() {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE_FILE)}
                : new FileAttribute<?>[0];
    }

    /** Refuses a database file that is none before SQLite could touch it. */
    void checkDatabase() throws StoreException, IOException {
        Path file = database();
        if (!Files.exists(file) || Files.size(file) == 0) {
            if (!isNew()) {
                throw new StoreException(
                        Reason.CORRUPT,
                        file + " is missing or empty, but " + directory
                                + " held a store: restore it, or remove the folder to begin a new one");
            }
            return;
        }
        byte[] head = new byte[MAGIC.length];
        try (var in = Files.newInputStream(file)) {
            if (in.readNBytes(head, 0, head.length) < head.length || !java.util.Arrays.equals(head, MAGIC)) {
                throw new StoreException(Reason.CORRUPT, file + " is not a store; it was not changed");
            }
        }
    }

    /** Whether no store has ever been completed here. */
    boolean isNew() {
        return !Files.exists(marker());
    }

    void mark(String spoolId) throws IOException {
        if (isNew()) {
            write(marker(), ("oriel-spool 1\n" + spoolId + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Keeps other instances out until it is closed. Those of this process are kept out by a list, because a file lock
     * belongs to the process: closing a second channel to the same file would give up the first one's lock.
     */
    Closeable lock() throws StoreException, IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw new StoreException(Reason.IO, directory + " is in use by another instance");
        }
        FileChannel channel = null;
        try {
            Path file = directory.resolve("spool.lock");
            createFile(file);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new StoreException(Reason.IO, directory + " is in use by another instance");
            }
            FileChannel locked = channel;
            return () -> {
                try {
                    locked.close();
                } finally {
                    HELD.remove(real);
                }
            };
        } catch (IOException | StoreException e) {
            HELD.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    /**
     * Whether an instance of this process has the store open. Its database file must not be opened beside SQLite then:
     * closing it would give up SQLite's locks (https://sqlite.org/howtocorrupt.html, 2.2).
     */
    boolean heldHere() {
        try {
            return HELD.contains(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    long bytes() {
        return size(database()) + size(log());
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
