package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemPaceTest {
    private final SystemPace pace = new SystemPace();

    @AfterEach
    void close() {
        pace.close();
    }

    @Test
    void runsWhatIsDueAndNotWhatWasTakenBack() throws InterruptedException {
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch due = new CountDownLatch(1);
        Runnable takeBack = pace.after(TimeUnit.MILLISECONDS.toNanos(500), () -> ran.set(true));
        takeBack.run();
        Runnable kept = pace.after(TimeUnit.MILLISECONDS.toNanos(600), due::countDown);
        assertThat(due.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isFalse();
        kept.run();
    }

    @Test
    void waitsUntilTheTimePassedOrItIsNotified() throws InterruptedException {
        Object monitor = new Object();
        long before = pace.nanos();
        synchronized (monitor) {
            pace.await(monitor, 1);
        }
        assertThat(pace.nanos()).isGreaterThan(before);
        Thread notifier = new Thread(() -> {
            synchronized (monitor) {
                monitor.notifyAll();
            }
        });
        synchronized (monitor) {
            notifier.start();
            pace.await(monitor, Long.MAX_VALUE);
        }
        notifier.join();
    }
}
