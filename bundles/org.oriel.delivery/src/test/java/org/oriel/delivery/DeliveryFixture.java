package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.event.CaptureEvent;
import org.oriel.host.Delivery.ExporterStatus;
import org.oriel.host.EventCodec;
import org.oriel.host.EventStore.Start;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.Events;
import org.oriel.tck.FakeClock;

/** A delivery over a fake store, in a time that the test moves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DeliveryFixture {
    static final EventCodec CODEC = new EventCodec() {
        @Override
        public String encode(CaptureEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CaptureEvent decode(String json) {
            throw new IllegalArgumentException("field body: missing");
        }
    };

    @TempDir
    Path dir;

    final FakeClock clock = new FakeClock();
    final FakeStore store = new FakeStore();
    final CapturingLogger log = new CapturingLogger();
    final Target target = new Target();
    final Events events = new Events();
    final List<StoreDelivery> made = new ArrayList<>();

    @AfterEach
    void stop() {
        made.forEach(StoreDelivery::stop);
        assertThat(store.wentBack()).as("a position went back").isFalse();
    }

    Settings settings(Start start) {
        return new Settings(
                dir.resolve("state"), 10, ms(100), ms(1000), 5, Duration.ofMinutes(1), ms(30_000), ms(5_000), start);
    }

    static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    /** What the person agreed to: grants of which nothing may go anywhere. */
    final java.util.Set<String> uncovered = java.util.concurrent.ConcurrentHashMap.newKeySet();

    boolean covers(String grant, String destination, String purpose) {
        return destination.equals("here") && !uncovered.contains(grant);
    }

    StoreDelivery delivery() {
        return delivery(settings(Start.EARLIEST));
    }

    StoreDelivery delivery(Settings settings) {
        return delivery(settings, Hold.none(settings.directory()));
    }

    StoreDelivery delivery(Settings settings, Hold hold) {
        StoreDelivery delivery = new StoreDelivery(
                store, CODEC, this::covers, log.logger(), settings, hold, new FakePace(clock), clock, () -> 0);
        made.add(delivery);
        return delivery;
    }

    ExporterStatus status(String name) {
        return made.get(made.size() - 1).exporters().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void awaitPosition(String name, long position) {
        await(() -> status(name).position() == position);
    }

    void awaitState(String name, String state) {
        await(() -> status(name).state().equals(state));
    }

    void assertStatus(String name, java.util.function.Predicate<ExporterStatus> expected) {
        await(() -> expected.test(status(name)));
    }

    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not within 20 s; " + made.get(made.size() - 1).exporters());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                Target.await(latch);
                over = true;
            } catch (InterruptedException e) {
                // as a badly written exporter would
                continue;
            }
        }
    }

    static boolean isRunning(Thread thread, String className) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().endsWith(className)) {
                return true;
            }
        }
        return false;
    }

    static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
