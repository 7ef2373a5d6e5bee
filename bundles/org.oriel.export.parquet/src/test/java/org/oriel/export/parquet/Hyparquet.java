package org.oriel.export.parquet;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The npm package hyparquet, as a reader of Parquet that shares no code with the writer; skips the test without Node. */
final class Hyparquet {
    private static final Path SOURCE = Path.of("src/test/npm");
    private static final Path INSTALLED = Path.of("target/npm");

    private Hyparquet() {}

    /** The metadata, then the rows. */
    static List<JsonObject> read(Path file) throws IOException, InterruptedException {
        install();
        List<JsonObject> lines = new ArrayList<>();
        for (String line : run(INSTALLED, "node", "rows.mjs", file.toString()).split("\n")) {
            lines.add(JsonParser.parseString(line).getAsJsonObject());
        }
        return lines;
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json", "rows.mjs")) {
            Files.copy(SOURCE.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            run(INSTALLED, "node", "--version");
            if (!Files.isDirectory(INSTALLED.resolve("node_modules/hyparquet"))) {
                run(INSTALLED, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            }
        } catch (IOException e) {
            abort("hyparquet cannot be had here: " + e.getMessage());
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("node", ".txt");
        Path output = Files.createTempFile("node", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " takes too long");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(errors);
            Files.delete(output);
        }
    }
}
