package org.oriel.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.oriel.api.consent.CaptureState.Phase;
import org.oriel.consent.Stored.Agreement;
import org.oriel.host.Grant;
import org.oriel.host.Notice;

/**
 * Everything a decision depends on, but the indicator.
 *
 * @param now the time
 * @param settings the gate's
 * @param inventory what is installed and allowed
 * @param laws of the jurisdictions
 * @param stored what the person decided
 * @param grantProblem what is wrong with the file of it
 * @param policyProblem what is wrong with the policy
 * @param exempt what the person asked not to be captured
 * @param leftOut whether the policy leaves that out
 */
record Facts(
        Instant now,
        GateSettings settings,
        Inventory inventory,
        Laws laws,
        Stored stored,
        String grantProblem,
        String policyProblem,
        Exempt exempt,
        boolean leftOut) {

    Notice notice() {
        return NoticeText.of(inventory, settings, laws, policyProblem);
    }

    /** The order is the order in which a person wants to know: their own decisions, then what keeps it from mattering. */
    Decision decide() {
        boolean person = inventory.capturesPerson();
        if (person && stored.withdrawn()) {
            return Decision.not(Phase.OFF, Reason.WITHDRAWN, "you took your consent back");
        }
        Optional<Instant> paused = stored.pausedUntil().filter(now::isBefore);
        if (paused.isPresent()) {
            return new Decision(
                    Phase.PAUSED, Reason.PAUSED, "you paused it", paused, Optional.empty(), Optional.empty());
        }
        if (person && exempt.off()) {
            return Decision.blocked(Reason.EXEMPT, "you asked for an exemption", exempt.changes());
        }
        if (person && !leftOut) {
            return Decision.blocked(
                    Reason.EXEMPT,
                    "what you asked to be exempt cannot be left out by itself, so nothing is captured",
                    exempt.changes());
        }
        return obstacle().or(() -> person ? misplaced() : Optional.empty()).orElseGet(this::consent);
    }

    /** What makes asking for consent pointless; accepting is refused with it too. */
    Optional<Decision> obstacle() {
        if (inventory.captures().isEmpty()) {
            return blocked(Reason.NO_SOURCE, "no installed bundle captures anything");
        }
        Optional<Decision> law = laws.obstacle(now)
                .or(() -> laws.forbids(inventory.kinds(), now))
                .or(() -> laws.forbidsPurposes(inventory.purposes(settings.purpose())));
        if (law.isPresent()) {
            return law;
        }
        if (inventory.allow().isEmpty()) {
            return blocked(Reason.NO_POLICY, policyProblem.isEmpty() ? "the policy allows no program" : policyProblem);
        }
        return Optional.empty();
    }

    private static Optional<Decision> blocked(String reason, String detail) {
        return Optional.of(Decision.blocked(reason, detail));
    }

    /** Time and place, which matter only to who agreed: nobody needs to wait for the morning to say yes or no. */
    private Optional<Decision> misplaced() {
        if (!consent().recording()) {
            return Optional.empty();
        }
        Optional<String> abroad = stored.abroad();
        if (abroad.isPresent()) {
            String allowed = String.join(", ", settings.where().countries());
            return blocked(
                    Reason.OTHER_COUNTRY,
                    settings.where().elsewhere().isPresent()
                            ? "this computer seems to be in another country (" + abroad.get() + "), allowed: " + allowed
                            : "this computer was in another country (" + abroad.get() + "); resume when it is back in "
                                    + allowed);
        }
        if (settings.hours().openUntil(now).isEmpty()) {
            return Optional.of(Decision.blocked(
                    Reason.OUTSIDE_HOURS,
                    "these are no working hours",
                    settings.hours().opensNext(now)));
        }
        return Optional.empty();
    }

    private Decision consent() {
        if (!inventory.capturesPerson()) {
            Grant recorded = new Grant(
                    Inventory.RECORDED,
                    notice().hash(),
                    settings.purpose(),
                    settings.jurisdiction(),
                    Instant.EPOCH,
                    Inventory.RECORDED);
            return recording("plays a recorded session, captures nobody", recorded, laws.end(inventory.kinds()));
        }
        Optional<Agreement> agreement = stored.agreement();
        if (agreement.isEmpty()) {
            return Decision.not(
                    Phase.OFF,
                    Reason.NO_CONSENT,
                    grantProblem.isEmpty() ? "nobody agreed to capture yet" : grantProblem);
        }
        Grant grant = agreement.get().grant();
        Optional<Instant> renewal = settings.renewal(grant);
        if (renewal.isPresent() && !now.isBefore(renewal.get())) {
            return Decision.blocked(
                    Reason.CONSENT_EXPIRED,
                    "what you agreed to on " + grant.given() + " counts for " + settings.renewDays()
                            + " days; agree again");
        }
        List<Surface.Item> more = surface().minus(agreement.get().surface());
        if (!more.isEmpty()) {
            return Decision.blocked(
                    Reason.CONSENT_OUTDATED, "more than you agreed to: " + Surface.summary(more) + "; agree again");
        }
        return recording("captures " + String.join(", ", inventory.kinds()), grant, ends(renewal))
                .and(laws.drafts());
    }

    private Optional<Instant> ends(Optional<Instant> renewal) {
        return Exempt.first(
                Stream.of(laws.end(inventory.kinds()), renewal, settings.hours().openUntil(now), exempt.changes()));
    }

    /** The consent in force, also while something else keeps capture off. */
    Optional<Grant> grant() {
        return obstacle().isPresent() ? Optional.empty() : consent().grant();
    }

    /** What a person agrees to; only where there is no obstacle. */
    Surface surface() {
        return inventory.surface(settings, laws.packs());
    }

    private static Decision recording(String detail, Grant grant, Optional<Instant> ends) {
        return new Decision(Phase.RECORDING, "", detail, Optional.empty(), Optional.of(grant), ends);
    }
}
