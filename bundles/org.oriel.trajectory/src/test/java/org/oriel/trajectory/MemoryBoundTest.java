package org.oriel.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Rect;

/** However long a session is, what the reducer keeps does not grow: counted by walking over what it refers to. */
class MemoryBoundTest {
    @Test
    void whatIsKeptDoesNotGrowWithTheSession() {
        Reduction small = Reduction.DEFAULT.withSizes(50, 100, 500);
        AtomicInteger steps = new AtomicInteger();
        Trajectories trajectories = new Trajectories(small, new TrajectorySink() {
            @Override
            public void step(Episode.Head episode, Step step) {
                steps.incrementAndGet();
            }
        });
        int after = 0;
        int most = 0;
        for (int round = 0; round < 60; round++) {
            for (CaptureEvent event : round(round)) {
                trajectories.accept(event);
            }
            int kept = Reachable.from(trajectories);
            if (round < 20) {
                after = Math.max(after, kept);
            } else {
                most = Math.max(most, kept);
            }
        }
        assertThat(steps.get()).isGreaterThan(10_000);
        assertThat(most).isLessThan(after + after / 10).isGreaterThan(1_000);
    }

    /** Explicitly begun once and never ended, with frames that never come, keys that never go up, long texts and ways. */
    private static List<CaptureEvent> round(int round) {
        SessionScript script = SessionScript.any().skip(round, 10_000);
        if (round == 0) {
            script.mark(org.oriel.api.event.Mark.Kind.EPISODE_START);
        }
        script.frames();
        for (int i = 0; i < 40; i++) {
            script.down("F" + (round * 40 + i), "F" + (round * 40 + i));
            script.click(i, i)
                    .element("menu", "m" + i, new Rect(0, 0, 100, 100))
                    .settle();
            script.drag(1, 0, 0, 100 + i, 100, 300, 50)
                    .type("some text that is long")
                    .up("q", "KeyQ");
            script.mark(org.oriel.api.event.Mark.Kind.GAP);
        }
        for (int i = 0; i < 200; i++) {
            script.move(i, round);
        }
        return script.events();
    }
}
