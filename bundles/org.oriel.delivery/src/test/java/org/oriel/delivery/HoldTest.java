package org.oriel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.oriel.host.EventStore.Start;
import org.oriel.host.StoreException;

/** What stays here until the person had a look. */
class HoldTest extends DeliveryFixture {
    private StoreDelivery delivery(boolean review, int hours) {
        Settings settings = settings(Start.EARLIEST);
        return delivery(settings, new Hold(review, hours, settings.directory(), clock));
    }

    private void append(String title) {
        String line = "{\"id\":\"%s\",\"time\":{\"monotonicNanos\":1,\"wallMillis\":%d}}";
        store.append("ai-training", List.of(String.format(Locale.ROOT, line, title, clock.millis())));
    }

    @Test
    void withReviewNothingLeavesBeforeItIsApproved() throws Exception {
        StoreDelivery delivery = delivery(true, 0);
        delivery.add("jsonl", target.offer());
        append("a");
        append("b");
        awaitState("jsonl", "waiting for review");
        clock.advance(Duration.ofDays(9));
        assertThat(delivery.drain(ms(1))).isFalse();
        assertThat(target.positions()).isEmpty();
        assertThat(delivery.reviewed()).isTrue();
        assertThat(delivery.approved()).isZero();
        delivery.approve(1);
        awaitPosition("jsonl", 1);
        awaitState("jsonl", "waiting for review");
        delivery.approve(99);
        awaitPosition("jsonl", 2);
        assertThat(target.positions()).containsExactly(1L, 2L);
        assertThat(delivery.approved()).isEqualTo(2);
    }

    @Test
    void anApprovalLastsOverARestartAndIsNeverTakenForMore() throws Exception {
        append("a");
        append("b");
        delivery(true, 0).approve(1);
        made.forEach(StoreDelivery::stop);
        StoreDelivery again = delivery(true, 0);
        assertThat(again.approved()).isEqualTo(1);
        again.approve(0);
        assertThat(again.approved()).isEqualTo(1);
        again.add("jsonl", target.offer());
        awaitPosition("jsonl", 1);
        awaitState("jsonl", "waiting for review");
        assertThat(target.positions()).containsExactly(1L);
    }

    @Test
    void aHoldEndsByItself() {
        StoreDelivery delivery = delivery(false, 24);
        delivery.add("jsonl", target.offer());
        append("a");
        awaitState("jsonl", "waiting for review");
        clock.advance(Duration.ofHours(23));
        append("b");
        awaitState("jsonl", "waiting for review");
        assertThat(target.positions()).isEmpty();
        clock.advance(Duration.ofHours(1));
        looksAgainUntil(1);
        clock.advance(Duration.ofHours(23));
        looksAgainUntil(2);
        assertThat(delivery.reviewed()).isFalse();
    }

    /** A lane that read the clock just before it was advanced sleeps for its minute first. */
    private void looksAgainUntil(long position) {
        await(() -> {
            boolean there = status("jsonl").position() == position;
            clock.advance(there ? Duration.ZERO : Duration.ofSeconds(1));
            return there;
        });
    }

    @Test
    void aHoldEndsWithAnApprovalAndReviewedEventsKeepTheirHold() throws Exception {
        append("a");
        Hold hold = new Hold(false, 24, dir.resolve("one"), clock);
        String line = store.read(0, 1).get(0).lines().get(0);
        assertThat(hold.keeps(1, line)).isTrue();
        hold.approve(1);
        assertThat(hold.keeps(1, line)).isFalse();
        Hold both = new Hold(true, 24, dir.resolve("two"), clock);
        both.approve(1);
        assertThat(both.keeps(1, line)).isTrue();
        clock.advance(Duration.ofHours(24));
        assertThat(both.keeps(1, line)).isFalse();
        assertThat(both.keeps(2, line)).isTrue();
    }

    @Test
    void withoutEitherThereIsNothingToApprove() {
        StoreDelivery delivery = delivery(false, 0);
        assertThat(delivery.reviewed()).isFalse();
        assertThat(delivery.approved()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> delivery.approve(1)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> new Hold(false, 169, dir, clock)).hasMessageContaining("holdHours=169");
    }
}
