package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceAndTimeTest {
    private static final WorkingHours HOURS = WorkingHours.of(
            List.of("Mon-Fri 08:00-18:00 Europe/Berlin", "Fri 22:00-02:00 Europe/Berlin"),
            List.of("2026-12-25"),
            List.of("2026-12-25T10:00/2026-12-25T11:00"));

    @ParameterizedTest
    @CsvSource({
        // Winter: Berlin is an hour ahead. 2026-11-20 is a Friday.
        "2026-11-20T06:59:59Z, ",
        "2026-11-20T07:00:00Z, 2026-11-20T17:00:00Z",
        "2026-11-20T16:59:59Z, 2026-11-20T17:00:00Z",
        "2026-11-20T17:00:00Z, ",
        "2026-11-20T21:00:00Z, 2026-11-21T01:00:00Z",
        "2026-11-21T00:30:00Z, 2026-11-21T01:00:00Z",
        "2026-11-21T10:00:00Z, ",
        // Summer: two hours.
        "2026-07-01T06:00:00Z, 2026-07-01T16:00:00Z",
        // A holiday, and a call on it.
        "2026-12-25T08:30:00Z, ",
        "2026-12-25T09:30:00Z, 2026-12-25T10:00:00Z",
    })
    void openUntil(Instant now, Instant until) {
        assertThat(HOURS.openUntil(now)).isEqualTo(java.util.Optional.ofNullable(until));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T17:00:00Z, 2026-11-20T21:00:00Z",
        "2026-11-21T10:00:00Z, 2026-11-23T07:00:00Z",
        "2026-12-24T20:00:00Z, 2026-12-25T09:00:00Z",
        "2026-12-25T10:00:00Z, 2026-12-28T07:00:00Z",
    })
    void opensNext(Instant now, Instant next) {
        assertThat(HOURS.opensNext(now)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon 8-18",
                "Mon-Fri",
                "Moo 08:00-18:00",
                "Mon 08:00-18:00 Nowhere",
                "Mon 08:00-08:00",
                "Mon-Tue-Wed 08:00-09:00"
            })
    void wrongHours(String line) {
        assertThatThrownBy(() -> WorkingHours.of(List.of(line), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.oriel.consent: hours has \"" + line + "\", allowed: ");
    }

    @Test
    void countryOfTheTimeZone(@TempDir Path folder) throws Exception {
        Path zones = Files.createDirectories(folder.resolve("zoneinfo/America")).getParent();
        Files.createDirectories(zones.resolve("US"));
        Files.writeString(zones.resolve("zone.tab"), "# code\nUS\t+404251-0740023\tAmerica/New_York\tEastern\n");
        Files.writeString(zones.resolve("America/New_York"), "TZif");
        Files.createSymbolicLink(zones.resolve("US/Eastern"), Path.of("../America/New_York"));
        Files.writeString(zones.resolve("UTC"), "TZif");
        Path link = folder.resolve("localtime");
        Whereabouts.TimeZone system = new Whereabouts.TimeZone(link, zones);

        assertThat(system.country()).isEmpty();
        for (String zone : List.of("America/New_York", "US/Eastern")) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, zones.resolve(zone));
            assertThat(system.country()).as(zone).contains("US");
        }
        Files.delete(link);
        Files.createSymbolicLink(link, zones.resolve("UTC"));
        assertThat(system.country()).isEmpty();
    }

    @Test
    void countryFromAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("country");
        Whereabouts where = Whereabouts.of(List.of("us", "CA"), file.toString());

        assertThat(where.elsewhere()).contains("??");
        Files.writeString(file, "de\n");
        assertThat(where.elsewhere()).contains("DE");
        Files.writeString(file, "CA\n");
        assertThat(where.elsewhere()).isEmpty();
        assertThatThrownBy(() -> Whereabouts.of(List.of("USA"), "")).hasMessageContaining("two letters");
    }
}
