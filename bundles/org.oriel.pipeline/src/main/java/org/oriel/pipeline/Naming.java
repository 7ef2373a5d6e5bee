package org.oriel.pipeline;

import java.util.Locale;
import java.util.Optional;

/** What stands in the place of a masked value that is no secret. */
enum Naming {
    /** {@code <EMAIL_1>}: the same within a capture session, nothing beyond. */
    NUMBERED,
    /** {@code [EMAIL_a1b2c3d4e5f6]}: the same in all sessions of a deployment. Pseudonymous data. */
    KEYED,
    /** A value of the same shape that is surely nobody's; the same within a capture session. */
    SURROGATE;

    static Optional<Naming> of(String name) {
        for (Naming naming : values()) {
            if (naming.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(naming);
            }
        }
        return Optional.empty();
    }
}
