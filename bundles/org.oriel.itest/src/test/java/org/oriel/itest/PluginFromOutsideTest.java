package org.oriel.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/plugins/exporter.md} says, word for word. */
class PluginFromOutsideTest {
    private static final Pattern FILE = Pattern.compile("(?ms)^```\\w+ title=(\\S+)\\n(.*?)^```$");

    @TempDir
    Path folder;

    @Test
    @DisplayName("an exporter written outside, against the published api and tck alone, gets the next event")
    void exporter() throws Exception {
        Path project = folder.resolve("plugin");
        String page = Files.readString(Path.of(System.getProperty("oriel.root"), "docs/plugins/exporter.md"));
        int lines = 0;
        Matcher matcher = FILE.matcher(page);
        while (matcher.find()) {
            Path file = project.resolve(matcher.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, matcher.group(2));
            if (file.toString().endsWith(".java")) {
                lines += (int) matcher.group(2).lines().count();
            }
        }
        assertThat(lines).as("Java lines, with the test").isBetween(20, 90);

        Process maven = new ProcessBuilder(
                        "mvn",
                        "-q",
                        "-B",
                        "package",
                        "-Doriel.repository="
                                + Oriel.home().resolve("repository").toUri())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(maven.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(maven.exitValue()).as(printed).isZero();
        try (Stream<Path> reports = Files.walk(project.resolve("target/surefire-reports"))) {
            assertThat(reports.filter(r -> r.toString().endsWith(".xml"))).isNotEmpty();
        }

        Path jar;
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            jar = files.filter(f -> f.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
        Path data = folder.resolve("d");
        try (Oriel oriel = Oriel.start(data, LoadSet.write(folder, 500, 1_000_000), LoadSet.demoPolicy())) {
            oriel.awaitState("recording");
            SwapTest.add(oriel, jar.toUri());
            Await.until("the new exporter delivers", () -> {
                for (var exporter : oriel.status().getAsJsonArray("exporters")) {
                    var status = exporter.getAsJsonObject();
                    if (!status.get("name").getAsString().equals("jsonl")
                            && status.get("delivered").getAsLong() > 0) {
                        return true;
                    }
                }
                return false;
            });
        }
    }
}
