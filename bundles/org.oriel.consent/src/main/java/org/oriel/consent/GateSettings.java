package org.oriel.consent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.oriel.host.Grant;

/**
 * The gate's settings, checked.
 *
 * @param directory where consent is recorded
 * @param jurisdictions ids of law packs, all of which must permit; empty blocks capture
 * @param purpose the purpose people are asked to agree to
 * @param pause how long a pause lasts when nobody says
 * @param retentionDays for the notice: how long records are kept, 0 where there is no limit
 * @param language of the person and so of the notice
 * @param renewDays after which consent must be given again, 0 for never
 * @param law what is said about law packs
 * @param hours when capture may run
 * @param where in which countries
 * @param reviewers who answers requests for exemptions
 */
record GateSettings(
        Path directory,
        List<String> jurisdictions,
        String purpose,
        Duration pause,
        int retentionDays,
        String language,
        int renewDays,
        LawSettings law,
        WorkingHours hours,
        Whereabouts where,
        Reviewers reviewers) {
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final int MOST_DAYS = 36_500;
    private static final int RENEW_DAYS = 365;

    /** With what is the default for everything else. */
    static GateSettings of(
            @Nullable String directory,
            String @Nullable [] jurisdictions,
            @Nullable String purpose,
            int pauseMinutes,
            int retentionDays,
            @Nullable String language) {
        List<String> laws = java.util.stream.Stream.of(jurisdictions == null ? new String[0] : jurisdictions)
                .map(String::strip)
                .filter(law -> !law.isEmpty())
                .distinct()
                .toList();
        for (String law : laws) {
            check("jurisdiction", law, ID.matcher(law).matches(), "ids of law packs, such as us-base");
        }
        String why = purpose == null ? "" : purpose;
        check("purpose", why, ID.matcher(why).matches(), "lower-case letters, digits and dashes, such as ai-training");
        check(
                "pauseMinutes",
                pauseMinutes,
                pauseMinutes >= 1 && pauseMinutes <= LONGEST_PAUSE.toMinutes(),
                "1 to 1440");
        check(
                "retentionDays",
                retentionDays,
                retentionDays >= 0 && retentionDays <= MOST_DAYS,
                "1 to " + MOST_DAYS + ", or 0 where there is no limit");
        String spoken = language == null ? "" : language;
        check("language", spoken, LANGUAGE.matcher(spoken).matches(), "a language code, such as en");
        return new GateSettings(
                folder(directory == null ? "" : directory),
                laws,
                why,
                Duration.ofMinutes(pauseMinutes),
                retentionDays,
                spoken,
                RENEW_DAYS,
                new LawSettings(List.of(), false, Map.of()),
                WorkingHours.ALWAYS,
                Whereabouts.ANYWHERE,
                Reviewers.NONE);
    }

    /** The same with more of the settings. */
    GateSettings with(int days, LawSettings laws, WorkingHours work, Whereabouts countries, Reviewers answering) {
        check("renewDays", days, days >= 0 && days <= MOST_DAYS, "1 to " + MOST_DAYS + ", or 0 for never");
        return new GateSettings(
                directory,
                jurisdictions,
                purpose,
                pause,
                retentionDays,
                language,
                days,
                laws,
                work,
                countries,
                answering);
    }

    /** Where hours of the day are meant: as the working hours, else as the system. */
    ZoneId zone() {
        return hours.hours().isEmpty()
                ? ZoneId.systemDefault()
                : hours.hours().get(0).zone();
    }

    /** When {@code grant} must be given again. */
    Optional<Instant> renewal(Grant grant) {
        return renewDays == 0 ? Optional.empty() : Optional.of(grant.given().plus(Duration.ofDays(renewDays)));
    }

    /** As a grant carries it. */
    String jurisdiction() {
        return String.join(",", jurisdictions);
    }

    private static Path folder(String directory) {
        try {
            Path folder = Path.of(directory);
            check("directory", directory, folder.isAbsolute(), "an absolute path");
            return folder;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("org.oriel.consent: directory is no path, allowed: an absolute path", e);
        }
    }

    private static void check(String name, Object value, boolean fine, String allowed) {
        if (!fine) {
            throw new IllegalArgumentException(
                    "org.oriel.consent: " + name + " is \"" + value + "\", allowed: " + allowed);
        }
    }
}
