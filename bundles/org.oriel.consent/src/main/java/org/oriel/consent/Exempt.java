package org.oriel.consent;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.oriel.host.Exemptions.Scope;

/**
 * What is exempt now, and when that changes by itself.
 *
 * @param off whether everything is
 * @param changes first moment at which any of this may change without anybody doing anything
 * @param executables programs
 * @param origins sites
 */
record Exempt(boolean off, Optional<Instant> changes, Set<String> executables, Set<String> origins) {
    static final Exempt NOTHING = new Exempt(false, Optional.empty(), Set.of(), Set.of());

    Exempt {
        executables = java.util.Collections.unmodifiableSet(new TreeSet<>(executables));
        origins = java.util.Collections.unmodifiableSet(new TreeSet<>(origins));
    }

    static Exempt of(List<Case> cases, Instant now, ZoneId zone) {
        List<Case> inForce = cases.stream().filter(c -> c.inForce(now)).toList();
        boolean off = false;
        List<Instant> changes = new ArrayList<>();
        for (Case exempt : inForce) {
            exempt.shown().until().ifPresent(changes::add);
            if (exempt.shown().scope() == Scope.ALL) {
                off = true;
            } else if (exempt.shown().scope() == Scope.TIME) {
                HoursOfDay hours = HoursOfDay.parse(exempt.shown().what()).orElseThrow();
                Optional<Instant> end = hours.endIfIn(now, zone);
                off |= end.isPresent();
                changes.add(end.orElseGet(() -> hours.next(now, zone)));
            }
        }
        return new Exempt(
                off,
                changes.stream().min(Comparator.naturalOrder()),
                of(inForce, Scope.APPLICATION),
                of(inForce, Scope.SITE));
    }

    private static Set<String> of(List<Case> cases, Scope scope) {
        Set<String> what = new TreeSet<>();
        cases.stream()
                .filter(c -> c.shown().scope() == scope)
                .forEach(c -> what.add(c.shown().what()));
        return what;
    }

    /** Whether this leaves out something that {@code before} did not. */
    boolean leavesOutMoreThan(Exempt before) {
        return off && !before.off
                || !before.executables.containsAll(executables)
                || !before.origins.containsAll(origins);
    }

    boolean leavesOutTheSameAs(Exempt before) {
        return executables.equals(before.executables) && origins.equals(before.origins);
    }

    static Optional<Instant> first(Stream<Optional<Instant>> times) {
        return times.flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
