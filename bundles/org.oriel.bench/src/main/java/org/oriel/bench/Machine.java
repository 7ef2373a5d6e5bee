package org.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What it was measured on, without names of machines or people. */
final class Machine {
    private final String text;

    private Machine(String text) {
        this.text = text;
    }

    static Machine now(Options options) throws IOException {
        String processor = line(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^[^:]*: *", "");
        String system = line(Path.of("/etc/os-release"), "PRETTY_NAME")
                .replaceFirst("^[^=]*=", "")
                .replace("\"", "");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
        Runtime.Version java = Runtime.version();
        return new Machine(
                "%s, %d processors (%s), %s, Linux %s, JDK %s, %s for the store, load %s at the start. %s run."
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                Runtime.getRuntime().availableProcessors(),
                                processor.isEmpty() ? System.getProperty("os.arch") : processor,
                                system,
                                System.getProperty("os.version").replaceFirst("-.*", ""),
                                java,
                                Files.getFileStore(options.work()).type(),
                                load,
                                options.quick() ? "Quick" : "Full"));
    }

    private static String line(Path file, String start) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(l -> l.startsWith(start))
                .findFirst()
                .orElse("");
    }

    String describe() {
        return text;
    }
}
