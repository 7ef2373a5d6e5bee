package org.oriel.control.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.oriel.host.ConsentGate;
import org.oriel.host.Grant;
import org.oriel.host.NotAllowedException;
import org.oriel.host.Notice;

/** The page Consent: the notice, what changed in it, yes and no. */
final class Consent {
    private final Parts parts;

    Consent(Parts parts) {
        this.parts = parts;
    }

    Reply read(Request request) throws HttpProblem {
        ConsentGate gate = parts.needGate();
        Notice notice = gate.notice();
        List<Grant> grants = gate.grants();
        Optional<Grant> force = gate.grant();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("hash", notice.hash());
        values.put("text", notice.text());
        values.put("capturesPerson", notice.capturesPerson());
        values.put(
                "agreed",
                force.filter(g -> g.noticeHash().equals(notice.hash())).isPresent());
        force.ifPresent(grant -> values.put("grant", grant(grant)));
        values.put("grants", grants.stream().map(Consent::grant).toList());
        // The newest that differs: what changed since the person last said yes.
        Optional<Grant> last = grants.stream().findFirst();
        last.filter(grant -> !grant.noticeHash().equals(notice.hash()))
                .ifPresent(grant -> gate.agreed(grant.noticeHash())
                        .ifPresentOrElse(
                                text -> values.put("changes", LineDiff.of(text, notice.text())),
                                () -> values.put("changesUnknown", true)));
        return Reply.json(values);
    }

    static Map<String, Object> grant(Grant grant) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", grant.id());
        values.put("noticeHash", grant.noticeHash());
        values.put("purpose", grant.purpose());
        values.put("jurisdiction", grant.jurisdiction());
        values.put("given", grant.given().toEpochMilli());
        values.put("how", grant.how());
        return values;
    }

    /** With the hash of the notice that was on the page: another one than that which counts is refused by the gate. */
    Reply agree(Request request) throws HttpProblem, NotAllowedException {
        return Reply.json(grant(parts.needGate().accept(request.text("hash"), "page")));
    }

    /** A no, before or after a yes: the same act, recorded the same way. */
    Reply refuse(Request request) throws HttpProblem {
        parts.needGate().withdraw();
        return Reply.json(Map.of());
    }
}
