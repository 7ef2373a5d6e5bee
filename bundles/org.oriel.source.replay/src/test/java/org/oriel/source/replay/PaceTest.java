package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;

class PaceTest {
    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 50 * SECOND;

    private static RawRecord at(double seconds) {
        return new RawRecord().begin(RecordKind.POINTER, 7 * SECOND + (long) (seconds * SECOND));
    }

    @Test
    void dividesTheRecordedGapsByTheSpeed() {
        for (double speed : new double[] {0.5, 1, 4}) {
            Pace pace = new Pace(speed, 0);
            pace.begin(NOW, at(0));
            assertThat(pace.due(at(0), NOW)).isEqualTo(NOW);
            assertThat(pace.due(at(2), NOW)).isEqualTo(NOW + (long) (2 * SECOND / speed));
        }
    }

    @Test
    void keepsAnEvenRateWhateverWasRecorded() {
        Pace pace = new Pace(1, 4);
        pace.begin(NOW, at(0));
        for (int i = 0; i < 5; i++) {
            long due = pace.due(at(i * 100), NOW);
            assertThat(due).isEqualTo(NOW + i * SECOND / 4);
            pace.stamp(due, due);
        }
    }

    @Test
    void atSpeedZeroEverythingIsDueNow() {
        Pace pace = new Pace(0, 0);
        pace.begin(NOW, at(0));
        assertThat(pace.due(at(100), NOW + 3)).isEqualTo(NOW + 3);
    }

    @Test
    void stampsWithTheTimeItWasDueSoThatGapsAreExact() {
        Pace pace = new Pace(1, 0);
        pace.begin(NOW, at(0));
        long due = pace.due(at(2), NOW);
        assertThat(pace.stamp(due, due + SECOND / 100)).isEqualTo(due);
    }

    @Test
    void doesNotCatchUpAfterADelay() {
        Pace pace = new Pace(1, 0);
        pace.begin(NOW, at(0));
        long due = pace.due(at(1), NOW);
        long late = due + 5 * SECOND;
        assertThat(pace.stamp(due, late)).isEqualTo(late);
        assertThat(pace.due(at(2), late)).isEqualTo(late + SECOND);
    }

    @Test
    void stampsNeverGoBackNotEvenInTheNextRound() {
        Pace pace = new Pace(0, 0);
        pace.begin(NOW, at(0));
        assertThat(pace.stamp(NOW, NOW)).isEqualTo(NOW);
        assertThat(pace.stamp(NOW - 5, NOW)).isEqualTo(NOW);
        pace.begin(NOW - 10, at(0));
        assertThat(pace.stamp(pace.due(at(0), NOW - 10), NOW - 10)).isEqualTo(NOW);
    }
}
