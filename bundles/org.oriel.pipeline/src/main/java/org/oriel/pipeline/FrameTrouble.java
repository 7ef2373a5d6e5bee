package org.oriel.pipeline;

import java.util.Map;
import org.oriel.api.event.Frame;

/** Why no pictures are kept, for whoever asks for the status. Pipeline thread. */
final class FrameTrouble {
    /** Those of {@code Frame.missing} that last until somebody does something about them. */
    private static final Map<String, String> LASTING = Map.of(
            "no-redactor", "no frame redactor is there, and the policy asks for one",
            "redactor-failed", "the frame redactor failed, see the log; is Tesseract with its languages installed?",
            "too-large", "the screen is larger than the setting megapixels of org.oriel.frames",
            "screen-lost", "the screen cannot be read");

    private String problem = "";

    void told(Frame frame) {
        if (!frame.image().isEmpty()) {
            problem = "";
        } else if (LASTING.containsKey(frame.missing())) {
            problem = "no pictures are kept: " + LASTING.get(frame.missing());
        }
    }

    void ended() {
        problem = "";
    }

    String problem() {
        return problem;
    }
}
