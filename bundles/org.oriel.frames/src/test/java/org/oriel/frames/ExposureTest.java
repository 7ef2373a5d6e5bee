package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Rect;

/** What was uncovered and not drawn yet is not shown. */
class ExposureTest {
    private final Exposure exposure = new Exposure(500);

    private static Region region(int x, int width) {
        return Region.of(new Rect(x, 0, width, 10));
    }

    @Test
    @DisplayName("nothing is taken until windows have stood still")
    void rest() {
        assertThat(exposure.rests(7, 1_000))
                .as("nothing moved since the beginning")
                .isTrue();
        assertThat(exposure.rests(8, 2_000)).isFalse();
        assertThat(exposure.rests(8, 2_499)).isFalse();
        assertThat(exposure.rests(8, 2_500)).isTrue();
        assertThat(exposure.rests(9, 2_600)).isFalse();
    }

    @Test
    @DisplayName("what can be seen now and could not before is masked until something was drawn there")
    void uncovered() {
        exposure.taken(region(0, 50));
        assertThat(exposure.undrawn(region(0, 50)).isEmpty()).isTrue();
        assertThat(exposure.undrawn(region(0, 80)).rects()).containsExactly(new Rect(50, 0, 30, 10));
        exposure.taken(region(0, 80));
        assertThat(exposure.undrawn(region(0, 80)).rects())
                .as("a picture does not draw it")
                .containsExactly(new Rect(50, 0, 30, 10));
        exposure.damaged(List.of(new Rect(50, 0, 20, 10)));
        assertThat(exposure.undrawn(region(0, 80)).rects()).containsExactly(new Rect(70, 0, 10, 10));
        exposure.damaged(List.of(new Rect(60, 0, 30, 10)));
        exposure.taken(region(0, 80));
        assertThat(exposure.undrawn(region(0, 80)).isEmpty()).isTrue();
    }

    @Test
    @DisplayName("what was covered for a while counts as undrawn again")
    void coveredAgain() {
        exposure.taken(region(0, 80));
        exposure.taken(region(0, 40));
        assertThat(exposure.undrawn(region(0, 80)).rects()).containsExactly(new Rect(40, 0, 40, 10));
    }
}
