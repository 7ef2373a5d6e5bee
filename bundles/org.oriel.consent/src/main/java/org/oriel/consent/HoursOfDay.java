package org.oriel.consent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of a day, such as {@code 12:00-13:00}; over midnight where the end is not after the start.
 *
 * @param from first minute
 * @param to first minute after
 */
record HoursOfDay(LocalTime from, LocalTime to) {
    private static final Pattern FORM = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");

    static Optional<HoursOfDay> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime from = LocalTime.parse(matcher.group(1));
            LocalTime to = matcher.group(2).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(2));
            return from.equals(to) && !from.equals(LocalTime.MIDNIGHT)
                    ? Optional.empty()
                    : Optional.of(new HoursOfDay(from, to));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** When they begin on {@code day}. */
    Instant start(LocalDate day, ZoneId zone) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    /** When what began on {@code day} ends. */
    Instant end(LocalDate day, ZoneId zone) {
        return (to.isAfter(from) ? day : day.plusDays(1))
                .atTime(to)
                .atZone(zone)
                .toInstant();
    }

    /** End of the hours that {@code now} is in. */
    Optional<Instant> endIfIn(Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
            if (!now.isBefore(start(day, zone)) && now.isBefore(end(day, zone))) {
                return Optional.of(end(day, zone));
            }
        }
        return Optional.empty();
    }

    /** When they begin next, after {@code now}. */
    Instant next(Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant start = start(today, zone);
        return start.isAfter(now) ? start : start(today.plusDays(1), zone);
    }
}
