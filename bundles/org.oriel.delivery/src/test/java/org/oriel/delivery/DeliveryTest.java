package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.oriel.api.export.RetryableException;
import org.oriel.host.EventStore.Start;
import org.oriel.tck.Events;

/** Order, positions, which exporter, and waiting for all of them. */
class DeliveryTest extends DeliveryFixture {
    @Test
    void deliversInOrderInBatchesAndMovesThePosition() {
        StoreDelivery delivery = delivery();
        store.append(events.some(5));
        store.append(events.some(17));
        delivery.add("a", target.offer());
        store.append(events.some(3));
        awaitPosition("a", 25);
        assertThat(target.positions()).isEqualTo(range(1, 25));
        assertThat(target.ids()).doesNotHaveDuplicates();
        assertThat(target.batches()).allMatch(batch -> batch.size() <= 10);
        assertStatus("a", s -> s.state().equals("idle") && s.delivered() == 25 && s.behind() == 0);
    }

    @Test
    void anIdleLaneWakesForAnAppend() {
        StoreDelivery delivery = delivery();
        delivery.add("a", target.offer());
        for (int i = 1; i <= 50; i++) {
            store.append(events.some(1));
            awaitPosition("a", i);
        }
        assertThat(target.positions()).isEqualTo(range(1, 50));
        assertThat(delivery.exporters()).hasSize(1);
    }

    @Test
    void fillsABatchFromManySmallBlocks() {
        for (int i = 0; i < 40; i++) {
            store.append(events.some(1));
        }
        delivery().add("a", target.offer());
        awaitPosition("a", 40);
        assertThat(target.batches().size()).isLessThan(20);
        assertThat(target.batches()).anyMatch(batch -> batch.size() == 8);
    }

    @Test
    void everyExporterHasItsOwnPosition() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        StoreDelivery delivery = delivery();
        Target slow = new Target();
        delivery.add("slow", slow.offer(batch -> Target.await(hold)));
        delivery.add("fast", target.offer());
        store.append(events.some(30));
        awaitPosition("fast", 30);
        assertThat(slow.positions()).isEmpty();
        assertStatus("slow", s -> s.state().equals("delivering") && s.behind() == 30);
        hold.countDown();
        awaitPosition("slow", 30);
    }

    @Test
    void aNewExporterStartsWhereItIsConfiguredTo() {
        store.append(events.some(5));
        StoreDelivery delivery = delivery(settings(Start.LATEST));
        delivery.add("late", target.offer());
        await(() -> status("late").state().equals("idle"));
        store.append(events.some(2));
        awaitPosition("late", 7);
        assertThat(target.positions()).containsExactly(6L, 7L);
    }

    @Test
    void aRemovedExporterKeepsItsPosition() {
        StoreDelivery delivery = delivery();
        Offer offer = target.offer();
        delivery.add("a", offer);
        store.append(events.some(5));
        awaitPosition("a", 5);
        delivery.remove(offer.service());
        store.append(events.some(5));
        assertStatus("a", s -> s.state().equals("absent") && !s.present() && s.position() == 5 && s.behind() == 5);
        delivery.add("a", target.offer());
        awaitPosition("a", 10);
        assertThat(target.positions()).isEqualTo(range(1, 10));

        StoreDelivery later = delivery();
        delivery.stop();
        assertThat(later.exporters()).singleElement().satisfies(s -> {
            assertThat(s.name()).isEqualTo("a");
            assertThat(s.state()).isEqualTo("absent");
            assertThat(s.position()).isEqualTo(10);
        });
    }

    @Test
    void theHighestRankingWinsThenTheNewest() {
        Target low = new Target();
        Target high = new Target();
        Target newer = new Target();
        StoreDelivery delivery = delivery();
        Offer highOffer = high.offer(5, "ai-training", batch -> {});
        delivery.add("a", highOffer);
        delivery.add("a", low.offer());
        store.append(events.some(1));
        awaitPosition("a", 1);
        Offer newerOffer = newer.offer(5, "ai-training", batch -> {});
        delivery.add("a", newerOffer);
        store.append(events.some(1));
        awaitPosition("a", 2);
        delivery.remove(newerOffer.service());
        delivery.remove(highOffer.service());
        store.append(events.some(1));
        awaitPosition("a", 3);
        assertThat(List.of(high.positions(), newer.positions(), low.positions()))
                .isEqualTo(List.of(List.of(1L), List.of(2L), List.of(3L)));
    }

    @Test
    void anExporterForAnotherPurposeGetsNothing() {
        StoreDelivery delivery = delivery();
        store.append(new Events("support").some(1));
        store.append(events.some(2));
        Offer wrong = target.offer();
        Offer none = target.offer(0, "", batch -> {});
        delivery.add("a", wrong);
        delivery.add("b", none);
        awaitState("a", "suspended");
        awaitState("b", "suspended");
        assertThat(status("a").problem())
                .isEqualTo("position 1 is for purpose support, " + wrong.bundle() + " declares ai-training");
        assertThat(status("b").problem()).endsWith("declares none (see @Exports)");
        store.append(events.some(1));
        assertThat(target.positions()).isEmpty();
        assertThat(status("a").position()).isZero();

        Target right = new Target();
        Offer both = new Offer(
                right.offer().exporter(),
                1_000_000,
                0,
                "both",
                java.util.Set.of(new Offer.Declared("here", "support"), new Offer.Declared("here", "ai-training")));
        delivery.add("a", both);
        awaitPosition("a", 4);
        assertThat(right.batches()).as("one purpose a batch").containsExactly(List.of(1L), range(2, 4));
        assertThat(target.positions()).isEmpty();
    }

    @Test
    void anExporterWithoutAValidNameIsNotUsed() {
        StoreDelivery delivery = delivery();
        store.append(events.some(1));
        for (String name : List.of("", "null or so", "../a", "é", "x".repeat(65))) {
            delivery.add(name, target.offer());
        }
        assertThat(delivery.exporters()).isEmpty();
        assertThat(log.lines("WARN")).hasSize(5).allMatch(line -> line.contains("oriel.exporter.name="));
    }

    @Test
    void drainWaitsForEveryPresentExporterAndDoesNotWaitOutABackOff() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        StoreDelivery delivery = delivery();
        Target other = new Target();
        store.append(events.some(100));
        delivery.add("a", target.offer(batch -> {
            if (away.get()) {
                throw new RetryableException("target: away");
            }
        }));
        delivery.add("b", other.offer());
        awaitState("a", "waiting");
        away.set(false);
        assertThat(delivery.drain(Duration.ofSeconds(20))).isTrue();
        assertThat(target.positions()).hasSize(100);
        assertThat(other.positions()).hasSize(100);
    }

    @Test
    void drainEndsAtItsLimit() throws Exception {
        StoreDelivery delivery = delivery();
        store.append(events.some(1));
        CountDownLatch hold = new CountDownLatch(1);
        delivery.add("a", target.offer(batch -> Target.await(hold)));
        AtomicBoolean result = new AtomicBoolean(true);
        Thread drainer = new Thread(() -> {
            try {
                result.set(delivery.drain(Duration.ofSeconds(3)));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        drainer.start();
        await(() -> drainer.getState() == Thread.State.WAITING);
        clock.advance(Duration.ofSeconds(3));
        drainer.join(20_000);
        assertThat(result).isFalse();
        hold.countDown();
        assertThat(delivery().drain(Duration.ZERO))
                .as("nobody is behind when nobody is there")
                .isTrue();
    }
}
