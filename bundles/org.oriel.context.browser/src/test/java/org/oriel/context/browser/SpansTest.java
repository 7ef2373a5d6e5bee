package org.oriel.context.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.context.FieldState;
import org.oriel.api.context.FieldState.Privacy;
import org.oriel.api.source.Application;
import org.oriel.api.source.Target;

class SpansTest {
    private static final Target HOLDER = new Target(Target.Scope.WINDOW, 0, new Application("/b", true, ""));
    /** Now is 100 s on both clocks, so a time in microseconds is the same in nanoseconds times 1000. */
    private static final WallClock.Moment NOW = new WallClock.Moment(100_000_000_000L, 100_000_000L);

    private final Spans spans = new Spans(HOLDER);

    private FieldState state(String field, boolean guarded, long firstMillis, long lastMillis) {
        return spans.state(
                        new Message.Span("https://a", field, guarded, "", firstMillis * 1000, lastMillis * 1000, 0),
                        NOW)
                .orElseThrow();
    }

    @Test
    @DisplayName("a field has the keyboard from its first key to its newest, after the last key of the one before")
    void span() {
        state("a", false, 90_000, 90_100);
        FieldState second = state("b", true, 91_000, 91_500);
        assertThat(second.afterNanos()).isEqualTo(90_100_000_000L);
        assertThat(second.sinceNanos()).isEqualTo(91_000_000_000L - Spans.GUARDED_EARLY_NANOS);
        assertThat(second.untilNanos()).isEqualTo(91_500_000_000L + Spans.GUARDED_LATE_NANOS);
        assertThat(second.privacy()).isEqualTo(Privacy.GUARDED);
        assertThat(second.holder()).isEqualTo(HOLDER);
        assertThat(second.origin()).isEqualTo("https://a");
        assertThat(state("b", true, 91_000, 92_000).afterNanos()).isEqualTo(90_100_000_000L);
    }

    @Test
    @DisplayName("nothing is said of the time before the first key")
    void first() {
        FieldState first = state("a", false, 90_000, 90_000);
        assertThat(first.afterNanos()).isEqualTo(first.sinceNanos());
        assertThat(first.untilNanos()).isEqualTo(90_000_000_000L + Spans.OPEN_LATE_NANOS);
    }

    @Test
    @DisplayName("an open span that comes late ends where the next field began")
    void late() {
        state("b", true, 91_000, 91_010);
        FieldState late = state("a", false, 90_000, 90_999);
        assertThat(late.untilNanos()).isEqualTo(91_000_000_000L - Spans.GUARDED_EARLY_NANOS);
        assertThat(state("b", true, 91_000, 91_500).afterNanos())
                .as("the late one changes nothing")
                .isEqualTo(91_000_000_000L - Spans.GUARDED_EARLY_NANOS);
    }

    @Test
    @DisplayName("a field that turns out protected is claimed from its first key")
    void claimedBack() {
        state("a", false, 90_000, 90_100);
        state("a", false, 90_300, 90_400);
        FieldState back = state("a", true, 90_000, 90_500);
        assertThat(back.privacy()).isEqualTo(Privacy.GUARDED);
        assertThat(back.sinceNanos()).isEqualTo(90_000_000_000L - Spans.GUARDED_EARLY_NANOS);
    }

    @Test
    @DisplayName("an open field begins when no key of a protected one can still come, or says nothing yet")
    void behindGuarded() {
        state("a", true, 90_000, 90_100);
        assertThat(spans.state(new Message.Span("https://a", "b", false, "", 90_105_000, 90_110_000, 0), NOW))
                .isEmpty();
        assertThat(state("b", false, 90_105, 90_200).sinceNanos())
                .isEqualTo(90_100_000_000L + Spans.GUARDED_LATE_NANOS);
    }

    @Test
    @DisplayName("nothing is claimed of what is to come")
    void notToCome() {
        assertThat(state("a", false, 99_990, 99_999).untilNanos()).isEqualTo(NOW.nanos());
        assertThat(state("c", true, 99_999, 99_999).untilNanos()).isEqualTo(NOW.nanos());
    }

    @Test
    @DisplayName("times that cannot be true are no state")
    void incredible() {
        assertThat(spans.state(new Message.Span("https://a", "a", false, "", 0, 0, 0), NOW))
                .isEmpty();
        assertThat(spans.state(new Message.Span("https://a", "a", false, "", 100_000_000L, 200_000_000L, 0), NOW))
                .isEmpty();
        assertThat(spans.state(new Message.Private(99_000_000L, 98_000_000L), NOW))
                .isEmpty();
    }

    @Test
    @DisplayName("a private window has neither name nor origin")
    void privately() {
        FieldState state =
                spans.state(new Message.Private(99_000_000L, 99_500_000L), NOW).orElseThrow();
        assertThat(state.privacy()).isEqualTo(Privacy.PRIVATE);
        assertThat(state.field() + state.origin()).isEmpty();
    }
}
