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
 * @param exports where data of each grant may go, oldest first
 * @param grants every grant there was, oldest first
 * @param abroad the country it was in that was not allowed, until the person says that it goes on
 */
record Stored(
        Optional<Agreement> agreement,
        Optional<Instant> pausedUntil,
        List<Act> history,
        List<Exports> exports,
        List<Grant> grants,
        Optional<String> abroad) {
    static final Stored NOTHING =
            new Stored(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

    static final String ACCEPT = "accept";
    static final String WITHDRAW = "withdraw";
    static final String REFUSE = "refuse";

    private static final int MOST_ACTS = 1000;
    private static final int MOST_GRANTS = 200;

    Stored {
        history = List.copyOf(history);
        exports = List.copyOf(exports);
        grants = List.copyOf(grants);
    }

    /**
     * Where data of a grant may go, also when it is not in force any more: what was captured under it may still be there.
     *
     * @param grant its id
     * @param items names of the export items of its surface
     */
    record Exports(String grant, List<String> items) {
        Exports {
            items = List.copyOf(items);
        }
    }

    /** Whether the notice of {@code grant} named this export. */
    boolean covers(String grant, String item) {
        boolean now = agreement
                .filter(given -> given.grant().id().equals(grant))
                .filter(given -> given.surface().exports().contains(item))
                .isPresent();
        return now
                || exports.stream()
                        .anyMatch(of -> of.grant().equals(grant) && of.items().contains(item));
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
                with(new Act(grant.given(), ACCEPT, grant.id(), grant.how() + ", notice " + grant.noticeHash())),
                with(new Exports(grant.id(), given.surface().exports())),
                with(grant),
                abroad);
    }

    private List<Grant> with(Grant more) {
        List<Grant> all = new ArrayList<>(grants);
        all.add(more);
        return all.size() > MOST_GRANTS ? all.subList(all.size() - MOST_GRANTS, all.size()) : all;
    }

    /** The person said no. */
    Stored refused(Instant now, String detail) {
        return acted(agreement, pausedUntil, new Act(now, REFUSE, grantId(), detail), exports, abroad);
    }

    /** It is in a country that is not allowed. */
    Stored abroad(Instant now, String country) {
        return acted(agreement, pausedUntil, new Act(now, "abroad", grantId(), country), exports, Optional.of(country));
    }

    private Stored acted(
            Optional<Agreement> given,
            Optional<Instant> until,
            Act act,
            List<Exports> covered,
            Optional<String> country) {
        return new Stored(given, until, with(act), covered, grants, country);
    }

    private List<Exports> with(Exports more) {
        List<Exports> all = new ArrayList<>(exports);
        all.add(more);
        return all.size() > MOST_GRANTS ? all.subList(all.size() - MOST_GRANTS, all.size()) : all;
    }

    /** What is stored goes nowhere any more, whichever grant it was captured under. */
    Stored withdrawn(Instant now) {
        return agreement.isEmpty()
                ? new Stored(agreement, Optional.empty(), history, List.of(), grants, abroad)
                : acted(Optional.empty(), Optional.empty(), new Act(now, WITHDRAW, grantId(), ""), List.of(), abroad);
    }

    Stored paused(Instant now, Instant until) {
        return acted(
                agreement, Optional.of(until), new Act(now, "pause", grantId(), "until " + until), exports, abroad);
    }

    /** The pause is over: {@code act} says whether the person ended it or time did. */
    Stored resumed(Instant now, String act) {
        return acted(agreement, Optional.empty(), new Act(now, act, grantId(), ""), exports, abroad);
    }

    /** It is where it is allowed again, and the person said so. */
    Stored home(Instant now) {
        return acted(agreement, pausedUntil, new Act(now, "home", grantId(), ""), exports, Optional.empty());
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
