package org.oriel.redact.frame;

import java.util.List;
import org.oriel.api.redact.FrameRedactor;
import org.osgi.service.log.Logger;

/** The frame redactor as it is configured by default, for the benchmark; in this package because it is not public. */
public final class FrameParts {
    private FrameParts() {}

    /** One that has read nothing yet. */
    public static FrameRedactor redactor(Logger log) {
        List<String> words = List.of("/usr/share/dict/american-english-small", "/usr/share/dict/american-english");
        return new TesseractRedactor("eng", "", new Vocabulary(words, ""), 60, 15_000, 50_000, log);
    }

    /** Ends it. */
    public static void close(FrameRedactor redactor) {
        ((TesseractRedactor) redactor).close();
    }
}
