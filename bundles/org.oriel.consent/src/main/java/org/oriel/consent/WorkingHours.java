package org.oriel.consent;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * When work is done. On-call times count beside the hours, on holidays too.
 *
 * @param hours empty where capture is not tied to hours
 * @param holidays days without hours
 * @param onCall single times
 */
record WorkingHours(List<Hours> hours, Set<LocalDate> holidays, List<OnCall> onCall) {
    static final WorkingHours ALWAYS = new WorkingHours(List.of(), Set.of(), List.of());

    private static final int DAYS_AHEAD = 370;
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "mon", DayOfWeek.MONDAY,
            "tue", DayOfWeek.TUESDAY,
            "wed", DayOfWeek.WEDNESDAY,
            "thu", DayOfWeek.THURSDAY,
            "fri", DayOfWeek.FRIDAY,
            "sat", DayOfWeek.SATURDAY,
            "sun", DayOfWeek.SUNDAY);

    WorkingHours {
        hours = List.copyOf(hours);
        holidays = java.util.Collections.unmodifiableSet(new TreeSet<>(holidays));
        onCall = List.copyOf(onCall);
    }

    /**
     * One line of hours.
     *
     * @param days on which they begin
     * @param time of those days
     * @param zone of both
     */
    record Hours(Set<DayOfWeek> days, HoursOfDay time, ZoneId zone) {
        String describe() {
            return String.join(
                            ",",
                            days.stream().map(day -> day.name().substring(0, 3)).toList()) + " " + time.from() + "-"
                    + time.to() + " " + zone;
        }
    }

    /**
     * One on-call time.
     *
     * @param from first moment
     * @param to first moment after
     */
    record OnCall(Instant from, Instant to) {}

    /**
     * Lines such as {@code Mon-Fri 08:00-18:00 Europe/Berlin}, dates, and {@code 2026-12-24T20:00/2026-12-25T06:00}, the
     * latter in the zone of the first line. Where a line names no zone, the system's counts.
     */
    static WorkingHours of(List<String> lines, List<String> holidays, List<String> onCall) {
        List<Hours> hours = present(lines).map(WorkingHours::hours).toList();
        ZoneId zone = hours.isEmpty() ? ZoneId.systemDefault() : hours.get(0).zone();
        Set<LocalDate> days = new TreeSet<>();
        present(holidays).forEach(day -> days.add(holiday(day)));
        return new WorkingHours(
                hours, days, present(onCall).map(line -> onCall(line, zone)).toList());
    }

    private static Stream<String> present(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static Hours hours(String line) {
        String[] words = line.split("\\s+");
        try {
            if (words.length == 2 || words.length == 3) {
                return new Hours(
                        days(words[0]),
                        HoursOfDay.parse(words[1]).orElseThrow(() -> new DateTimeException(words[1])),
                        words.length == 3 ? ZoneId.of(words[2]) : ZoneId.systemDefault());
            }
        } catch (DateTimeException e) {
            throw wrong("hours", line, "such as Mon-Fri 08:00-18:00 Europe/Berlin");
        }
        throw wrong("hours", line, "such as Mon-Fri 08:00-18:00 Europe/Berlin");
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] ends = part.split("-", -1);
            DayOfWeek first = day(ends[0]);
            DayOfWeek last = ends.length == 1 ? first : day(ends[1]);
            if (ends.length > 2) {
                throw new DateTimeException(text);
            }
            for (DayOfWeek day = first; ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        DayOfWeek day = DAYS.get(name);
        if (day == null) {
            throw new DateTimeException(name);
        }
        return day;
    }

    private static LocalDate holiday(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong("holidays", text, "a date such as 2026-12-25");
        }
    }

    private static OnCall onCall(String text, ZoneId zone) {
        String[] ends = text.split("/", -1);
        try {
            if (ends.length == 2) {
                Instant from = LocalDateTime.parse(ends[0]).atZone(zone).toInstant();
                Instant to = LocalDateTime.parse(ends[1]).atZone(zone).toInstant();
                if (from.isBefore(to)) {
                    return new OnCall(from, to);
                }
            }
        } catch (DateTimeException e) {
            throw wrong("onCall", text, "such as 2026-12-24T20:00/2026-12-25T06:00");
        }
        throw wrong("onCall", text, "such as 2026-12-24T20:00/2026-12-25T06:00");
    }

    private static IllegalArgumentException wrong(String name, String value, String allowed) {
        return new IllegalArgumentException(
                "org.oriel.consent: " + name + " has \"" + value + "\", allowed: " + allowed);
    }

    /** Until when {@code now} is work; empty where it is not. */
    Optional<Instant> openUntil(Instant now) {
        if (hours.isEmpty()) {
            return Optional.of(Instant.MAX);
        }
        return Stream.concat(
                        hours.stream().flatMap(line -> open(line, now).stream()),
                        onCall.stream()
                                .filter(call -> !now.isBefore(call.from()) && now.isBefore(call.to()))
                                .map(OnCall::to))
                .max(Comparator.naturalOrder());
    }

    private Optional<Instant> open(Hours line, Instant now) {
        LocalDate today = now.atZone(line.zone()).toLocalDate();
        return Stream.of(today.minusDays(1), today)
                .filter(day -> counts(line, day))
                .filter(day -> !now.isBefore(line.time().start(day, line.zone()))
                        && now.isBefore(line.time().end(day, line.zone())))
                .map(day -> line.time().end(day, line.zone()))
                .max(Comparator.naturalOrder());
    }

    private boolean counts(Hours line, LocalDate day) {
        return line.days().contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    /** When work begins next after {@code now}; empty where not within a year. */
    Optional<Instant> opensNext(Instant now) {
        List<Instant> starts = new ArrayList<>();
        onCall.stream().map(OnCall::from).filter(now::isBefore).forEach(starts::add);
        for (Hours line : hours) {
            LocalDate today = now.atZone(line.zone()).toLocalDate();
            today.datesUntil(today.plusDays(DAYS_AHEAD))
                    .filter(day -> counts(line, day))
                    .map(day -> line.time().start(day, line.zone()))
                    .filter(now::isBefore)
                    .findFirst()
                    .ifPresent(starts::add);
        }
        return starts.stream().min(Comparator.naturalOrder());
    }
}
