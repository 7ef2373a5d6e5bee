package org.oriel.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void onlyWhatGrewIsTold() {
        Counts counts = new Counts();
        assertThat(counts.grown(Map.of("stored", 5L, "masked", 0L))).isEqualTo(Map.of("stored", "5"));
        assertThat(counts.grown(Map.of("stored", 5L, "masked", 2L))).isEqualTo(Map.of("masked", "2"));
        // A counter that is lower began anew.
        assertThat(counts.grown(Map.of("stored", 3L, "masked", 2L))).isEqualTo(Map.of("stored", "3"));
    }

    @Test
    void namesAreSuchAsAFactMayHave() {
        Map<String, Long> all = new HashMap<>();
        Counts.add(all, "dropped.", Map.of("not allowed", 1L, "x".repeat(90), 2L));
        assertThat(all).containsEntry("dropped.not-allowed", 1L);
        Map<String, String> facts = new Counts().grown(all);
        assertThat(Line.body(0, java.time.Instant.EPOCH, "captured", facts)).contains("dropped.not-allowed");
    }
}
