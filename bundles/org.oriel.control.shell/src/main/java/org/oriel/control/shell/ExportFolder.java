package org.oriel.control.shell;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The folder of a one-off export. An exporter takes what comes before its last event for a repetition, so a folder may only
 * be gone on with by the same export: a small file in it says which one that was.
 */
final class ExportFolder {
    private static final String OWN = ".oriel";
    private static final String NOTE = "export.json";

    private final Path path;
    private final String note;

    private ExportFolder(Path path, String note) {
        this.path = path;
        this.note = note;
    }

    static ExportFolder open(Path path, String format, String session) throws CommandFailure {
        JsonObject note = new JsonObject();
        note.addProperty("format", format);
        note.addProperty("session", session);
        ExportFolder folder = new ExportFolder(path, note + "\n");
        try {
            folder.check();
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "export: " + path + " cannot be used: " + e);
        }
        return folder;
    }

    private void check() throws CommandFailure, IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "export: " + path + " is a file, allowed: a folder");
        }
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.isWritable(path)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "export: " + path + " is not writable");
        }
        if (!Files.exists(path.resolve(OWN).resolve("marker.json"))) {
            checkEmpty();
            return;
        }
        Path file = path.resolve(OWN).resolve(NOTE);
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    CommandFailure.CHECK,
                    "export: " + path + " is a data set that this command did not write, or did not get to the end of"
                            + " its first part; choose another folder");
        }
        String before = Files.readString(file);
        if (!before.equals(note)) {
            throw new CommandFailure(
                    CommandFailure.CHECK,
                    "export: " + path + " holds another export (" + before.strip()
                            + "); data is never mixed, choose another folder");
        }
    }

    private void checkEmpty() throws CommandFailure, IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (files.anyMatch(file -> !file.getFileName().toString().equals(OWN))) {
                throw new CommandFailure(
                        CommandFailure.ENVIRONMENT,
                        "export: " + path + " is not empty and holds no data set; choose another folder");
            }
        }
    }

    /** Once the exporter took the folder. */
    void begun() {
        try {
            Path own = path.resolve(OWN);
            Files.createDirectories(own);
            FrameFolder.write(own.resolve(NOTE), note.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
