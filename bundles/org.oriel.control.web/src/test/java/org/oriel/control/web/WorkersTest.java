package org.oriel.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is interrupted, and who never. */
class WorkersTest {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Runnable waits(CountDownLatch until, String name) {
        return () -> {
            try {
                until.await();
                said.add(name + " ended");
            } catch (InterruptedException e) {
                said.add(name + " interrupted");
            }
        };
    }

    private String next() throws InterruptedException {
        String next = said.poll(60, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Test
    @DisplayName("past the limit a reader is interrupted, and one that works on the core is not")
    void limit() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Workers workers = new Workers(Duration.ofMillis(200))) {
            workers.execute(() -> {
                workers.working();
                waits(end, "worker").run();
            });
            workers.execute(waits(end, "reader"));
            workers.execute(() -> {
                workers.working();
                workers.writing();
                waits(end, "writer").run();
            });
            assertThat(java.util.Set.of(next(), next()))
                    .containsExactlyInAnyOrder("reader interrupted", "writer interrupted");
            end.countDown();
            assertThat(next()).isEqualTo("worker ended");
        }
    }

    @Test
    @DisplayName("when all threads are taken, the oldest reader gives way to a newcomer")
    void eviction() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Workers workers = new Workers(Duration.ofMinutes(10))) {
            CountDownLatch all = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                String name = "reader";
                workers.execute(() -> {
                    all.countDown();
                    waits(end, name).run();
                });
            }
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            workers.execute(() -> said.add("newcomer"));
            assertThat(next()).isEqualTo("reader interrupted");
            assertThat(next()).isEqualTo("newcomer");
            end.countDown();
        }
    }
}
