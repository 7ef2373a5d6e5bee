package org.oriel.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.oriel.host.Exemptions.Exemption;
import org.oriel.host.Exemptions.Reason;
import org.oriel.host.Exemptions.Scope;
import org.oriel.host.Exemptions.State;

/**
 * A request for an exemption and all that became of it.
 *
 * @param shown what everybody may see of it
 * @param texts what only reviewers can read: of the request, then of each appeal
 * @param refusedBy who refused it
 * @param used random words of the signed decisions about it: none counts twice
 */
record Case(Exemption shown, List<SealedText> texts, Set<String> refusedBy, Set<String> used) {
    Case {
        texts = List.copyOf(texts);
        refusedBy = java.util.Collections.unmodifiableSet(new TreeSet<>(refusedBy));
        used = java.util.Collections.unmodifiableSet(new TreeSet<>(used));
    }

    static Case asked(String id, Reason reason, Scope scope, String what, Instant now, List<SealedText> texts) {
        return new Case(
                new Exemption(id, reason, scope, what, State.OPEN, now, "", "", Optional.empty()),
                texts,
                Set.of(),
                Set.of());
    }

    String id() {
        return shown.id();
    }

    boolean waits() {
        return shown.state() == State.OPEN || shown.state() == State.APPEALED;
    }

    /** Whether its scope is off. */
    boolean inForce(Instant now) {
        return waits()
                || shown.state() == State.GRANTED
                        && shown.until().map(now::isBefore).orElse(true);
    }

    /** Granted, and its time is over. */
    boolean expired(Instant now) {
        return shown.state() == State.GRANTED && !inForce(now);
    }

    Case ended() {
        return with(State.ENDED, shown.reviewer(), shown.answer(), shown.until(), texts, refusedBy, used);
    }

    Case appealed(List<SealedText> more) {
        List<SealedText> all = new ArrayList<>(texts);
        all.addAll(more);
        return with(State.APPEALED, shown.reviewer(), shown.answer(), Optional.empty(), all, refusedBy, used);
    }

    Case decided(String reviewer, boolean granted, String answer, Optional<Instant> until, String word) {
        Set<String> refusals = new TreeSet<>(refusedBy);
        if (!granted) {
            refusals.add(reviewer);
        }
        Set<String> words = new TreeSet<>(used);
        if (!word.isEmpty()) {
            words.add(word);
        }
        return with(granted ? State.GRANTED : State.REFUSED, reviewer, answer, until, texts, refusals, words);
    }

    private Case with(
            State state,
            String reviewer,
            String answer,
            Optional<Instant> until,
            List<SealedText> all,
            Set<String> refusals,
            Set<String> words) {
        return new Case(
                new Exemption(
                        shown.id(),
                        shown.reason(),
                        shown.scope(),
                        shown.what(),
                        state,
                        shown.asked(),
                        reviewer,
                        answer,
                        until),
                all,
                refusals,
                words);
    }
}
