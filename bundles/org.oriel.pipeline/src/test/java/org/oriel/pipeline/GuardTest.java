package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.tck.FakeClock;

class GuardTest {
    private final FakeClock time = new FakeClock();
    private long computed;
    private final Guard guard = new Guard(new Clocks(time, time::nanoTime, () -> computed), 50_000_000, 2_000_000_000L);
    private final Plugin plugin = new Plugin("b", "1", Plugin.Tolerance.REDACTION);

    private boolean call(long wallMillis, long computedMillis) {
        guard.enter(plugin, Guard.Step.REDACT);
        time.advance(Duration.ofMillis(wallMillis));
        computed += computedMillis * 1_000_000;
        return guard.exit();
    }

    @Test
    @DisplayName("a thread that was taken in a plugin never comes back: not by return, not by callback")
    void taken() {
        guard.enter(plugin, Guard.Step.REDACT);
        time.advance(Duration.ofMillis(2_001));
        assertThat(guard.expire(time.nanoTime())).isTrue();
        assertThatThrownBy(guard::callback).isInstanceOf(Abandoned.class);
        assertThatThrownBy(guard::exit).isInstanceOf(Abandoned.class);
        assertThat(guard.expire(time.nanoTime())).as("once").isFalse();
        assertThat(guard.in(plugin)).isFalse();
    }

    @Test
    @DisplayName("a thread is never taken while it is in the host, however long, and not for a call that is over")
    void notInHost() {
        guard.enter(plugin, Guard.Step.REDACT);
        guard.callback();
        time.advance(Duration.ofSeconds(10));
        assertThat(guard.expire(time.nanoTime())).isFalse();
        guard.resume();
        assertThat(guard.expire(time.nanoTime()))
                .as("the host's time is not the plugin's")
                .isFalse();
        assertThat(guard.exit()).isFalse();
        time.advance(Duration.ofSeconds(10));
        assertThat(guard.expire(time.nanoTime())).isFalse();
    }

    @Test
    @DisplayName("the first overrun is forgiven; then it counts what the thread computed, unless it was very long")
    void overrun() {
        assertThat(call(60, 60)).as("loading classes").isFalse();
        assertThat(call(60, 60)).isTrue();
        assertThat(call(60, 1)).as("a busy machine").isFalse();
        assertThat(call(49, 49)).isFalse();
        assertThat(call(1_001, 0)).as("asleep").isTrue();
    }

    @Test
    @DisplayName("a plugin that is gone is not entered")
    void gone() {
        plugin.leave();
        assertThat(guard.enter(plugin, Guard.Step.REDACT)).isFalse();
        assertThat(guard.busy()).isFalse();
    }

    @Test
    @DisplayName("overruns count for a minute")
    void overrunsAge() {
        assertThat(plugin.overran(0)).isEmpty();
        assertThat(plugin.overran(61_000_000_000L)).isEmpty();
        assertThat(plugin.overran(62_000_000_000L)).isNotEmpty();
    }
}
