package org.oriel.launcher;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which sets wrote into a data directory, one line a change: a later export has to say what masked the data. */
final class SetHistory {
    private final Path file;

    SetHistory(Path data) {
        this.file = data.resolve("sets.jsonl");
    }

    /** Notes a set, unless it is the one that was noted last. */
    void note(BundleSet set) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty() && set.hash().equals(text(lines.get(lines.size() - 1), "set"))) {
                return;
            }
            if (lines.isEmpty() && !Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            JsonObject line = Json.createObjectBuilder()
                    .add("time", Instant.now().toString())
                    .add("name", set.name())
                    .add("set", set.hash())
                    .add("profile", set.redactionProfile())
                    .build();
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new Failure(Failure.ENVIRONMENT, file + " cannot be written: " + e, e);
        }
    }

    /** Hashes of the sets, oldest first; several where they changed. */
    String sets() {
        return all("set");
    }

    /** What masked, oldest first. */
    String profiles() {
        return all("profile");
    }

    private String all(String field) {
        Set<String> values = new LinkedHashSet<>();
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> values.add(text(line, field)));
            }
        } catch (IOException e) {
            throw new Failure(Failure.ENVIRONMENT, file + " cannot be read: " + e, e);
        }
        values.remove("");
        return String.join(", ", values);
    }

    /** A line that a crash cut off says nothing. */
    private static String text(String line, String field) {
        try {
            return Json.createReader(new StringReader(line)).readObject().getString(field, "");
        } catch (RuntimeException e) {
            return "";
        }
    }
}
