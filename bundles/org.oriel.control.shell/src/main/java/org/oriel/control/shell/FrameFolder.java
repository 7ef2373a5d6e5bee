package org.oriel.control.shell;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of exported frames: pictures, and an index that says what each is. Only for its user. */
final class FrameFolder {
    private static final String INDEX = "index.jsonl";

    /** Says that the folder is ours, so that it may be added to. */
    private static final String MARKER = ".oriel-frames";

    private final Path folder;
    private final Set<String> indexed = new HashSet<>();

    private FrameFolder(Path folder) {
        this.folder = folder;
    }

    static FrameFolder open(Path folder) throws CommandFailure, IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT, "frames: " + folder + " is a file");
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.exists(folder.resolve(MARKER)) && !isEmpty(folder)) {
            throw new CommandFailure(
                    CommandFailure.ENVIRONMENT,
                    "frames: " + folder + " is not empty and was not written by this command; choose another folder");
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        FrameFolder opened = new FrameFolder(folder);
        opened.write(MARKER, "frames of oriel\n".getBytes(StandardCharsets.UTF_8));
        opened.readIndex();
        return opened;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** A line that was cut off names no file, so it is written again. */
    private void readIndex() throws IOException {
        Path index = folder.resolve(INDEX);
        if (!Files.exists(index)) {
            create(index);
        }
        String text = Files.readString(index);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            Files.writeString(index, "\n", StandardOpenOption.APPEND);
        }
        for (String line : text.lines().toList()) {
            try {
                indexed.add(JsonParser.parseString(line)
                        .getAsJsonObject()
                        .get("file")
                        .getAsString());
            } catch (RuntimeException e) {
                continue; // Not a line of ours, or half of one.
            }
        }
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    /** Writes a file as a whole or not at all. */
    void write(String name, byte[] content) throws IOException {
        write(folder.resolve(name), content);
    }

    static void write(Path file, byte[] content) throws IOException {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        create(partial);
        Files.write(partial, content);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void create(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** One line for a file, once. */
    void index(String file, JsonObject about) throws IOException {
        if (indexed.add(file)) {
            JsonObject line = new JsonObject();
            line.addProperty("file", file);
            about.entrySet().forEach(entry -> line.add(entry.getKey(), entry.getValue()));
            Files.writeString(folder.resolve(INDEX), line + "\n", StandardOpenOption.APPEND);
        }
    }
}
