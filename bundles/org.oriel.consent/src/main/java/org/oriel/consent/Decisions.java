package org.oriel.consent;

import java.io.IOException;
import java.time.Instant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.osgi.service.log.Logger;

/** What the person decided: in memory, and in the file. */
final class Decisions {
    private final GrantFile file;
    private final Logger log;
    private final String problem;
    private volatile Stored stored;

    Decisions(GrantFile file, Logger log) {
        this.file = file;
        this.log = log;
        GrantFile.Loaded loaded = file.load();
        this.stored = loaded.stored();
        this.problem = loaded.problem();
        if (!problem.isEmpty()) {
            log.error("{}", problem);
        }
    }

    Stored stored() {
        return stored;
    }

    /** What was wrong with the file at the start. */
    String problem() {
        return problem;
    }

    /** Counts only when it is recorded. */
    void accept(Stored.Agreement given, Notice notice) throws NotAllowedException {
        Stored next = stored.accepted(given);
        try {
            file.keepNotice(notice.hash(), notice.text());
            file.save(next);
        } catch (IOException e) {
            throw new NotAllowedException("consent could not be recorded (" + e + "), so it does not count");
        }
        stored = next;
        log.info("consent given, grant {}", given.grant().id());
    }

    /** Counts at once; what cannot be recorded is deleted, and if that fails the person has to know. */
    void withdraw(Instant now) {
        stored = stored.withdrawn(now);
        log.info("consent withdrawn");
        try {
            file.save(stored);
        } catch (IOException e) {
            log.error("the withdrawal could not be recorded in {}", file, e);
            delete(e);
        }
    }

    private void delete(IOException cause) {
        try {
            file.delete();
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw new IllegalStateException(
                    "consent is withdrawn now, but would count again after a restart: " + file
                            + " can be neither written nor deleted (" + e + ")",
                    e);
        }
    }

    void pause(Instant now, Instant until) {
        // A second pause never shortens the first.
        Instant longer = stored.pausedUntil().filter(until::isBefore).orElse(until);
        save(stored.paused(now, longer), "the pause");
    }

    /** Ends the pause that there is, if there is one. */
    void resume(Instant now, String act) {
        if (stored.pausedUntil().isPresent()) {
            save(stored.resumed(now, act), "the end of the pause");
        }
    }

    private void save(Stored next, String what) {
        stored = next;
        try {
            file.save(next);
        } catch (IOException e) {
            log.error("{} could not be recorded in {} and would not survive a restart", what, file, e);
        }
    }
}
