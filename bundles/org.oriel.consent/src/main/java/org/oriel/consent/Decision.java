package org.oriel.consent;

import java.time.Instant;
import java.util.Optional;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.host.Grant;

/**
 * Whether capture may run.
 *
 * @param phase recording only if everything but the indicator holds
 * @param reason a constant of {@link Reason}
 * @param detail one line for people
 * @param until when it changes by itself
 * @param grant what it may run under, while recording
 * @param ends first moment at which time alone may end it, such as a law pack's last
 */
record Decision(
        Phase phase,
        String reason,
        String detail,
        Optional<Instant> until,
        Optional<Grant> grant,
        Optional<Instant> ends) {

    static Decision not(Phase phase, String reason, String detail) {
        return new Decision(phase, reason, detail, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Decision blocked(String reason, String detail) {
        return not(Phase.BLOCKED, reason, detail);
    }

    /** Until time opens it again, where it does. */
    static Decision blocked(String reason, String detail, Optional<Instant> until) {
        return new Decision(Phase.BLOCKED, reason, detail, until, Optional.empty(), Optional.empty());
    }

    /** The same with something to add for people. */
    Decision and(String more) {
        return more.isEmpty() ? this : new Decision(phase, reason, detail + "; " + more, until, grant, ends);
    }

    boolean recording() {
        return phase == Phase.RECORDING;
    }
}
