package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;

/** What fails, and what comes of it. */
class FailureTest extends DeliveryFixture {
    @Test
    void repeatsTheSameBatchLaterAndLater() {
        AtomicInteger failures = new AtomicInteger(3);
        List<List<Long>> attempts = java.util.Collections.synchronizedList(new ArrayList<>());
        StoreDelivery delivery = delivery();
        store.append(events.some(4));
        delivery.add("a", target.offer(batch -> {
            attempts.add(
                    LongStream.rangeClosed(batch.first(), batch.last()).boxed().toList());
            if (failures.getAndDecrement() > 0) {
                throw new RetryableException("target: away");
            }
        }));
        // Jitter is 0 in these tests, so a wait is half of 100, 200, 400 ms.
        for (int millis : List.of(50, 100, 200)) {
            awaitState("a", "waiting");
            assertThat(status("a").problem()).isEqualTo("target: away");
            store.append(events.some(4));
            int before = attempts.size();
            clock.advance(Duration.ofMillis(millis - 1));
            assertThat(attempts).hasSize(before);
            clock.advance(Duration.ofMillis(1));
            await(() -> attempts.size() > before);
        }
        awaitPosition("a", 16);
        assertThat(attempts.subList(0, 4)).containsOnly(range(1, 4));
        assertThat(target.positions()).isEqualTo(range(1, 16));
        assertThat(status("a").problem()).isEmpty();
        assertThat(log.lines("WARN")).hasSize(1);
    }

    @Test
    void leavesATargetAloneAfterManyFailures() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicBoolean away = new AtomicBoolean(true);
        StoreDelivery delivery = delivery();
        store.append(events.some(1));
        delivery.add("a", target.offer(batch -> {
            attempts.incrementAndGet();
            if (away.get()) {
                throw new RetryableException("target: away");
            }
        }));
        for (int n = 1; n <= 4; n++) {
            int failures = n;
            await(() -> attempts.get() == failures && status("a").state().equals("waiting"));
            clock.advance(Duration.ofSeconds(1));
        }
        await(() -> attempts.get() == 5 && status("a").state().equals("waiting"));
        clock.advance(Duration.ofSeconds(59));
        assertThat(attempts).hasValue(5);
        away.set(false);
        clock.advance(Duration.ofSeconds(1));
        awaitPosition("a", 1);
        assertThat(log.lines("WARN")).hasSize(2);
        assertThat(log.lines("INFO")).anyMatch(line -> line.contains("delivers again after 5 failures"));
    }

    @Test
    void treatsAnythingUnexpectedAsRetryableAndDoesNotQuoteIt() {
        AtomicInteger calls = new AtomicInteger();
        StoreDelivery delivery = delivery();
        store.append(events.some(1));
        delivery.add("a", target.offer(batch -> {
            switch (calls.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("canary-in-a-message");
                case 2 -> throw new NoClassDefFoundError("canary-in-a-message");
                default -> {}
            }
        }));
        for (int i = 1; i <= 2; i++) {
            int call = i;
            await(() -> calls.get() == call && status("a").state().equals("waiting"));
            assertThat(status("a").problem()).doesNotContain("canary").contains("java.lang.", "FailureTest");
            clock.advance(Duration.ofSeconds(1));
        }
        awaitPosition("a", 1);
        assertThat(log.lines()).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void setsARefusedBatchAsideAndRecordsIt() throws IOException {
        StoreDelivery delivery = delivery();
        store.append(events.some(10));
        store.append(events.some(10));
        store.append(events.some(10));
        delivery.add("a", target.offer(batch -> {
            if (batch.first() == 11) {
                throw new PermanentException("target: says \"no\"\nfor good");
            }
        }));
        awaitPosition("a", 30);
        assertThat(target.positions()).hasSize(20).doesNotContain(11L, 20L);
        assertStatus("a", s -> s.refused() == 10 && s.delivered() == 20);
        assertThat(Files.readAllLines(dir.resolve("state/refused-a.jsonl")))
                .containsExactly("{\"time\":\"2026-03-02T09:00:00Z\",\"kind\":\"refused\",\"first\":11,\"last\":20,"
                        + "\"events\":10,\"reason\":\"target: says \\\"no\\\" for good\"}");
        assertThat(log.lines("WARN")).singleElement().asString().contains("10 events refused", "11 to 20");

        delivery.stop();
        StoreDelivery later = delivery();
        later.add("a", target.offer());
        await(() -> later.exporters().get(0).refused() == 10);
    }

    @Test
    void setsAsideWhatCannotBeDecoded() {
        StoreDelivery delivery = delivery();
        store.append("ai-training", List.of("{\"broken\":1}"));
        store.append(events.some(1));
        delivery.add("a", target.offer(batch -> {
            if (batch.first() == 1) {
                throw new IllegalStateException(org.assertj.core.api.Assertions.catchThrowable(
                        () -> batch.records().get(0).event()));
            }
        }));
        awaitPosition("a", 2);
        assertThat(status("a").refused()).isEqualTo(1);
    }

    @Test
    void skipsDamagedBlocksAndRecordsThem() throws IOException {
        for (int i = 0; i < 5; i++) {
            store.append(events.some(4));
        }
        store.damage(6);
        store.damage(18);
        delivery().add("a", target.offer());
        awaitPosition("a", 20);
        assertThat(target.positions()).hasSize(12).doesNotContain(5L, 6L, 7L, 8L, 17L, 18L, 19L, 20L);
        assertThat(status("a").refused()).isEqualTo(8);
        assertThat(Files.readString(dir.resolve("state/refused-a.jsonl")))
                .contains("\"kind\":\"damaged\",\"first\":5,\"last\":8,\"events\":4", "\"first\":17,\"last\":20");
    }

    @Test
    void recordsWhatTheStoreDoesNotHaveAnyMore() throws IOException {
        FakeStore holed = store;
        holed.append(events.some(4));
        holed.append(events.some(4));
        holed.forgetFrom(5);
        holed.append(events.some(4));
        StoreDelivery delivery = delivery();
        delivery.add("a", target.offer());
        awaitPosition("a", 12);
        assertThat(target.positions()).containsExactly(1L, 2L, 3L, 4L, 9L, 10L, 11L, 12L);
        assertThat(Files.readString(dir.resolve("state/refused-a.jsonl")))
                .contains("\"kind\":\"missing\",\"first\":5,\"last\":8,\"events\":4");
        assertThat(status("a").refused()).isZero();
    }

    @Test
    void doesNotRepeatWhatThePersonTookBackMeanwhile() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        StoreDelivery delivery = delivery();
        store.append(events.some(3));
        store.append(events.some(3));
        delivery.add("a", target.offer(batch -> {
            if (away.get()) {
                throw new RetryableException("target: away");
            }
        }));
        awaitState("a", "waiting");
        store.forgetFrom(1);
        store.append(events.some(2));
        away.set(false);
        assertThat(delivery.drain(Duration.ofSeconds(20))).isTrue();
        assertThat(target.positions()).containsExactly(7L, 8L);
    }

    @Test
    void aFailingStoreIsTriedAgainAndADeliveryIsNotRepeatedForIt() {
        StoreDelivery delivery = delivery();
        store.append(events.some(2));
        delivery.add("a", target.offer(batch -> {
            if (batch.first() == 1) {
                store.fail("disk: I/O error");
            }
        }));
        awaitState("a", "waiting");
        assertThat(status("a").problem()).isEqualTo("store: disk: I/O error");
        store.fail("");
        clock.advance(Duration.ofSeconds(1));
        awaitPosition("a", 2);
        assertThat(target.positions()).containsExactly(1L, 2L);
        await(() -> status("a").problem().isEmpty());
    }

    @Test
    void aGapThatCannotBeRecordedIsNotPassed() throws IOException {
        Files.writeString(dir.resolve("state"), "a file where the folder should be");
        StoreDelivery delivery = delivery();
        store.append(events.some(2));
        delivery.add("a", target.offer(batch -> {
            throw new PermanentException("target: no");
        }));
        awaitState("a", "waiting");
        assertThat(status("a").position()).isZero();
        assertThat(status("a").problem()).startsWith("cannot note a gap");
        Files.delete(dir.resolve("state"));
        clock.advance(Duration.ofSeconds(1));
        awaitPosition("a", 2);
        assertThat(status("a").refused()).isEqualTo(2);
    }

    @Test
    void suspendsAnExporterThatHangsAndGoesOnWithItsReplacement() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StoreDelivery delivery = delivery();
        Offer hanging = target.offer(batch -> {
            entered.countDown();
            awaitUninterruptibly(release);
        });
        delivery.add("a", hanging);
        store.append(events.some(3));
        Target.await(entered);
        clock.advance(Duration.ofSeconds(30));
        assertThat(status("a").state()).isEqualTo("suspended");
        assertThat(status("a").problem()).contains(hanging.bundle(), "longer than 30000 ms");
        assertThat(log.lines("ERROR")).hasSize(1);
        assertThat(delivery.drain(Duration.ofSeconds(20))).isFalse();

        Target other = new Target();
        delivery.add("a", other.offer());
        awaitPosition("a", 3);
        store.append(events.some(1));
        awaitPosition("a", 4);
        release.countDown();
        await(() -> target.positions().size() == 3);
        store.append(events.some(1));
        awaitPosition("a", 5);
        assertThat(other.positions()).isEqualTo(range(1, 5));
        assertThat(target.positions()).as("the late end counts for nothing").isEqualTo(range(1, 3));
    }

    @Test
    void whatAnAbandonedDeliveryDoesLaterCountsForNothing() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StoreDelivery delivery = delivery();
        delivery.add("a", target.offer(batch -> {
            entered.countDown();
            awaitUninterruptibly(release);
        }));
        store.append(events.some(3));
        Target.await(entered);
        Thread stuck = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("oriel-export-a") && isRunning(thread, "Target"))
                .findFirst()
                .orElseThrow();
        clock.advance(Duration.ofSeconds(30));
        release.countDown();
        stuck.join(20_000);
        assertThat(target.positions()).hasSize(3);
        assertStatus("a", s -> s.state().equals("suspended") && s.position() == 0 && s.delivered() == 0);
        assertThat(store.cursors()).containsEntry("a", 0L);
    }

    @Test
    void aReplacementDoesNotInheritTheWaits() {
        StoreDelivery delivery = delivery();
        store.append(events.some(1));
        AtomicInteger attempts = new AtomicInteger();
        delivery.add("a", failing(attempts));
        for (int n = 1; n <= 5; n++) {
            int failures = n;
            await(() -> attempts.get() == failures && status("a").state().equals("waiting"));
            clock.advance(Duration.ofSeconds(n < 5 ? 1 : 0));
        }
        AtomicInteger others = new AtomicInteger();
        delivery.add("a", failing(others));
        await(() -> others.get() == 1 && status("a").state().equals("waiting"));
        clock.advance(Duration.ofMillis(50));
        await(() -> others.get() == 2);
        assertThat(attempts).hasValue(5);
    }

    private Offer failing(AtomicInteger attempts) {
        return target.offer(batch -> {
            attempts.incrementAndGet();
            throw new RetryableException("target: away");
        });
    }
}
