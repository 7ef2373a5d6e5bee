package org.oriel.redact.text;

import java.util.List;
import org.oriel.api.redact.TextDetector;

/** The detector as it ships, outside a framework. It is in this package because it is not public. */
public final class DetectorParts {
    private DetectorParts() {}

    /** For phone numbers of two countries. */
    public static TextDetector create() {
        return new PersonalDataDetector(List.of("US", "DE"));
    }
}
