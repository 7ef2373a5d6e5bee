package org.oriel.pipeline;

import java.util.function.Consumer;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.TextDetector;

/** The hold-back with a detector behind it, for the benchmark. It is in this package because it is not public. */
public final class HoldBackParts {
    private final HoldBack holdBack;

    /** With one detector and the limits of the design. */
    public HoldBackParts(TextDetector detector) {
        SecretSet secrets = new SecretSet();
        holdBack = new HoldBack(
                text -> detector.detect(Sensitive.of(text)), new Placeholders(), secrets, Limits.DEFAULT);
    }

    /** Takes a key, lets go what may go. */
    public void add(CaptureEvent event, Consumer<CaptureEvent> out) {
        holdBack.add(event);
        holdBack.drain(out);
    }
}
