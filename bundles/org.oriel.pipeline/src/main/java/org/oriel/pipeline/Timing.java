package org.oriel.pipeline;

import java.util.Locale;
import java.util.Optional;

/** How finely the times of keys are told. Typing rhythm identifies people, and tells something about what they type. */
enum Timing {
    /** Steps of 10 ms. */
    FINE(10),
    /** Steps of 50 ms. */
    COARSE(50),
    /** No rhythm: steps of 10 s. */
    NONE(10_000);

    private static final long NANOS_PER_MILLI = 1_000_000L;

    final long stepNanos;

    Timing(long stepMillis) {
        stepNanos = stepMillis * NANOS_PER_MILLI;
    }

    static Optional<Timing> of(String name) {
        for (Timing timing : values()) {
            if (timing.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(timing);
            }
        }
        return Optional.empty();
    }
}
