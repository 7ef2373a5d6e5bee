package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.oriel.api.export.RetryableException;

/** Exporters that go away, or are swapped. */
class RemovalTest extends DeliveryFixture {
    @Test
    void removingWaitsForTheDeliveryUnderWayAndThenNothingIsCalled() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        StoreDelivery delivery = delivery();
        Offer offer = target.offer(batch -> {
            calls.incrementAndGet();
            entered.countDown();
            Target.await(hold);
        });
        store.append(events.some(10));
        store.append(events.some(10));
        delivery.add("a", offer);
        Target.await(entered);
        CountDownLatch removed = new CountDownLatch(1);
        Thread remover = new Thread(() -> {
            delivery.remove(offer.service());
            removed.countDown();
        });
        remover.start();
        await(() -> remover.getState() == Thread.State.WAITING);
        assertThat(removed.getCount()).isEqualTo(1);
        hold.countDown();
        Target.await(removed);
        assertThat(calls).hasValue(1);
        store.append(events.some(1));
        assertStatus("a", s -> s.state().equals("absent") && s.position() == 10);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anExporterThatGoesWhileItsBatchIsReadIsNotCalled() {
        StoreDelivery delivery = delivery();
        AtomicInteger calls = new AtomicInteger();
        Offer offer = target.offer(batch -> calls.incrementAndGet());
        store.append(events.some(3));
        store.onNextRead(() -> delivery.remove(offer.service()));
        delivery.add("a", offer);
        await(() -> !status("a").present());
        Target other = new Target();
        delivery.add("a", other.offer());
        awaitPosition("a", 3);
        assertThat(calls).hasValue(0);
        assertThat(other.positions()).hasSize(3);
    }

    @Test
    void removingInterruptsADeliveryThatDoesNotEnd() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        StoreDelivery delivery = delivery();
        Offer offer = target.offer(batch -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw new RetryableException("interrupted");
            }
        });
        store.append(events.some(1));
        delivery.add("a", offer);
        Target.await(entered);
        Thread remover = new Thread(() -> delivery.remove(offer.service()));
        remover.start();
        await(() -> remover.getState() == Thread.State.WAITING);
        clock.advance(Duration.ofSeconds(5));
        remover.join(20_000);
        assertThat(remover.isAlive()).isFalse();
        assertThat(interrupted).isTrue();
        assertThat(log.lines("ERROR")).isEmpty();
    }

    @Test
    void removingGivesUpOnADeliveryThatIgnoresInterrupts() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        StoreDelivery delivery = delivery();
        Offer offer = target.offer(batch -> {
            entered.countDown();
            awaitUninterruptibly(release);
        });
        store.append(events.some(1));
        delivery.add("a", offer);
        Target.await(entered);
        Thread remover = new Thread(() -> delivery.remove(offer.service()));
        remover.start();
        for (int seconds : List.of(5, 1)) {
            await(() -> remover.getState() == Thread.State.WAITING);
            clock.advance(Duration.ofSeconds(seconds));
        }
        await(() -> {
            clock.advance(Duration.ofSeconds(1));
            return !remover.isAlive();
        });
        assertThat(log.lines("ERROR")).singleElement().asString().contains("its thread is lost");
        Target other = new Target();
        delivery.add("a", other.offer());
        awaitPosition("a", 1);
        release.countDown();
    }

    @Test
    void stoppingEndsEveryThread() throws Exception {
        StoreDelivery delivery = delivery();
        delivery.add("stopped-1", target.offer());
        delivery.add("stopped-2", target.offer(batch -> {
            throw new RetryableException("target: away");
        }));
        store.append(events.some(1));
        awaitPosition("stopped-1", 1);
        awaitState("stopped-2", "waiting");
        delivery.stop();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("oriel-export-stopped") && isRunning(thread, "Lane"));
        store.append(events.some(1));
        assertThat(target.positions()).containsExactly(1L);
    }

    @Test
    void tenSwapsUnderLoadLoseNothingAndKeepTheOrder() throws Exception {
        StoreDelivery delivery = delivery();
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = new Thread(() -> {
            while (writing.get()) {
                store.append(events.some(7));
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
            }
        });
        writer.start();
        AtomicInteger hiccup = new AtomicInteger();
        Offer current = flaky(hiccup);
        delivery.add("a", current);
        for (int swap = 0; swap < 10; swap++) {
            long before = status("a").position();
            Offer next = flaky(hiccup);
            boolean sideBySide = swap % 2 == 0;
            if (sideBySide) {
                delivery.add("a", next);
            }
            Offer old = current;
            delivery.remove(old.service());
            int size = target.positions().size();
            if (!sideBySide) {
                // Bundle.update: for a while there is nobody, and nothing may arrive.
                assertThat(target.positions()).hasSize(size);
                delivery.add("a", next);
            }
            current = next;
            await(() -> {
                clock.advance(Duration.ofMillis(500));
                return status("a").position() > before + 50;
            });
        }
        writing.set(false);
        writer.join();
        await(() -> {
            clock.advance(Duration.ofMillis(500));
            return status("a").behind() == 0;
        });
        assertThat(target.distinct()).isEqualTo(range(1, store.status().last()));
        assertThat(target.mostAtOnce()).as("exporters of one name at once").isEqualTo(1);
        assertThat(new ArrayList<>(new java.util.LinkedHashSet<>(target.ids())))
                .hasSize((int) store.status().last());
    }

    /** Fails before and, what is worse, after the target has the batch, every few calls. */
    private Offer flaky(AtomicInteger calls) {
        return target.offer(batch -> {
            int call = calls.incrementAndGet();
            if (call % 17 == 0) {
                target.take(batch);
                throw new RetryableException("target: has it, but the answer was lost");
            }
            if (call % 13 == 0) {
                throw new RetryableException("target: hiccup");
            }
        });
    }
}
