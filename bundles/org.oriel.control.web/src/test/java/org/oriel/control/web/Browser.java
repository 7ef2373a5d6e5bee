package org.oriel.control.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Chromium, driven from Node; skips the test where one of them is not there. */
final class Browser {
    private static final Path SCRIPTS = Path.of("src/test/npm");
    private static final Path MODULES = Path.of("target/npm");

    private Browser() {}

    static List<String> run(String script, List<String> arguments) throws Exception {
        assumeTrue(answers("chromium", "--version"), "no Chromium on this computer (Debian: chromium)");
        assumeTrue(answers("node", "--version"), "no Node on this computer (Debian: nodejs)");
        assumeTrue(answers("npm", "--version"), "no npm on this computer (Debian: npm)");
        install();
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        return run(command);
    }

    /** Once for each version of the lock file; without a registry that answers there is nothing to run. */
    private static void install() throws Exception {
        Files.createDirectories(MODULES);
        try (var files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, MODULES.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path done = MODULES.resolve("node_modules/.done");
        String lock = Files.readString(SCRIPTS.resolve("package-lock.json"));
        if (!Files.exists(done) || !Files.readString(done).equals(lock)) {
            assumeTrue(answers("npm", "ping"), "npm reaches no registry");
            run(List.of("npm", "ci"));
            Files.writeString(done, lock);
        }
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> run(List<String> command) throws Exception {
        Path out = Files.createTempFile("browser", ".out");
        Path err = Files.createTempFile("browser", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(MODULES.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(command.get(1) + " did not end: " + Files.readString(out));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command.get(1) + ": " + Files.readString(err) + Files.readString(out));
            }
            return Files.readAllLines(out);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
