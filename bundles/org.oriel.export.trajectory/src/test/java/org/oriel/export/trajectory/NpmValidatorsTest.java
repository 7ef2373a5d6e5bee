package org.oriel.export.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.trajectory.GoldenSession;

/** Validators of others that are npm packages: {@code @ai-sdk/anthropic} and {@code @puppeteer/replay}. */
class NpmValidatorsTest {
    private static final Path SCRIPTS = Path.of("src/test/npm");
    private static final Path MODULES = Path.of("target/npm");

    @TempDir
    Path temp;

    @Test
    void refuseNothingOfTheGoldenSession() throws Exception {
        assumeTrue(answers("node", "--version"), "no node on this computer (Debian: nodejs)");
        assumeTrue(answers("npm", "--version"), "no npm on this computer (Debian: npm)");
        install();
        Path data = temp.resolve("data");
        List<CaptureEvent> events = new ArrayList<>(GoldenSession.events());
        events.addAll(BrowserContextTest.session().events());
        GoldenTest.export(data, List.of("anthropic-20250124", "puppeteer"), Fixture.records(1, events), 100);

        List<String> said = run(MODULES, "node", "check.mjs", data.toString());

        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .as("name, taken, refused, counter-examples")
                .matches("ai-sdk-anthropic [1-9]\\d* 0 3/3");
        assertThat(said.get(1)).matches("puppeteer-replay [1-9]\\d* 0 3/3");
    }

    /** Once for each version of the lock file; without a registry that answers there is nothing to run. */
    private static void install() throws Exception {
        Files.createDirectories(MODULES);
        for (String name : List.of("package.json", "package-lock.json", ".npmrc", "check.mjs")) {
            Files.copy(SCRIPTS.resolve(name), MODULES.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path done = MODULES.resolve("node_modules/.done");
        String lock = Files.readString(SCRIPTS.resolve("package-lock.json"));
        if (!Files.exists(done) || !Files.readString(done).equals(lock)) {
            assumeTrue(answers("npm", "ping"), "npm reaches no registry");
            run(MODULES, "npm", "ci");
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

    private static List<String> run(Path folder, String... command) throws Exception {
        Path out = Files.createTempFile("npm", ".out");
        Path err = Files.createTempFile("npm", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("in time").isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            return new ArrayList<>(Files.readAllLines(out));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
