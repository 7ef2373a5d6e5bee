package org.oriel.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.host.FrameTies;
import org.oriel.tck.FakeClock;

class TimelineTest {
    private static final long MILLI = 1_000_000L;

    private final FakeClock clock = new FakeClock();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Timeline timeline = new Timeline(
            "d", new Settings(250 * MILLI, 1_000 * MILLI, 0, 0, 1, "png", 1, false, 1, 1), wakes::incrementAndGet);

    private long now() {
        return clock.nanoTime();
    }

    private void pass(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private FrameTies.Ties act(long nanos) {
        return timeline.acted("d", 1, nanos, new PointerButton(true, 1, new Point(0, 0, 0), Set.of()));
    }

    private String claimed(long lastChange) {
        return String.join(
                " ",
                timeline.claim(now(), lastChange).stream()
                        .map(Timeline.Claim::id)
                        .toList());
    }

    @Test
    @DisplayName("an action is promised a frame that is taken once nothing changes, or when its time is up")
    void settle() {
        long acted = now();
        assertThat(act(acted)).isEqualTo(new FrameTies.Ties("", "f1"));
        assertThat(wakes).hasValue(1);
        assertThat(timeline.due(acted + 100 * MILLI)).isEqualTo(acted + 350 * MILLI);
        assertThat(timeline.due(acted + 900 * MILLI)).isEqualTo(acted + 1_000 * MILLI);
        pass(349);
        assertThat(claimed(acted + 100 * MILLI)).isEmpty();
        pass(1);
        assertThat(claimed(acted + 100 * MILLI)).isEqualTo("f1");
        assertThat(timeline.hasReserved()).isFalse();
        assertThat(timeline.due(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("actions close together share a frame; one that could not settle in its time gets the next")
    void share() {
        long first = now();
        assertThat(act(first).after()).isEqualTo("f1");
        assertThat(act(first + 750 * MILLI).after()).isEqualTo("f1");
        assertThat(act(first + 751 * MILLI).after()).isEqualTo("f2");
        pass(1_000);
        assertThat(claimed(now())).isEqualTo("f1");
        assertThat(timeline.due(0)).isEqualTo(first + 1_001 * MILLI);
    }

    @Test
    @DisplayName("an action that becomes known late lies between the frames that were taken meanwhile")
    void late() {
        long start = now();
        timeline.stable("f1", start, start + MILLI);
        timeline.stable("f2", start + 1_000 * MILLI, start + 1_001 * MILLI);
        assertThat(act(start)).isEqualTo(new FrameTies.Ties("", "f2"));
        assertThat(act(start + MILLI)).isEqualTo(new FrameTies.Ties("f1", "f2"));
        assertThat(act(start + 750 * MILLI)).isEqualTo(new FrameTies.Ties("f1", "f2"));
        // Not settled 249 ms after it.
        assertThat(act(start + 751 * MILLI).after()).isEqualTo("f1");
        assertThat(act(start + 2_000 * MILLI).before()).isEqualTo("f2");
    }

    @Test
    @DisplayName("another desktop has no frames here; after the end nothing is promised, and what was is handed back")
    void end() {
        assertThat(timeline.acted("e", 1, now(), new PointerButton(true, 1, new Point(0, 0, 0), Set.of())))
                .isEqualTo(FrameTies.NONE);
        act(now());
        List<Timeline.Claim> open = timeline.end();
        assertThat(open).hasSize(1);
        assertThat(act(now()).after()).isEmpty();
    }

    @Test
    @DisplayName("promises have a bound: beyond it actions share the last one")
    void bound() {
        for (int i = 0; i < 500; i++) {
            act(now());
            pass(2_000);
        }
        assertThat(timeline.claim(now(), 0)).hasSize(64);
    }
}
