package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporters are swapped while events flow. */
class SwapTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "update, remove and replace an exporter ten times at 2,000 events a second: none missing, none out of order")
    void swaps() throws Exception {
        Path data = folder.resolve("d");
        Path jar = exporterJar();
        Path copy = folder.resolve("exporter.jar");
        Files.copy(jar, copy);
        try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 2000, 1_000_000), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            for (int i = 0; i < 10; i++) {
                long before = CrashTest.position(oriel);
                Await.until("delivery goes on", () -> CrashTest.position(oriel) > before);
                String id = exporterId(oriel);
                if (i % 2 == 0) {
                    shell(oriel, "update " + id + " " + copy.toUri());
                } else {
                    shell(oriel, "uninstall " + id);
                    add(oriel, copy.toUri());
                }
            }
            long last = CrashTest.position(oriel);
            Await.until("delivery goes on", () -> CrashTest.position(oriel) > last + 2000);
            assertThat(oriel.ask("pause", "1h").exit()).isZero();
            long stored = CrashTest.last(oriel);
            Await.until("everything is delivered", () -> CrashTest.position(oriel) >= stored);
        }
        Path out = folder.resolve("out");
        Oriel.Result all = Oriel.call("export", "jsonl", "--data", data.toString(), "--out", out.toString());
        assertThat(all.exit()).as(all.err()).isZero();
        List<String> stored = Files.readAllLines(Exported.file(out));
        List<String> exported = Exported.lines(data);
        assertThat(stored).hasSizeGreaterThan(2000);
        assertThat(exported).containsExactlyElementsOf(stored);
    }

    private static Path exporterJar() throws java.io.IOException {
        try (Stream<Path> files = Files.walk(Oriel.home().resolve("repository/org/oriel/org.oriel.export.jsonl"))) {
            return files.filter(f -> f.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    static String exporterId(Oriel oriel) throws java.io.IOException {
        String listing = shell(oriel, "lb -s org.oriel.export.jsonl");
        return listing.lines()
                .filter(l -> l.contains("org.oriel.export.jsonl"))
                .map(l -> l.replaceAll("^\\s*(\\d+)\\s*\\|.*", "$1"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(listing));
    }

    /** Installs and starts a bundle in the running instance. */
    static void add(Oriel oriel, java.net.URI jar) throws java.io.IOException {
        String printed = shell(oriel, "install " + jar);
        shell(
                oriel,
                "start " + printed.replaceAll("(?s).*Bundle ID: (\\d+).*", "$1").strip());
    }

    static String shell(Oriel oriel, String line) throws java.io.IOException {
        Oriel.Result result = oriel.ask("shell", line);
        assertThat(result.exit()).as(line + ": " + result.err()).isZero();
        return result.out();
    }
}
