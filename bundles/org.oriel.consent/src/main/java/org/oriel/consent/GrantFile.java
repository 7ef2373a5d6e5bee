package org.oriel.consent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code grants.json} and the notices that were agreed to; only its user can read them. */
final class GrantFile {
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
        PrivateFiles.folder(directory);
        PrivateFiles.write(file, StoredJson.write(stored));
    }

    /** Keeps the text of a notice somebody agrees to, under its hash. */
    void keepNotice(String hash, String text) throws IOException {
        Path notices = directory.resolve("notices");
        PrivateFiles.folder(notices);
        PrivateFiles.write(notices.resolve(hash + ".txt"), text);
    }

    /** Text of a notice that was kept. */
    Optional<String> notice(String hash) {
        if (!hash.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(directory.resolve("notices").resolve(hash + ".txt")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** For a withdrawal that cannot be written: deleting needs no room. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
        PrivateFiles.sync(directory);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
