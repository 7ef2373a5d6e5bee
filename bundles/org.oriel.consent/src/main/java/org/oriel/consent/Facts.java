package org.oriel.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
 * @param law of the jurisdiction
 * @param stored what the person decided
 * @param grantProblem what is wrong with the file of it
 * @param policyProblem what is wrong with the policy
 */
record Facts(
        Instant now,
        GateSettings settings,
        Inventory inventory,
        LawPacks.Found law,
        Stored stored,
        String grantProblem,
        String policyProblem) {

    Notice notice() {
        return NoticeText.of(inventory, settings, law, policyProblem);
    }

    /** The order is the order in which a person wants to know: their own decision, then what keeps it from mattering. */
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
        return obstacle().orElseGet(this::consent);
    }

    /** What makes asking for consent pointless; accepting is refused with it too. */
    Optional<Decision> obstacle() {
        if (inventory.captures().isEmpty()) {
            return blocked(Reason.NO_SOURCE, "no installed bundle captures anything");
        }
        if (law.pack().isEmpty()) {
            return blocked(Reason.NO_LAW, law.problem());
        }
        LawPack pack = law.pack().get();
        if (!now.isBefore(pack.end())) {
            return blocked(Reason.LAW_EXPIRED, "law pack " + pack.jurisdiction() + " expired on " + pack.expires());
        }
        SortedSet<String> forbidden = new TreeSet<>(inventory.kinds());
        forbidden.removeIf(kind -> pack.permits(kind, now));
        if (!forbidden.isEmpty()) {
            return blocked(
                    Reason.LAW_FORBIDS,
                    "law pack " + pack.jurisdiction() + " does not permit: " + String.join(", ", forbidden));
        }
        if (inventory.allow().isEmpty()) {
            return blocked(Reason.NO_POLICY, policyProblem.isEmpty() ? "the policy allows no program" : policyProblem);
        }
        return Optional.empty();
    }

    private static Optional<Decision> blocked(String reason, String detail) {
        return Optional.of(Decision.blocked(reason, detail));
    }

    private Decision consent() {
        LawPack pack = law.pack().orElseThrow();
        if (!inventory.capturesPerson()) {
            Grant recorded = new Grant(
                    Inventory.RECORDED,
                    notice().hash(),
                    settings.purpose(),
                    settings.jurisdiction(),
                    Instant.EPOCH,
                    Inventory.RECORDED);
            return recording("plays a recorded session, captures nobody", recorded, pack);
        }
        Optional<Agreement> agreement = stored.agreement();
        if (agreement.isEmpty()) {
            return Decision.not(
                    Phase.OFF,
                    Reason.NO_CONSENT,
                    grantProblem.isEmpty() ? "nobody agreed to capture yet" : grantProblem);
        }
        List<Surface.Item> more = surface().minus(agreement.get().surface());
        if (!more.isEmpty()) {
            return Decision.blocked(
                    Reason.CONSENT_OUTDATED, "more than you agreed to: " + Surface.summary(more) + "; agree again");
        }
        return recording(
                "captures " + String.join(", ", inventory.kinds()),
                agreement.get().grant(),
                pack);
    }

    /** The consent in force, also while something else keeps capture off. */
    Optional<Grant> grant() {
        return obstacle().isPresent() ? Optional.empty() : consent().grant();
    }

    /** What a person agrees to; only where there is no obstacle. */
    Surface surface() {
        return inventory.surface(settings, law.pack().orElseThrow());
    }

    private Decision recording(String detail, Grant grant, LawPack pack) {
        return new Decision(
                Phase.RECORDING,
                "",
                detail,
                Optional.empty(),
                Optional.of(grant),
                Optional.of(pack.end(inventory.kinds())));
    }
}
