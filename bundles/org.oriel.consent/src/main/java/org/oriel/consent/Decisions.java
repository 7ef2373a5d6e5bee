package org.oriel.consent;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;
import org.osgi.service.log.Logger;

/** What the person decided: in memory, and in the file. */
final class Decisions {
    private final GrantFile file;
    private final Journal journal;
    private final Logger log;
    private final String problem;
    private volatile Stored stored;

    Decisions(GrantFile file, Journal journal, Logger log) {
        this.file = file;
        this.journal = journal;
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
        journal.append(
                "grant",
                Map.of(
                        "grant", given.grant().id(),
                        "notice", notice.hash(),
                        "purpose", given.grant().purpose(),
                        "jurisdiction", given.grant().jurisdiction()));
    }

    /** It has no effect, and leaves this computer in no form. */
    void refuse(Instant now, String noticeHash, String how) {
        save(stored.refused(now, how + ", notice " + noticeHash), "the refusal");
        log.info("consent was not given");
        journal.append("refuse", Map.of("notice", noticeHash));
    }

    void abroad(Instant now, String country) {
        save(stored.abroad(now, country), "that the country is another");
        log.warn("the country is another: {}", country);
        journal.append("other-country", Map.of("country", country));
    }

    void home(Instant now) {
        save(stored.home(now), "that the country is the right one");
        journal.append("country-confirmed", Map.of());
    }

    /** Counts at once; what cannot be recorded is deleted, and if that fails the person has to know. */
    void withdraw(Instant now) {
        journal.append("withdraw", Map.of("grant", grantId()));
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
        journal.append("pause", Map.of("from", now.toString(), "until", longer.toString()));
    }

    /** Ends the pause that there is, if there is one. */
    void resume(Instant now, String act) {
        if (stored.pausedUntil().isPresent()) {
            save(stored.resumed(now, act), "the end of the pause");
            journal.append("resume", Map.of("act", act));
        }
    }

    private String grantId() {
        return stored.agreement().map(given -> given.grant().id()).orElse("");
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
