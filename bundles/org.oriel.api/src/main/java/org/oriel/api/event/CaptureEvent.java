package org.oriel.api.event;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One captured event: the envelope that every event has, and a typed body.
 *
 * <p><b>What:</b> an immutable value. <b>Threading:</b> safe to share. <b>Errors:</b> none. <b>Data:</b> a plugin that
 * sees one outside the pipeline sees it after redaction; every component that may hold content is {@link Sensitive}.
 *
 * @param id UUIDv7 (RFC 9562), given when the event is released, so its time is not the time of a key
 * @param session random id of the capture session, from one opening of the gate to its closing
 * @param device random id of this installation, never the host name
 * @param time when it happened
 * @param source bundle that produced it, as {@code symbolic.name/version}
 * @param actor who caused it
 * @param subject what it was directed at
 * @param policyHash hash of the allow rules in force
 * @param grant id of the consent it was captured under
 * @param purpose the purpose agreed to
 * @param redactions what was masked in it
 * @param before id of the last stable frame before it, as {@link Frame#frame()} of the same session; empty where there
 *     is none
 * @param after id of the first settled frame after it; empty where there is none. The id is given before that frame is
 *     taken: a session that ends first has no such frame
 * @param body what happened
 */
public record CaptureEvent(
        String id,
        UUID session,
        UUID device,
        EventTime time,
        String source,
        Actor actor,
        Subject subject,
        String policyHash,
        String grant,
        String purpose,
        List<Redaction> redactions,
        String before,
        String after,
        EventBody body) {

    /** Copies the list. */
    public CaptureEvent {
        redactions = List.copyOf(redactions);
    }

    /** An event without frames around it. */
    public CaptureEvent(
            String id,
            UUID session,
            UUID device,
            EventTime time,
            String source,
            Actor actor,
            Subject subject,
            String policyHash,
            String grant,
            String purpose,
            List<Redaction> redactions,
            EventBody body) {
        this(id, session, device, time, source, actor, subject, policyHash, grant, purpose, redactions, "", "", body);
    }

    /** The same event under another id. */
    public CaptureEvent withId(String newId) {
        return new CaptureEvent(
                newId,
                session,
                device,
                time,
                source,
                actor,
                subject,
                policyHash,
                grant,
                purpose,
                redactions,
                before,
                after,
                body);
    }

    /** The same event between other frames. */
    public CaptureEvent withFrames(String newBefore, String newAfter) {
        return new CaptureEvent(
                id,
                session,
                device,
                time,
                source,
                actor,
                subject,
                policyHash,
                grant,
                purpose,
                redactions,
                newBefore,
                newAfter,
                body);
    }

    /** The same event with another body. */
    public CaptureEvent withBody(EventBody newBody) {
        return new CaptureEvent(
                id,
                session,
                device,
                time,
                source,
                actor,
                subject,
                policyHash,
                grant,
                purpose,
                redactions,
                before,
                after,
                newBody);
    }

    /** The same event at another time, for instance a coarser one. */
    public CaptureEvent withTime(EventTime newTime) {
        return new CaptureEvent(
                id,
                session,
                device,
                newTime,
                source,
                actor,
                subject,
                policyHash,
                grant,
                purpose,
                redactions,
                before,
                after,
                body);
    }

    /** The same event with another subject. */
    public CaptureEvent withSubject(Subject newSubject) {
        return new CaptureEvent(
                id,
                session,
                device,
                time,
                source,
                actor,
                newSubject,
                policyHash,
                grant,
                purpose,
                redactions,
                before,
                after,
                body);
    }

    /** The same event with more redactions noted. */
    public CaptureEvent withRedactions(List<Redaction> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Redaction> all = new ArrayList<>(redactions);
        all.addAll(more);
        return new CaptureEvent(
                id,
                session,
                device,
                time,
                source,
                actor,
                subject,
                policyHash,
                grant,
                purpose,
                all,
                before,
                after,
                body);
    }
}
