package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {
    @Test
    @DisplayName("sites: an origin, or the hosts below one")
    void sites() {
        Sites sites = new Sites(List.of("https://wiki.example.org", "https://*.example.com", "http://127.0.0.1:80"));
        assertThat(List.of(
                        "https://wiki.example.org",
                        "https://a.example.com",
                        "https://a.b.example.com",
                        "http://127.0.0.1:80"))
                .allMatch(sites::contain);
        assertThat(List.of(
                        "http://wiki.example.org",
                        "https://example.com",
                        "https://evilexample.com",
                        "https://evil.net/.example.com",
                        "https://wiki.example.org.evil.net",
                        "null",
                        ""))
                .noneMatch(sites::contain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "https://*", "https://a/b", "ftp://a", "https://a.*.b", "https://A.example", " https://a"})
    @DisplayName("a site that is none is refused by name")
    void wrongSites(String site) {
        assertThatThrownBy(() -> new Sites(List.of(site)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sites: " + site + ", allowed:");
    }

    @Test
    @DisplayName("so many messages a second pass; who sends many more has flooded; a quiet second forgives")
    void throttle() {
        AtomicLong now = new AtomicLong();
        Throttle throttle = new Throttle(10, now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.pass()).isTrue();
        }
        assertThat(throttle.pass()).isFalse();
        now.addAndGet(1_000_000_000L);
        assertThat(throttle.pass()).isTrue();
        now.addAndGet(1_000_000_000L);
        for (int i = 0; i < 61; i++) {
            throttle.pass();
        }
        assertThat(throttle.flooded()).isTrue();
    }

    @Test
    @DisplayName("wall time becomes monotonic time by what both clocks say now")
    void clock() {
        WallClock clock =
                new WallClock(Clock.fixed(Instant.ofEpochSecond(1000, 500_000), ZoneOffset.UTC), () -> 77_000_000_000L);
        WallClock.Moment now = clock.now();
        assertThat(now.toNanos(1_000_000_500L)).isEqualTo(77_000_000_000L);
        assertThat(now.toNanos(999_999_500L)).isEqualTo(76_999_000_000L);
        assertThat(now.toNanos(1_000_900_000L)).as("to come").isEqualTo(77_000_000_000L);
        assertThat(now.credible(1_000_000_000L - 61_000_000L)).isFalse();
    }

    @Test
    @DisplayName("roles that a page makes up are unknown")
    void roles() {
        assertThat(Roles.named("button")).isEqualTo("push button");
        assertThat(Roles.named("made-up")).isEqualTo("unknown");
    }
}
