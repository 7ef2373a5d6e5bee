package org.oriel.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The law packs that apply: all of them must permit.
 *
 * @param found one for each jurisdiction
 * @param settings the gate's
 */
record Laws(List<LawPacks.Found> found, GateSettings settings) {
    Laws {
        found = List.copyOf(found);
    }

    static Laws of(Installed installed, GateSettings settings) {
        return new Laws(LawPacks.find(installed, settings), settings);
    }

    List<LawPack> packs() {
        return found.stream().flatMap(law -> law.pack().stream()).toList();
    }

    /** What is wrong with any of them, as a blocked state; what they permit to whom is not looked at. */
    Optional<Decision> obstacle(Instant now) {
        for (LawPacks.Found law : found) {
            if (law.pack().isEmpty()) {
                return blocked(Reason.NO_LAW, law.problem());
            }
        }
        return packs().stream().flatMap(pack -> obstacle(pack, now).stream()).findFirst();
    }

    private Optional<Decision> obstacle(LawPack pack, Instant now) {
        String name = "law pack " + pack.jurisdiction();
        if (!now.isBefore(pack.end())) {
            return blocked(Reason.LAW_EXPIRED, name + " expired on " + pack.expires());
        }
        if (!pack.signed() && !settings.law().allowDraft()) {
            return blocked(
                    Reason.LAW_UNSIGNED,
                    name + " is a draft that nobody signed whose key is in the settings (lawKeys, allowDraftLaw)");
        }
        String language = settings.language();
        if (!pack.languages().contains(language) || !Words.languages().contains(language)) {
            return blocked(
                    Reason.LAW_LANGUAGE,
                    "the notice of " + name + " does not exist in your language (" + language + "), only in: "
                            + String.join(", ", new TreeSet<>(pack.languages())));
        }
        return settings.law()
                .missing(pack.requires())
                .flatMap(missing -> blocked(
                        Reason.LAW_REFERENCE, name + " asks for something that is not recorded: setting " + missing));
    }

    /** Of {@code kinds}, what some pack does not permit. */
    Optional<Decision> forbids(Collection<String> kinds, Instant now) {
        for (LawPack pack : packs()) {
            SortedSet<String> forbidden = new TreeSet<>(kinds);
            forbidden.removeIf(kind -> pack.permits(kind, now));
            if (!forbidden.isEmpty()) {
                return blocked(
                        Reason.LAW_FORBIDS,
                        "law pack " + pack.jurisdiction() + " does not permit: " + String.join(", ", forbidden));
            }
        }
        return Optional.empty();
    }

    /** Of {@code purposes}, what some pack does not permit: neither asked for nor served. */
    Optional<Decision> forbidsPurposes(Collection<String> purposes) {
        for (LawPack pack : packs()) {
            SortedSet<String> forbidden = new TreeSet<>(purposes);
            forbidden.removeIf(pack::permitsPurpose);
            if (!forbidden.isEmpty()) {
                return blocked(
                        Reason.LAW_FORBIDS,
                        "law pack " + pack.jurisdiction() + " does not permit the purpose: "
                                + String.join(", ", forbidden) + ", allowed: " + String.join(", ", pack.purposes()));
            }
        }
        return Optional.empty();
    }

    Optional<Instant> end(Collection<String> kinds) {
        return packs().stream().map(pack -> pack.end(kinds)).min(Comparator.naturalOrder());
    }

    /** Said wherever the state is shown. */
    String drafts() {
        List<String> drafts = packs().stream()
                .filter(pack -> !pack.signed())
                .map(LawPack::jurisdiction)
                .toList();
        return drafts.isEmpty() ? "" : "DRAFT law pack, signed by no counsel: " + String.join(", ", drafts);
    }

    private static Optional<Decision> blocked(String reason, String detail) {
        return Optional.of(Decision.blocked(reason, detail));
    }
}
