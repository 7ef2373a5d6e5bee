package org.oriel.consent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** {@code grants.json} and the notices that were agreed to; only its user can read them. */
final class GrantFile {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path directory;
    private final Path file;

    GrantFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("grants.json");
    }

    /**
     * What was read.
     *
     * @param stored nothing, where the file is missing or broken
     * @param problem one line naming the file, empty when it is fine
     */
    record Loaded(Stored stored, String problem) {}

    /** Reads the file. A broken one is no consent; it is kept under another name, for whoever must explain it. */
    Loaded load() {
        String why;
        try {
            return new Loaded(StoredJson.read(Files.readString(file)), "");
        } catch (NoSuchFileException e) {
            return new Loaded(Stored.NOTHING, "");
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            why = e.toString();
        }
        return new Loaded(
                Stored.NOTHING,
                "consent file " + file + " is broken (" + why + ") and counts as no consent, " + keep());
    }

    private String keep() {
        for (int i = 1; i < 1000; i++) {
            Path aside = directory.resolve("grants.json.broken-" + i);
            if (!Files.exists(aside)) {
                try {
                    Files.move(file, aside);
                    return "it is kept as " + aside.getFileName();
                } catch (IOException e) {
                    return "it could not be kept (" + e + ")";
                }
            }
        }
        return "it could not be kept (too many broken files)";
    }

    /** Writes the file; when it returns, it survives a power cut. */
    void save(Stored stored) throws IOException {
        Files.createDirectories(directory, privately(directory, "rwx------"));
        write(file, StoredJson.write(stored));
    }

    /** Keeps the text of a notice somebody agrees to, under its hash. */
    void keepNotice(String hash, String text) throws IOException {
        Path notices = directory.resolve("notices");
        Files.createDirectories(notices, privately(directory, "rwx------"));
        write(notices.resolve(hash + ".txt"), text);
    }

    /** For a withdrawal that cannot be written: deleting needs no room. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
        sync(directory);
    }

    private static void write(Path target, String text) throws IOException {
        Path folder = target.resolveSibling("");
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(next, NEW, privately(folder, "rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    /** A rename is durable when the folder is. */
    private static void sync(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] privately(Path folder, String permissions) throws IOException {
        return posix(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        FileStore store = Files.getFileStore(there);
        return store.supportsFileAttributeView(PosixFileAttributeView.class);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
