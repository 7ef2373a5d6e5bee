package org.oriel.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * The clocks, so that tests can set them.
 *
 * @param wall for people
 * @param monotonic nanoseconds of {@link System#nanoTime()}
 * @param processor nanoseconds that the calling thread has computed, negative where that is not (yet) measured
 */
record Clocks(Clock wall, LongSupplier monotonic, LongSupplier processor) {
    /** The real ones. */
    static Clocks system() {
        return new Clocks(Clock.systemUTC(), System::nanoTime, new ProcessorTime());
    }

    long nanos() {
        return monotonic.getAsLong();
    }

    /** Starts to measure when it is first asked: the management classes cost tens of milliseconds to load. */
    private static final class ProcessorTime implements LongSupplier {
        private volatile boolean asked;

        @Override
        public long getAsLong() {
            if (!asked) {
                asked = true;
                return -1;
            }
            return Bean.THREADS.getCurrentThreadCpuTime();
        }
    }

    private static final class Bean {
        static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    }
}
