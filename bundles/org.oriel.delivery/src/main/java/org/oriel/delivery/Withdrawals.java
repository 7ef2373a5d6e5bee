package org.oriel.delivery;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.host.RecallLog;
import org.oriel.host.StoreException;
import org.osgi.service.log.Logger;

/** Writes withdrawn consents, under which something left, into the recall list. */
final class Withdrawals {
    /** {@code CaptureState.reason()} of a gate whose consent was taken back. */
    static final String WITHDRAWN = "withdrawn";

    private final LeftGrants left;
    private final Lane.Consent consent;
    private final Logger log;

    Withdrawals(LeftGrants left, Lane.Consent consent, Logger log) {
        this.left = left;
        this.consent = consent;
        this.log = log;
    }

    /** Whether it may go there; if so, that it does is noted first. */
    boolean covers(String grant, String destination, String purpose) {
        boolean covered = consent.covers(grant, destination, purpose);
        if (covered && !ofNobody(grant)) {
            try {
                left.add(grant);
            } catch (IOException e) {
                log.warn("that data of a consent leaves cannot be noted: {}", e.toString());
            }
        }
        return covered;
    }

    /** A recorded session may go anywhere, which no consent says (docs/adr/0022). */
    private boolean ofNobody(String grant) {
        return consent.covers(grant, "", "");
    }

    /** The gate has this reason now. Every consent that there was is withdrawn with it. */
    void state(String reason, RecallLog recalls) {
        if (!reason.equals(WITHDRAWN)) {
            return;
        }
        try {
            Set<String> gone = new TreeSet<>(left.all());
            gone.removeIf(this::ofNobody);
            if (!gone.isEmpty()) {
                recalls.withdrawn(gone);
                left.remove(gone);
                log.info("{} consents are in the recall list", gone.size());
            }
        } catch (IOException | StoreException e) {
            log.error("the recall list does not have what was withdrawn, and will be tried again: {}", e.getMessage());
        }
    }
}
