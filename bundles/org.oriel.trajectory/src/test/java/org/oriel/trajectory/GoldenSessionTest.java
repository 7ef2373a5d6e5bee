package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenSessionTest {
    @Test
    void everyGestureIsFound() {
        List<Episode> episodes = GoldenSession.episodes();
        for (Episode episode : episodes) {
            System.out.println(Shown.of(episode));
            episode.steps().forEach(step -> System.out.println(Shown.of(step)));
        }
        assertThat(episodes).hasSize(2);
    }
}
