package org.oriel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The results in the README, each between its markers. */
final class Readme {
    private final Path file;

    Readme(Path file) {
        this.file = file;
    }

    /** Puts {@code text} between the markers of that name. */
    void replace(String name, String text) throws IOException {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        String all = Files.readString(file);
        int from = all.indexOf(begin);
        int to = all.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(file + " has no markers for " + name);
        }
        Files.writeString(file, all.substring(0, from + begin.length()) + text.strip() + "\n" + all.substring(to));
    }
}
