package org.oriel.api.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether capture runs, and why not.
 *
 * @param phase in one word
 * @param reason a constant such as {@code no-consent}; empty while recording
 * @param detail for people, one line
 * @param since when it became so
 * @param until when it will change by itself
 */
public record CaptureState(Phase phase, String reason, String detail, Instant since, Optional<Instant> until) {
    /** In one word. */
    public enum Phase {
        /** Capture runs. */
        RECORDING,
        /** The person paused it. */
        PAUSED,
        /** Something that must be there is not; {@code reason} says what. */
        BLOCKED,
        /** Nobody agreed to capture, or they took it back. */
        OFF
    }
}
