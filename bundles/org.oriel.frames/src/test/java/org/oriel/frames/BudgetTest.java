package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.frames.Budget.Level;

class BudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private static Budget budget(boolean low) {
        return new Budget(new Settings(0, 0, 0, 0, 1, "png", 1_000, low, 0.1, 1), 0);
    }

    @Test
    @DisplayName("the fuller the hour, the less is taken; after an hour all is again")
    void levels() {
        Budget budget = budget(false);
        assertThat(budget.level(0)).isEqualTo(Level.ALL);
        budget.stored(500, 0);
        assertThat(budget.level(0)).isEqualTo(Level.SLOW_HEARTBEATS);
        budget.stored(150, MINUTE);
        assertThat(budget.level(MINUTE)).isEqualTo(Level.RARE_CHANGES);
        budget.stored(150, 2 * MINUTE);
        assertThat(budget.level(2 * MINUTE)).isEqualTo(Level.BETTER_CODEC);
        budget.stored(100, 2 * MINUTE);
        assertThat(budget.level(2 * MINUTE)).isEqualTo(Level.ACTIONS_ONLY);
        assertThat(budget.fits(100, 2 * MINUTE)).isTrue();
        assertThat(budget.fits(101, 2 * MINUTE)).isFalse();
        budget.stored(100, 2 * MINUTE);
        assertThat(budget.level(2 * MINUTE)).isEqualTo(Level.NOTHING);
        assertThat(budget.level(60 * MINUTE)).isEqualTo(Level.SLOW_HEARTBEATS);
        assertThat(budget.level(200 * MINUTE)).isEqualTo(Level.ALL);
        assertThat(budget(true).level(0)).isEqualTo(Level.BETTER_CODEC);
    }

    @Test
    @DisplayName("processor time is a share on average, with a minute of it in reserve")
    void processor() {
        Budget budget = budget(false);
        assertThat(budget.pause(0)).isZero();
        budget.spent(7 * SECOND, 0);
        assertThat(budget.pause(0)).isBetween(10 * SECOND - 10, 10 * SECOND + 10);
        assertThat(budget.pause(11 * SECOND)).isZero();
        budget.spent(8 * SECOND, 1_000 * SECOND);
        assertThat(budget.pause(1_000 * SECOND)).isBetween(20 * SECOND - 10, 20 * SECOND + 10);
    }
}
