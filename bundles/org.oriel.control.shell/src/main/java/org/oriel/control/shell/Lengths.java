package org.oriel.control.shell;

import java.time.Duration;

/** Lengths of time as people type them: {@code 10s}, {@code 30m}, {@code 2h}. */
final class Lengths {
    private Lengths() {}

    static Duration parse(String option, String text) throws CommandFailure {
        Duration length = read(text);
        if (length == null || length.isZero() || length.compareTo(Duration.ofHours(24)) > 0) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    option + " " + text + " is not a length, allowed: 1s to 24h, such as 10s, 30m, 2h");
        }
        return length;
    }

    private static @org.jspecify.annotations.Nullable Duration read(String text) {
        if (text.length() < 2 || text.length() > 7) {
            return null;
        }
        try {
            long number = Long.parseUnsignedLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String print(Duration length) {
        long seconds = length.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? (seconds + 59) / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
