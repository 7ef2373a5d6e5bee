package org.oriel.consent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gate's settings, checked.
 *
 * @param directory where consent is recorded
 * @param jurisdiction id of a law pack; empty blocks capture
 * @param purpose the purpose people are asked to agree to
 * @param pause how long a pause lasts when nobody says
 * @param retentionDays for the notice: how long records are kept, 0 where there is no limit
 * @param language of the legal part of the notice, where the law pack has it
 */
record GateSettings(
        Path directory, String jurisdiction, String purpose, Duration pause, int retentionDays, String language) {
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final int MOST_DAYS = 36_500;

    static GateSettings of(
            @Nullable String directory,
            @Nullable String jurisdiction,
            @Nullable String purpose,
            int pauseMinutes,
            int retentionDays,
            @Nullable String language) {
        String law = jurisdiction == null ? "" : jurisdiction.strip();
        check("jurisdiction", law, law.isEmpty() || ID.matcher(law).matches(), "the id of a law pack, such as us-base");
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
                law,
                why,
                Duration.ofMinutes(pauseMinutes),
                retentionDays,
                spoken);
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
