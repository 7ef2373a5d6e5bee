package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.oriel.api.event.CaptureEvent;

/** The same guarantee for seeds nobody chose, and what must hold for any keys at all. */
class HoldBackPropertyTest {
    private static final String[] KEYS = {
        "a",
        "B",
        "7",
        "4",
        " ",
        "@",
        ".",
        "-",
        "é",
        "Enter",
        "Tab",
        "Backspace",
        "Delete",
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "Home",
        "End",
        "Escape",
        "Dead",
        "Shift",
        "F5",
        "Insert",
        "PageDown",
        "CapsLock",
        "Unidentified"
    };
    private static final String[] CHORDS = {
        "Control+a", "Control+c", "Control+v", "Control+x", "Control+z", "Control+Backspace", "Control+ArrowLeft",
        "Control+End", "Control+Home", "Shift+ArrowLeft", "Shift+Home", "Shift+End", "Alt+f", "Control+Delete",
        "Control+Shift+ArrowRight", "Shift+Tab", "Control+Enter"
    };

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void nothingOfAValueComesOut(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 3) double difficulty,
            @ForAll Simulation.Clicks clicks,
            @ForAll boolean exact) {
        Simulation.Result result = new Simulation(seed, difficulty, clicks, exact).run(3);
        assertThat(result.leaked).isZero();
        assertThat(result.fragments).isEmpty();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void anyKeysKeepOrderAndCount(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) {
        Random random = new Random(seed);
        Typist typist = new Typist(new HoldBack(
                Oracle.patterns(), new Placeholders(), new SecretSet(), new Limits(8, 128, 200, 5_000_000_000L)));
        typist.drains = random.nextBoolean();
        long dropped = 0;
        for (int i = 0; i < length; i++) {
            dropped += anything(random, typist);
        }
        typist.holdBack.close();
        typist.drain();

        assertThat(typist.holdBack.held()).isZero();
        assertThat(typist.accountedFor() + dropped).isEqualTo(typist.added);
        assertThat(typist.out.stream().map(CaptureEvent::time).map(time -> time.monotonicNanos()))
                .isSorted();
    }

    private static long anything(Random random, Typist typist) {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> typist.chord(CHORDS[random.nextInt(CHORDS.length)]);
            case 4 -> typist.click();
            case 5 -> typist.repeat(KEYS[random.nextInt(KEYS.length)], 1 + random.nextInt(9));
            case 6 -> typist.down(KEYS[random.nextInt(KEYS.length)]);
            case 7 -> typist.up(KEYS[random.nextInt(KEYS.length)]);
            case 8 -> typist.holdBack.suppress(typist.now, 1);
            case 9 -> typist.holdBack.tick(typist.now + 10_000_000_000L);
            case 10 -> typist.blur();
            case 11 -> {
                return random.nextInt(5) == 0 ? typist.holdBack.veto() : 0;
            }
            case 12 -> {
                return typist.holdBack.forgetSince(typist.now - random.nextInt(3) * typist.step);
            }
            default -> typist.press(KEYS[random.nextInt(KEYS.length)]);
        }
        return 0;
    }
}
