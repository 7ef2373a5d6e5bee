package org.oriel.redact.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables that stand beside the classes: one entry a line, words parted by spaces, {@code #} begins a comment. */
final class Tables {
    private Tables() {}

    static List<String[]> read(String name) {
        try (InputStream in = Tables.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("table " + name + " is missing in the bundle");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.lines()
                    .map(line -> line.replaceFirst("(^| )#.*", "").trim())
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split(" +", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
