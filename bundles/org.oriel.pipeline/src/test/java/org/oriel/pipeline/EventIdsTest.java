package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private final EventIds ids = new EventIds();

    @Test
    @DisplayName("an id is a UUIDv7 with its time in the first 48 bits (RFC 9562 section 5.7)")
    void format() {
        UUID id = UUID.fromString(ids.next(0x017F22E279B0L));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(0x017F22E279B0L);
    }

    @Test
    @DisplayName("ids go up within a millisecond, beyond 4096 of them, and when the clock is set back")
    void order() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next(1_000_000));
        }
        made.add(ids.next(999_000));
        made.add(ids.next(2_000_000));
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("two installations do not make the same ids")
    void random() {
        assertThat(ids.next(5)).isNotEqualTo(new EventIds().next(5));
    }
}
