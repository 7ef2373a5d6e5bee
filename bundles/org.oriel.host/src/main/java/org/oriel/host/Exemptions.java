package org.oriel.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.oriel.api.event.Sensitive;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person asked not to be captured, and what was answered.
 *
 * <p><b>What:</b> while a request is open, and while it is granted, capture is off for its scope. <b>Threading:</b> any;
 * a change is in force when the call returns. <b>Errors:</b> {@link NotAllowedException} with the reason.
 * <b>Data:</b> the text of a request is for the reviewer alone and is kept encrypted to them.
 */
@ProviderType
public interface Exemptions {
    /** Every request, newest first. */
    List<Exemption> all();

    /** Asks; in force when it returns. */
    Exemption ask(Request request) throws NotAllowedException;

    /** Takes a request back. */
    void withdraw(String id) throws NotAllowedException;

    /** Asks again after a refusal: the scope is off until the appeal is answered, by another reviewer. */
    Exemption appeal(String id, Sensitive text) throws NotAllowedException;

    /**
     * Answers.
     *
     * @param reviewer name of a reviewer that the settings list
     * @param granted whether it holds
     * @param reason what the person is told
     * @param until until when it holds; empty for no end
     */
    Exemption decide(String id, String reviewer, boolean granted, String reason, Optional<Instant> until)
            throws NotAllowedException;

    /**
     * Answers with a decision that a reviewer signed elsewhere.
     *
     * @param signed one line of JSON and one of its Ed25519 signature, base64
     */
    default Exemption decide(String signed) throws NotAllowedException {
        throw new NotAllowedException("signed decisions are not possible here");
    }

    /**
     * Text of a request and of its appeals, for a reviewer.
     *
     * @param privateKey the reviewer's X25519 private key, PKCS #8, PEM or base64; not kept
     */
    default Sensitive read(String id, Sensitive privateKey) throws NotAllowedException {
        throw new NotAllowedException("texts cannot be read here");
    }

    /** Why. */
    enum Reason {
        /** The network is slow or paid for. */
        BANDWIDTH,
        /** Data of a client. */
        CLIENT_DATA,
        /** Code that must not leave. */
        SENSITIVE_CODE,
        /** Health. */
        HEALTH,
        /** Anything else; a text says what. */
        OTHER
    }

    /** What is exempt. */
    enum Scope {
        /** One application: {@code what} is the path of its executable. */
        APPLICATION,
        /** One site: {@code what} is its origin. */
        SITE,
        /** Hours of the day: {@code what} is such as {@code 12:00-13:00}. */
        TIME,
        /** Everything. */
        ALL
    }

    /** Where a request stands. */
    enum State {
        /** Asked, not answered: in force. */
        OPEN,
        /** Granted: in force until its end. */
        GRANTED,
        /** Refused: not in force. */
        REFUSED,
        /** Refused, and asked again: in force. */
        APPEALED,
        /** Over: its end passed, or the person took it back. */
        ENDED
    }

    /**
     * What is asked.
     *
     * @param text for the reviewer only; may be empty
     */
    record Request(Reason reason, Scope scope, String what, Sensitive text) {}

    /**
     * A request and its answer.
     *
     * @param id short id
     * @param answer reason of the answer, for the person; empty while there is none
     * @param reviewer who answered
     * @param until end of a grant
     */
    record Exemption(
            String id,
            Reason reason,
            Scope scope,
            String what,
            State state,
            Instant asked,
            String reviewer,
            String answer,
            Optional<Instant> until) {}
}
