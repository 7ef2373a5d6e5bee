package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When keys leave while the typed session goes on. */
class ReleaseTest {
    private static final String PROSE = "we will look at the second part of this on monday and then send it ";

    private final Typist typist = new Typist(Oracle.patterns());

    @Test
    void aLongSessionIsReleasedByDistance() {
        int most = 0;
        String text = PROSE.repeat(150);
        for (int i = 0; i < text.length(); i++) {
            typist.type(text.substring(i, i + 1));
            most = Math.max(most, typist.holdBack.held());
        }
        assertThat(text.length()).isGreaterThan(10_000);
        // Two events a character: the distance, a checkpoint's worth, and a word.
        assertThat(most).isBetween(2 * 128, 2 * (128 + 16 + 16));
        assertThat(typist.told()).isEqualTo(text.substring(0, typist.told().length()));

        typist.blur();
        assertThat(typist.told()).isEqualTo(text);
        assertThat(typist.holdBack.lateJoins()).isZero();
    }

    @Test
    void nothingWithinTheDistanceIsReleased() {
        typist.type(PROSE.repeat(3));
        typist.press("ArrowLeft");
        int told = typist.told().length();
        assertThat(told).isPositive().isLessThanOrEqualTo(PROSE.length() * 3 - 128);
        typist.press("ArrowLeft", 60).type("x");
        assertThat(typist.told()).hasSize(told);
    }

    @Test
    void aFarValueIsToldAsAPlaceholderWhileTypingGoesOn() {
        typist.type("jane@example.com ").type(PROSE.repeat(3));
        assertThat(typist.told()).startsWith("<EMAIL_1> we will");
    }

    @Test
    void anUnfinishedTokenIsHeldHoweverLongItIs() {
        typist.type("see ").type("Ab3".repeat(200));
        assertThat(typist.told()).isEqualTo("see ");
        assertThat(typist.holdBack.needsTick()).isTrue();

        typist.holdBack.tick(typist.now - 1);
        typist.drain();
        assertThat(typist.told()).isEqualTo("see [...]");

        typist.type(" ").blur();
        assertThat(typist.told()).isEqualTo("see [...] ");
        assertThat(typist.accountedFor()).isEqualTo(typist.added);
    }

    @Test
    void anUnfinishedTokenIsNotGivenUpBeforeItsTime() {
        typist.step = 100_000;
        typist.type("see ").type("Ab3".repeat(100));
        typist.holdBack.tick(typist.now + 119_000_000_000L);
        typist.type(" ").type(PROSE.repeat(2));
        assertThat(typist.told()).startsWith("see " + "Ab3".repeat(100));
        assertThat(typist.holdBack.needsTick()).isFalse();
    }

    @Test
    void whatFollowsAWordSuchAsPasswordIsHeldLonger() {
        String tail = "abc def ".repeat(22);
        typist.type("xx password ").type(tail);
        assertThat(typist.told()).isEqualTo("xx ");
        typist.type("abc def ".repeat(6));
        assertThat(typist.told()).startsWith("xx password abc");
    }

    @Test
    void whatWasTypedIsJudgedBeforeTheCaretGoesAway() {
        Typist small = new Typist(new HoldBack(
                Oracle.patterns(), new Placeholders(), new SecretSet(), new Limits(8, 65_536, 10_000, 1_000_000)));
        small.type("word ".repeat(40) + "and")
                .press("ArrowLeft", 193)
                .type(" a@b.io ")
                .press("End")
                .type("!")
                .blur();
        assertThat(small.told()).contains(" <EMAIL_1> ").doesNotContain("a@b");
    }

    @Test
    void anEditBesideToldTextIsJudgedWithIt() {
        Typist exact = new Typist(Oracle.values(java.util.List.of("monday morning")));
        exact.type("we meet on monday orning then ").type("word ".repeat(40));
        assertThat(exact.told()).contains("monday orning");
        // Back there with counted steps: the missing letter is typed beside what was told already.
        exact.press("ArrowLeft", 40 * 5 + 12).type("m").blur();
        assertThat(exact.holdBack.lateJoins()).isEqualTo(1);
        assertThat(exact.told()).doesNotContain("]m");
        assertThat(exact.told()).contains("<VALUE_1>");
    }

    @Test
    void theSessionGoesOnBeyondTheCells() {
        Typist small = new Typist(new HoldBack(
                Oracle.patterns(), new Placeholders(), new SecretSet(), new Limits(16, 512, 10_000, 1_000_000)));
        String text = PROSE.repeat(40);
        small.type(text).blur();
        assertThat(small.told()).isEqualTo(text);
    }

    @Test
    void textThatWasLetGoIsNotWalkedInto() {
        Typist small = new Typist(new HoldBack(
                Oracle.patterns(), new Placeholders(), new SecretSet(), new Limits(16, 512, 10_000, 1_000_000)));
        small.type(PROSE.repeat(10)).press("ArrowLeft", 600).type("7").blur();
        assertThat(small.told()).endsWith("[...]").doesNotContain("7");
    }
}
