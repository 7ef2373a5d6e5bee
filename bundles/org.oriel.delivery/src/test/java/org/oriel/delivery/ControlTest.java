package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.host.EventStore.Start;

/** Researchers hold an exporter, move it back, and none gets what the person did not agree to give it. */
class ControlTest extends DeliveryFixture {
    @Test
    @DisplayName("a paused exporter gets nothing, also after a restart, and then all it missed")
    void pause() throws Exception {
        StoreDelivery delivery = delivery();
        delivery.add("a", target.offer());
        store.append(events.some(2));
        awaitPosition("a", 2);
        delivery.pause("a");
        assertThat(status("a").state()).isEqualTo("paused");
        store.append(events.some(3));
        assertThat(delivery.drain(ms(1))).as("nobody waits for a paused one").isFalse();
        assertThat(target.positions()).hasSize(2);
        delivery.stop();

        StoreDelivery next = delivery();
        next.add("a", target.offer());
        assertThat(status("a").state()).isEqualTo("paused");
        next.resume("a");
        awaitPosition("a", 5);
        assertThat(target.positions()).isEqualTo(range(1, 5));
        assertThat(Files.exists(dir.resolve("state/paused-a"))).isFalse();
    }

    @Test
    @DisplayName("a pause waits for the delivery under way")
    void pauseDuring() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        StoreDelivery delivery = delivery();
        delivery.add("a", target.offer(batch -> {
            entered.countDown();
            Target.await(hold);
        }));
        store.append(events.some(2));
        Target.await(entered);
        CountDownLatch paused = new CountDownLatch(1);
        Thread pauser = new Thread(() -> {
            try {
                delivery.pause("a");
                paused.countDown();
            } catch (org.oriel.host.StoreException e) {
                throw new AssertionError(e);
            }
        });
        pauser.start();
        await(() -> pauser.getState() == Thread.State.WAITING || pauser.getState() == Thread.State.TIMED_WAITING);
        assertThat(paused.getCount()).isEqualTo(1);
        hold.countDown();
        Target.await(paused);
        assertThat(status("a").position()).isEqualTo(2);
    }

    @Test
    @DisplayName("after a rewind everything from there comes again, in order")
    void rewind() throws Exception {
        StoreDelivery delivery = delivery();
        delivery.add("a", target.offer());
        store.append(events.some(5));
        awaitPosition("a", 5);
        assertThat(delivery.rewind("a", 2)).isEqualTo(2);
        await(() -> target.positions().size() == 8);
        assertThat(target.positions().subList(5, 8)).isEqualTo(range(3, 5));
        delivery.pause("a");
        delivery.rewind("a", 0);
        assertThat(status("a").state()).isEqualTo("paused");
        delivery.resume("a");
        await(() -> target.positions().size() == 13);
    }

    @Test
    @DisplayName("an unknown exporter is named with those that there are; one that is there is not retired")
    void unknown() throws Exception {
        StoreDelivery delivery = delivery();
        Offer offer = target.offer();
        delivery.add("a", offer);
        store.append(events.some(1));
        awaitPosition("a", 1);
        assertThatThrownBy(() -> delivery.pause("b")).hasMessage("exporter b is not known, allowed: a");
        assertThatThrownBy(() -> delivery.retire("a")).hasMessage("exporter a is there, allowed: one that was removed");
        delivery.remove(offer.service());
        delivery.retire("a");
        assertThat(store.cursors()).isEmpty();
        assertThat(delivery.exporters()).isEmpty();
    }

    @Test
    @DisplayName("what was captured under a consent that does not name the destination never goes there, and is told")
    void notCovered() throws Exception {
        uncovered.add("before");
        store.grant = "before";
        store.append(events.some(3));
        store.grant = "after";
        store.append(events.some(2));
        StoreDelivery delivery = delivery(settings(Start.EARLIEST));
        delivery.add("a", target.offer());
        awaitPosition("a", 5);
        assertThat(target.positions()).isEqualTo(range(4, 5));
        assertThat(Files.readString(dir.resolve("state/refused-a.jsonl")))
                .contains("not_covered", "captured under a consent that does not name: here for ai-training");
        assertThat(status("a").destinations()).isEqualTo(List.of("here for ai-training"));
    }

    @Test
    @DisplayName("an exporter whose destination no consent names gets nothing, and its status says why")
    void noConsentNamesIt() {
        Offer ours = target.offer();
        Offer elsewhere = new Offer(
                ours.exporter(), 1_000_001, 0, ours.bundle(), Set.of(new Offer.Declared("elsewhere", "ai-training")));
        StoreDelivery delivery = delivery(settings(Start.EARLIEST));
        delivery.add("a", elsewhere);
        store.append(events.some(3));
        awaitPosition("a", 3);
        assertThat(target.positions()).isEmpty();
        assertThat(status("a").refused()).isEqualTo(3);
        assertThat(status("a").problem())
                .endsWith("not for it: captured under a consent that does not name: elsewhere for ai-training");
    }
}
