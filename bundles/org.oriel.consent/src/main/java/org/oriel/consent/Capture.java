package org.oriel.consent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.oriel.host.CapturePipeline;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.Grant;
import org.osgi.service.log.Logger;

/** Capture itself, on or off. Begin the session, then let sources exist; let them go, then end it. */
final class Capture {
    private record Session(CapturePipeline pipeline, Grant grant) {}

    private final CaptureSwitch sources;
    private final Logger log;
    private @Nullable Session session;

    Capture(CaptureSwitch sources, Logger log) {
        this.sources = sources;
        this.log = log;
    }

    boolean on() {
        return session != null;
    }

    boolean runs(@Nullable CapturePipeline pipeline, Grant grant) {
        Session open = session;
        return open != null && open.pipeline() == pipeline && open.grant().id().equals(grant.id());
    }

    /** Whether what runs is of the person, who then needs to see it. */
    boolean ofPerson() {
        Session open = session;
        return open != null && ofPerson(open.grant());
    }

    static boolean ofPerson(Grant grant) {
        return !grant.id().equals(Inventory.RECORDED);
    }

    /** Turns it on; what keeps it off otherwise. */
    Optional<Decision> begin(CapturePipeline pipeline, Grant grant) {
        Session opened = new Session(pipeline, grant);
        session = opened;
        try {
            pipeline.begin(grant);
        } catch (RuntimeException | LinkageError e) {
            log.error("the pipeline did not begin", e);
            end(opened, Disposition.KEEP, Reason.PIPELINE_FAILED);
            return blocked(Reason.PIPELINE_FAILED, "the pipeline did not begin: " + Text.oneLine("" + e.getMessage()));
        }
        String problem = sources.on();
        if (!problem.isEmpty()) {
            log.error("sources did not start: {}", problem);
            end(opened, Disposition.KEEP, Reason.PLUGIN_HANGS);
            return blocked(Reason.PLUGIN_HANGS, problem + "; nothing is recorded");
        }
        return Optional.empty();
    }

    private static Optional<Decision> blocked(String reason, String detail) {
        return Optional.of(Decision.blocked(reason, detail));
    }

    /** Turns it off, if it is on. */
    void end(Disposition disposition, String reason) {
        Session open = session;
        if (open == null) {
            return;
        }
        String problem = sources.off();
        if (!problem.isEmpty()) {
            log.error("sources did not stop: {}; the pipeline takes nothing from them", problem);
        }
        end(open, disposition, reason);
    }

    private void end(Session open, Disposition disposition, String reason) {
        session = null;
        try {
            open.pipeline().end(disposition, reason);
        } catch (RuntimeException | LinkageError e) {
            log.error("the pipeline did not end as it should, reason {}", reason, e);
        }
    }
}
