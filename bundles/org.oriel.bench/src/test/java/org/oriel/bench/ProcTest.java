package org.oriel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProcTest {
    private final Proc self = Proc.self();

    @Test
    @DisplayName("the process clock and /proc/PID/stat tell the same processor time")
    void clockAndTicksAgree() {
        long end = self.cpuNanos() + 100_000_000;
        while (self.cpuNanos() < end) {
            Thread.onSpinWait();
        }
        long ticks = self.cpuTicks() * 10;
        long millis = self.cpuNanos() / 1_000_000;
        // The file rounds utime and stime down to 10 ms each, and the process goes on between the two looks.
        assertThat(ticks).isCloseTo(millis, within(200L));
    }

    @Test
    @DisplayName("memory and written bytes are read")
    void memory() {
        assertThat(self.residentBytes()).isGreaterThan(1 << 20);
        assertThat(self.writeBytes()).isNotNegative();
    }
}
