package org.oriel.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.oriel.host.Grant;

/**
 * What is kept about a person's decisions.
 *
 * @param agreement what they agreed to, if they did
 * @param pausedUntil end of the pause that was asked for last, if it was not ended
 * @param history what they decided, oldest first
 */
record Stored(Optional<Agreement> agreement, Optional<Instant> pausedUntil, List<Act> history) {
    static final Stored NOTHING = new Stored(Optional.empty(), Optional.empty(), List.of());

    static final String ACCEPT = "accept";
    static final String WITHDRAW = "withdraw";

    private static final int MOST_ACTS = 1000;

    Stored {
        history = List.copyOf(history);
    }

    /**
     * Consent.
     *
     * @param grant as events carry it
     * @param surface what the notice covered
     */
    record Agreement(Grant grant, Surface surface) {}

    /**
     * One decision.
     *
     * @param time when
     * @param act such as {@code accept}, {@code pause}
     * @param grant id of the grant it is about, or empty
     * @param detail such as the end of a pause; no content
     */
    record Act(Instant time, String act, String grant, String detail) {
        boolean lasting() {
            return act.equals(ACCEPT) || act.equals(WITHDRAW);
        }
    }

    /** Whether the person took consent back and gave none since. */
    boolean withdrawn() {
        return agreement.isEmpty()
                && history.stream()
                        .filter(Act::lasting)
                        .reduce((earlier, later) -> later)
                        .filter(act -> act.act().equals(WITHDRAW))
                        .isPresent();
    }

    Stored accepted(Agreement given) {
        Grant grant = given.grant();
        return new Stored(
                Optional.of(given),
                pausedUntil,
                with(new Act(grant.given(), ACCEPT, grant.id(), grant.how() + ", notice " + grant.noticeHash())));
    }

    Stored withdrawn(Instant now) {
        return agreement.isEmpty()
                ? new Stored(agreement, Optional.empty(), history)
                : new Stored(Optional.empty(), Optional.empty(), with(new Act(now, WITHDRAW, grantId(), "")));
    }

    Stored paused(Instant now, Instant until) {
        return new Stored(agreement, Optional.of(until), with(new Act(now, "pause", grantId(), "until " + until)));
    }

    /** The pause is over: {@code act} says whether the person ended it or time did. */
    Stored resumed(Instant now, String act) {
        return new Stored(agreement, Optional.empty(), with(new Act(now, act, grantId(), "")));
    }

    private String grantId() {
        return agreement.map(given -> given.grant().id()).orElse("");
    }

    /** Pauses are forgotten in time, consent and withdrawal never. */
    private List<Act> with(Act act) {
        List<Act> acts = new ArrayList<>(history);
        acts.add(act);
        for (int i = 0; acts.size() > MOST_ACTS && i < acts.size(); ) {
            if (acts.get(i).lasting()) {
                i++;
            } else {
                acts.remove(i);
            }
        }
        return acts;
    }
}
