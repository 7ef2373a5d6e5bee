package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventTime;
import org.oriel.api.event.Key;
import org.oriel.api.event.Sensitive;

/** How finely times are told. */
class TimesTest {
    private static final long MILLI = 1_000_000L;

    @ParameterizedTest
    @EnumSource
    void keysAreInStepsAndNothingGoesBackwards(Timing timing) {
        Times times = new Times(timing);
        Random random = new Random(1);
        long now = 5_000 * MILLI;
        EventTime last = new EventTime(0, 0);
        for (int i = 0; i < 2_000; i++) {
            now += random.nextInt(400) * MILLI + random.nextInt(1_000_000);
            EventTime real = new EventTime(now, 1_700_000_000_000L + now / MILLI);
            EventTime told = switch (random.nextInt(3)) {
                case 0 -> times.key(real);
                case 1 -> times.masked(real);
                default -> times.other(real);
            };
            assertThat(told.monotonicNanos()).isBetween(last.monotonicNanos(), real.monotonicNanos());
            assertThat(told.wallMillis()).isBetween(last.wallMillis(), real.wallMillis());
            last = told;
        }
    }

    @Test
    void stepsAreThoseOfTheSetting() {
        EventTime time = new EventTime(123_456_789_012L, 1_700_000_123_456L);
        assertThat(new Times(Timing.FINE).key(time)).isEqualTo(new EventTime(123_450_000_000L, 1_700_000_123_450L));
        assertThat(new Times(Timing.COARSE).key(time)).isEqualTo(new EventTime(123_450_000_000L, 1_700_000_123_450L));
        assertThat(new Times(Timing.NONE).key(time).monotonicNanos()).isEqualTo(120_000_000_000L);
        assertThat(new Times(Timing.FINE).masked(time).monotonicNanos()).isEqualTo(123_000_000_000L);
        assertThat(new Times(Timing.FINE).other(time)).isSameAs(time);
    }

    @Test
    void aMaskedStretchTellsNeitherItsRhythmNorItsEnd() {
        Typist slow = new Typist(Oracle.patterns());
        Typist fast = new Typist(Oracle.patterns());
        for (Typist typist : List.of(slow, fast)) {
            typist.now = 5_000 * MILLI;
            typist.type("a ");
            Random random = new Random(typist == slow ? 1 : 2);
            for (char c : "4111 1111 1111 1111".toCharArray()) {
                typist.step = (1 + random.nextInt(20)) * 5 * MILLI;
                typist.type(String.valueOf(c));
            }
            typist.blur();
        }
        CaptureEvent masked = slow.out.get(slow.out.size() - 1);
        assertThat(((Key) masked.body()).key()).isEqualTo(Sensitive.of("<CREDIT_CARD_1>"));
        assertThat(((Key) masked.body()).count()).isZero();
        assertThat(masked.time()).isEqualTo(fast.out.get(fast.out.size() - 1).time());
    }
}
