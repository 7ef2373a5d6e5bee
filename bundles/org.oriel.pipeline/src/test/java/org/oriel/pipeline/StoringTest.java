package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.api.event.PointerButton;
import org.oriel.host.StoreException;

/** A store that fails costs nothing until there is no room, and then what is lost is counted and recorded. */
class StoringTest {
    private final Rig rig = Rig.recording();

    @AfterEach
    void close() {
        rig.store.work();
        rig.balanced();
        rig.close();
    }

    private void clicks(int count) {
        for (int i = 0; i < count; i++) {
            rig.source.click(1);
            if (i % 1000 == 999) {
                rig.flush();
            }
        }
        rig.flush();
    }

    private long storedClicks() {
        return rig.store.events().stream()
                .filter(event -> event.body() instanceof PointerButton)
                .count();
    }

    @Test
    @DisplayName("events are stored once an interval, not one by one")
    void interval() {
        int before = rig.store.attempts();
        rig.source.click(1);
        rig.source.click(1);
        Rig.await("taken", () -> rig.status().held() == 2);
        rig.source.click(1);
        Rig.await("taken", () -> rig.status().held() == 3);
        assertThat(rig.store.attempts()).isEqualTo(before);
        rig.advance(1_000);
        rig.source.move(1, 1, 1);
        Rig.await("stored", () -> rig.store.attempts() == before + 1);
        assertThat(rig.store.blocks()).endsWith(3);
    }

    @Test
    @DisplayName("4096 events do not wait for the interval")
    void fullBlock() {
        for (int i = 0; i < Outbox.BLOCK; i++) {
            while (!rig.source.of(org.oriel.api.source.RecordKind.BUTTON, 1)) {
                Thread.onSpinWait();
            }
            Rig.await("room", () -> rig.source.feed.ring.tail() - rig.source.feed.ring.head() < 2_000);
        }
        Rig.await("stored", () -> storedClicks() == Outbox.BLOCK);
    }

    @Test
    @DisplayName(
            "a full store: nothing is lost while there is room in memory, and it goes on by itself when there is room again")
    void full() {
        rig.store.refuse(StoreException.Reason.FULL);
        clicks(100);
        assertThat(storedClicks()).isZero();
        assertThat(rig.status().problem()).startsWith("store FULL: spool.db");
        assertThat(rig.status().held()).isEqualTo(100);
        rig.store.work();
        rig.advance(2_000);
        rig.source.move(1, 1, 1);
        Rig.await("stored", () -> storedClicks() == 100);
        Rig.await("told", () -> rig.status().problem().isEmpty());
        assertThat(rig.store.events()).extracting(CaptureEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(rig.logger.lines("WARN")).hasSize(1);
    }

    @Test
    @DisplayName("a store that fails is asked again every two seconds, not with every event")
    void retry() {
        rig.store.refuse(StoreException.Reason.FULL);
        rig.source.click(1);
        rig.flush();
        int attempts = rig.store.attempts();
        for (int i = 0; i < 10; i++) {
            rig.advance(190);
            rig.source.click(1);
            long taken = i + 2;
            Rig.await("taken", () -> rig.status().held() == taken);
        }
        assertThat(rig.store.attempts()).isEqualTo(attempts);
        rig.advance(200);
        rig.source.click(1);
        Rig.await("asked again", () -> rig.store.attempts() == attempts + 1);
    }

    @Test
    @DisplayName(
            "beyond the room in memory pointer movements go first, then everything new; a gap says how many of each")
    void overflow() {
        rig.store.refuse(StoreException.Reason.FULL);
        clicks(Outbox.MOST_WITH_POINTER);
        for (int i = 0; i < 10; i++) {
            rig.source.move(1 + i % 2, i, i);
        }
        rig.source.click(1);
        clicks(Outbox.MOST - Outbox.MOST_WITH_POINTER + 4);
        assertThat(rig.dropped("store-full")).isEqualTo(10 + 5);
        assertThat(rig.status().held()).isEqualTo(Outbox.MOST);
        assertThat(rig.status().gaps()).isZero();

        rig.store.work();
        rig.flush();
        assertThat(storedClicks()).isEqualTo(Outbox.MOST);
        assertThat(rig.gap("store-full")).containsEntry("pointer", 10L).containsEntry("events", 5L);
        assertThat(rig.store.blocks()).allMatch(size -> size <= Outbox.BLOCK);
        assertThat(rig.status().held()).isZero();
    }

    @Test
    @DisplayName("marks get in when nothing else does")
    void marksWhenFull() {
        rig.store.refuse(StoreException.Reason.IO);
        clicks(Outbox.MOST + 1);
        rig.end();
        assertThat(rig.status().problem()).startsWith("store IO");
        rig.store.work();
        rig.flush();
        assertThat(rig.types()).endsWith("GAP", "SESSION_END");
        assertThat(storedClicks()).isEqualTo(Outbox.MOST);
    }

    @Test
    @DisplayName("a store that throws what it should not is treated as one that fails")
    void bug() {
        rig.store.bug(new IllegalStateException("secret"));
        clicks(1);
        assertThat(rig.status().problem()).isEqualTo("store IO: java.lang.IllegalStateException");
        rig.store.work();
        rig.flush();
        assertThat(storedClicks()).isEqualTo(1);
    }

    @Test
    @DisplayName("what waits for the store outlives its session, and the next session goes after it")
    void acrossSessions() {
        rig.store.refuse(StoreException.Reason.FULL);
        clicks(3);
        rig.end();
        rig.begin();
        rig.source.click(1);
        rig.store.work();
        rig.end();
        assertThat(rig.types())
                .containsExactly(
                        "SESSION_START",
                        "pointer.button",
                        "pointer.button",
                        "pointer.button",
                        "SESSION_END",
                        "SESSION_START",
                        "pointer.button",
                        "SESSION_END");
    }

    @Test
    @DisplayName("a ring that overflows is a gap that says what was lost, and typed text with holes is not trusted")
    void ringFull() {
        rig.source.focus(1);
        rig.source.type(1, "before");
        rig.flush();
        // The pipeline thread is kept busy, so that the ring fills.
        java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
        java.util.concurrent.CountDownLatch in = new java.util.concurrent.CountDownLatch(1);
        rig.source.misbehave = raw -> {
            in.countDown();
            Rig.hang(go);
        };
        rig.source.click(1);
        Rig.await("in the decoder", in);
        rig.source.misbehave = raw -> {};
        int taken = 0;
        while (rig.source.of(org.oriel.api.source.RecordKind.BUTTON, 1)) {
            taken++;
        }
        rig.source.type(1, "lost");
        assertThat(rig.source.move(1, 1, 1)).isFalse();
        go.countDown();
        rig.flush();
        rig.source.type(1, "after");
        rig.source.focus(101);
        rig.source.type(101, "new");
        rig.end();
        assertThat(taken).isEqualTo(1 << 12);
        assertThat(rig.gap("ring-full"))
                .containsEntry("button", 1L)
                .containsEntry("key", 8L)
                .containsEntry("pointer", 1L);
        assertThat(rig.gap("keys-lost")).isNotEmpty();
        assertThat(rig.typed()).isEqualTo("new");
    }

    @Test
    @DisplayName("gaps are marks of their session, in the store")
    void gapMark() {
        rig.source.misbehave = raw -> {
            throw new IllegalStateException();
        };
        rig.source.click(1);
        rig.flush();
        CaptureEvent gap = rig.store.events().get(1);
        assertThat(gap.body()).isInstanceOf(Mark.class);
        assertThat(gap.session()).isEqualTo(rig.store.events().get(0).session());
        assertThat(gap.source()).isEqualTo("org.oriel.pipeline/0");
        assertThat(rig.status().gaps()).isEqualTo(1);
    }
}
