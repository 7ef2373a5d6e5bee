package org.oriel.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.host.NotAllowedException;
import org.oriel.tck.CapturingLogger;

@Timeout(60)
class ThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final CapturingLogger log = new CapturingLogger();
    private final ControlThread control = new ControlThread(log.logger());
    private final BoundedCalls calls = new BoundedCalls();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        control.close();
        calls.close();
    }

    @Test
    void everythingRunsOnOneThread() throws Exception {
        Thread first = control.call(LONG, Thread::currentThread);

        assertThat(first.getName()).isEqualTo("oriel-gate");
        assertThat(first.isDaemon()).isTrue();
        assertThat(control.call(LONG, () -> control.call(LONG, Thread::currentThread)))
                .as("whoever is there already does not wait for itself")
                .isSameAs(first);
    }

    @Test
    void refusalsReachTheCaller() {
        assertThatThrownBy(() -> control.call(LONG, () -> {
                    throw new NotAllowedException("no");
                }))
                .isInstanceOf(NotAllowedException.class)
                .hasMessage("no");
    }

    @Test
    void aTaskThatThrowsIsLoggedAndTheNextRuns() throws Exception {
        control.execute(() -> {
            throw new IllegalStateException("broken");
        });

        assertThat(control.call(LONG, () -> 7)).isEqualTo(7);
        assertThat(log.lines("ERROR")).singleElement().asString().contains("broken");
    }

    @Test
    @DisplayName("An interrupt does not let a pause return early")
    void interruptedCallersWait() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        SynchronousQueue<String> seen = new SynchronousQueue<>();
        Thread caller = new Thread(() -> {
            try {
                control.call(LONG, () -> {
                    started.countDown();
                    end.await();
                    return done.incrementAndGet();
                });
                seen.put(done.get() + " " + Thread.interrupted());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        caller.start();
        started.await();
        caller.interrupt();
        // Only when the waiting caller has seen it does the answer come.
        long limit = System.nanoTime() + LONG.toNanos();
        while (caller.isAlive() && caller.isInterrupted() && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        end.countDown();

        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("1 true");
    }

    @Test
    void callsThatDoNotReturnHaveALimit() throws Exception {
        Object owner = new Object();
        Calls.Outcome first = calls.call(owner, SHORT, this::hang);
        assertThat(first).isEqualTo(new Calls.Outcome(false, "did not return within 20 ms"));
        assertThat(calls.call(owner, SHORT, () -> true).problem()).isEqualTo("still hangs in an earlier call");
        assertThat(calls.call(new Object(), LONG, () -> true)).isEqualTo(new Calls.Outcome(true, ""));

        end.countDown();
        Calls.Outcome again = calls.call(owner, LONG, () -> true);
        for (long limit = System.nanoTime() + LONG.toNanos(); !again.value() && System.nanoTime() < limit; ) {
            Thread.onSpinWait();
            again = calls.call(owner, LONG, () -> true);
        }
        assertThat(again).isEqualTo(new Calls.Outcome(true, ""));
    }

    @Test
    void hangingPluginsAreBounded() {
        String problem = "";
        for (int i = 0; i < 40 && !problem.contains("too many"); i++) {
            problem = calls.call(new Object(), Duration.ofMillis(1), this::hang).problem();
        }

        assertThat(problem).isEqualTo("was not called: too many plugins hang");
    }

    @Test
    void whatACallThrowsIsItsOutcome() {
        Calls.Outcome outcome = calls.call(new Object(), LONG, () -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThat(outcome.value()).isFalse();
        assertThat(outcome.problem()).contains("NoClassDefFoundError");
    }

    @Test
    void closedIsClosed() {
        control.close();
        control.execute(() -> {
            throw new AssertionError("runs");
        });
        assertThatThrownBy(() -> control.call(LONG, () -> 1)).hasMessage("the gate is shut down");
    }

    private boolean hang() {
        try {
            return end.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
