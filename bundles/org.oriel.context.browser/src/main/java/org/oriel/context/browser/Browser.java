package org.oriel.context.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The process that started a relay, read from the system and not from what the relay says.
 *
 * @param executable path of the browser
 * @param arguments what the browser started the relay with, its extension's id among them
 */
record Browser(String executable, List<String> arguments) {
    /** Looks into {@code /proc} (proc(5)); empty when a process is gone or not readable. */
    static Optional<Browser> of(Credentials relay) {
        try {
            Path process = Path.of("/proc", Integer.toString(relay.pid()));
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // Field 4 is the parent; the command's name, field 2, stands in brackets and may hold anything.
            String parent = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4)[1];
            String executable =
                    Files.readSymbolicLink(Path.of("/proc", parent, "exe")).toString();
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
            return Optional.of(new Browser(executable, List.of(line.split("\0"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
