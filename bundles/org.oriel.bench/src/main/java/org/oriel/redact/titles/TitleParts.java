package org.oriel.redact.titles;

import java.util.List;
import org.oriel.api.redact.TextDetector;

/** The detector of titles with its default settings, for the benchmark; in this package because it is not public. */
public final class TitleParts {
    private TitleParts() {}

    /** A detector. */
    public static TextDetector detector() {
        return new TitleRedactor(Settings.of("grammar", "controls", 1, List.of(), ""));
    }
}
