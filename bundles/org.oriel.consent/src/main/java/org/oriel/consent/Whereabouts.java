package org.oriel.consent;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Which country the computer is in, as far as the system says it: a file that IT writes, or else the country of the
 * system's time zone. No network, no position.
 *
 * @param countries allowed ones, ISO 3166 codes; empty where it does not matter
 * @param now tells the country, empty where it cannot be told
 */
record Whereabouts(Set<String> countries, Supplier<Optional<String>> now) {
    static final Whereabouts ANYWHERE = new Whereabouts(Set.of(), Optional::empty);

    private static final String CODE = "[A-Z]{2}";
    private static final int ZONE = 2;

    Whereabouts {
        countries = java.util.Collections.unmodifiableSet(new TreeSet<>(countries));
    }

    static Whereabouts of(List<String> countries, String file) {
        Set<String> codes = new TreeSet<>();
        for (String country : countries) {
            String code = country.strip().toUpperCase(Locale.ROOT);
            if (!code.isEmpty() && !code.matches(CODE)) {
                throw new IllegalArgumentException(
                        "org.oriel.consent: country has \"" + country + "\", allowed: two letters such as US");
            }
            if (!code.isEmpty()) {
                codes.add(code);
            }
        }
        if (file.isBlank()) {
            return new Whereabouts(
                    codes, new TimeZone(Path.of("/etc/localtime"), Path.of("/usr/share/zoneinfo"))::country);
        }
        Path told = Path.of(file);
        if (!told.isAbsolute()) {
            throw new IllegalArgumentException(
                    "org.oriel.consent: countryFile is \"" + file + "\", allowed: an absolute path");
        }
        return new Whereabouts(codes, () -> told(told));
    }

    /** The country that is not allowed, {@code ??} where it cannot be told; empty where all is well. */
    Optional<String> elsewhere() {
        if (countries.isEmpty()) {
            return Optional.empty();
        }
        String here = now.get().orElse("??");
        return countries.contains(here) ? Optional.empty() : Optional.of(here);
    }

    private static Optional<String> told(Path file) {
        try {
            return Optional.of(Files.readString(file).strip().toUpperCase(Locale.ROOT))
                    .filter(code -> code.matches(CODE));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The system's time zone: Java reads it once, a laptop changes it. */
    static final class TimeZone {
        private final Path link;
        private final Path folder;

        /** Zone to country, read once. Reached from the gate's thread and from callers of the notice. */
        private volatile Map<String, String> zones = Map.of();

        TimeZone(Path link, Path folder) {
            this.link = link;
            this.folder = folder;
        }

        Optional<String> country() {
            try {
                // The name that was chosen first; an old name such as US/Eastern is a link to the one that is listed.
                Path chosen = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                Optional<String> country =
                        country(chosen, folder.toAbsolutePath().normalize());
                return country.isPresent() ? country : country(chosen.toRealPath(), folder.toRealPath());
            } catch (IOException | UnsupportedOperationException e) {
                return Optional.empty();
            }
        }

        private Optional<String> country(Path zone, Path root) throws IOException {
            return zone.startsWith(root)
                    ? Optional.ofNullable(zones().get(root.relativize(zone).toString()))
                    : Optional.empty();
        }

        /** {@code zone.tab} of the time zone database: each zone with the one country that it was made for. */
        private Map<String, String> zones() throws IOException {
            Map<String, String> known = zones;
            if (known.isEmpty()) {
                Map<String, String> read = new HashMap<>();
                try (BufferedReader lines =
                        Files.newBufferedReader(folder.resolve("zone.tab"), StandardCharsets.UTF_8)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        String[] fields = line.split("\t", -1);
                        if (!line.startsWith("#") && fields.length > ZONE) {
                            read.put(fields[ZONE], fields[0]);
                        }
                    }
                }
                known = Map.copyOf(read);
                zones = known;
            }
            return known;
        }
    }
}
