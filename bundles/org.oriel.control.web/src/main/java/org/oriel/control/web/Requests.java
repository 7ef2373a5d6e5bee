package org.oriel.control.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.oriel.api.event.Sensitive;
import org.oriel.host.Exemptions;
import org.oriel.host.Exemptions.Exemption;
import org.oriel.host.NotAllowedException;

/** The page Exemptions: ask, see the answer, appeal, take back. The answer itself is a reviewer's, and not given here. */
final class Requests {
    private final Parts parts;

    Requests(Parts parts) {
        this.parts = parts;
    }

    Reply list(Request request) throws HttpProblem {
        return Reply.json(Map.of(
                "all", parts.needExemptions().all().stream().map(Requests::json).toList()));
    }

    Reply ask(Request request) throws HttpProblem, NotAllowedException {
        Exemptions exemptions = parts.needExemptions();
        Exemptions.Scope scope = constant(Exemptions.Scope.class, "scope", request.text("scope"));
        String what = request.optional("subject");
        if (what.isEmpty() && scope != Exemptions.Scope.ALL) {
            throw Request.wrong("subject", "what the request is about");
        }
        return Reply.json(json(exemptions.ask(new Exemptions.Request(
                constant(Exemptions.Reason.class, "reason", request.text("reason")),
                scope,
                scope == Exemptions.Scope.ALL ? "" : what,
                Sensitive.of(request.optional("text"))))));
    }

    Reply withdraw(Request request) throws HttpProblem, NotAllowedException {
        parts.needExemptions().withdraw(request.text("id"));
        return Reply.json(Map.of());
    }

    Reply appeal(Request request) throws HttpProblem, NotAllowedException {
        return Reply.json(
                json(parts.needExemptions().appeal(request.text("id"), Sensitive.of(request.optional("text")))));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String text) throws HttpProblem {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw Request.wrong(
                name,
                String.join(
                        ", ",
                        java.util.Arrays.stream(type.getEnumConstants())
                                .map(Requests::word)
                                .toList()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> json(Exemption exemption) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", exemption.id());
        values.put("reason", word(exemption.reason()));
        values.put("scope", word(exemption.scope()));
        values.put("subject", exemption.what());
        values.put("state", word(exemption.state()));
        values.put("asked", exemption.asked().toEpochMilli());
        values.put("reviewer", exemption.reviewer());
        values.put("answer", exemption.answer());
        exemption.until().ifPresent(until -> values.put("until", until.toEpochMilli()));
        return values;
    }
}
