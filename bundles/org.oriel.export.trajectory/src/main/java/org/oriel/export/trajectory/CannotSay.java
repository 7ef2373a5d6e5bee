package org.oriel.export.trajectory;

import java.util.Optional;

/** A dialect has no words for a step. The reason is a constant, never content. */
final class CannotSay extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    CannotSay(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    static void unless(boolean can, String reason) throws CannotSay {
        if (!can) {
            throw new CannotSay(reason);
        }
    }

    static <T> T orElse(Optional<T> said, String reason) throws CannotSay {
        if (said.isEmpty()) {
            throw new CannotSay(reason);
        }
        return said.get();
    }
}
