package org.oriel.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A law pack.
 *
 * @param jurisdiction its id
 * @param version of its text and permits
 * @param expires last day on which it counts, UTC
 * @param permits last day by kind
 * @param title for people
 * @param status such as {@code draft for counsel}
 * @param sources the legal sources
 * @param signatures who must have signed it
 * @param retentionFloorDays least time that records are kept
 * @param language language of {@code text}
 * @param languages every language it has
 * @param requires settings that must be given, such as {@code legalBasis}
 * @param purposes what recorded work may be used for; empty where the pack does not limit it
 * @param signed whether somebody whose key is in the settings signed it
 * @param text the legal part of the notice
 */
record LawPack(
        String jurisdiction,
        String version,
        LocalDate expires,
        Map<String, LocalDate> permits,
        String title,
        String status,
        List<String> sources,
        String signatures,
        int retentionFloorDays,
        String language,
        List<String> languages,
        List<String> requires,
        List<String> purposes,
        boolean signed,
        String text) {

    LawPack {
        permits = java.util.Collections.unmodifiableMap(new TreeMap<>(permits));
        sources = List.copyOf(sources);
        languages = List.copyOf(languages);
        requires = List.copyOf(requires);
        purposes = List.copyOf(purposes);
    }

    /** First moment at which it does not count any more. */
    Instant end() {
        return endOf(expires);
    }

    /** First moment at which it, or its permit for one of {@code kinds}, does not count any more. */
    Instant end(Collection<String> kinds) {
        return kinds.stream()
                .map(permits::get)
                .filter(Objects::nonNull)
                .map(LawPack::endOf)
                .reduce(end(), (one, other) -> one.isBefore(other) ? one : other);
    }

    boolean permits(String kind, Instant now) {
        LocalDate last = permits.get(kind);
        return last != null && now.isBefore(endOf(last));
    }

    boolean permitsPurpose(String purpose) {
        return purposes.isEmpty() || purposes.contains(purpose);
    }

    /** For the ledger and for people: constants of the pack. */
    String describe() {
        return jurisdiction + " version " + version + " until " + expires + (signed ? "" : " (draft)");
    }

    private static Instant endOf(LocalDate last) {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
