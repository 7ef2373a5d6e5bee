package org.oriel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An X server of our own on a display number that it chooses itself. */
final class Xvfb implements AutoCloseable {
    private final Process process;
    private final String display;

    Xvfb() throws IOException {
        this("1280x1024x24");
    }

    /** {@code size} is such as {@code 1280x1024x24}. */
    Xvfb(String size) throws IOException {
        // -displayfd: the server writes the number it found free, once it is ready.
        process = Children.add(
                new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp", "-noreset")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
        String number = new String(process.getInputStream().readNBytes(1), StandardCharsets.US_ASCII);
        StringBuilder digits = new StringBuilder(number);
        for (int next = process.getInputStream().read();
                next >= '0';
                next = process.getInputStream().read()) {
            digits.append((char) next);
        }
        if (digits.isEmpty()) {
            throw new IOException("Xvfb did not start; on Debian: apt-get install xvfb");
        }
        display = ":" + digits;
    }

    String display() {
        return display;
    }

    Proc proc() {
        return new Proc(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
