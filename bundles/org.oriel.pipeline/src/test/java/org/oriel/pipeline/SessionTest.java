package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.StoreException;
import org.oriel.tck.RawRecords;

/** Begin, end, forget, flush and closing feeds. */
class SessionTest {
    private final Rig rig = Rig.recording();

    @AfterEach
    void close() {
        rig.balanced();
        rig.close();
    }

    private Mark mark(Mark.Kind kind) {
        return rig.store.events().stream()
                .filter(event -> event.body() instanceof Mark mark && mark.mark() == kind)
                .map(event -> (Mark) event.body())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("what was admitted before the end is durable when end returns, held text included")
    void keep() {
        rig.source.focus(1);
        rig.source.type(1, "kept");
        rig.source.move(1, 1, 1);
        rig.engine.end(Disposition.KEEP, "pause");
        assertThat(rig.typed()).isEqualTo("kept");
        assertThat(rig.types()).endsWith("pointer.move", "PAUSE", "SESSION_END");
        Mark end = mark(Mark.Kind.SESSION_END);
        assertThat(end.reason()).isEqualTo("pause");
        assertThat(end.counts())
                .containsEntry("stored", (long) rig.store.events().size() - 1)
                .containsEntry("admitted", 10L);
        assertThat(rig.status().held()).isZero();
    }

    @Test
    @DisplayName("discarding stores nothing of what was held, nor of what was released but not stored yet")
    void discard() {
        rig.source.click(1);
        rig.source.focus(1);
        rig.source.type(1, "taken back");
        rig.source.move(1, 1, 1);
        Rig.await("taken", () -> rig.source.feed.ring.head() == rig.source.feed.ring.tail());
        rig.source.type(1, "never decoded");
        rig.engine.end(Disposition.DISCARD, "withdrawn");
        assertThat(rig.types()).containsExactly("SESSION_START", "SESSION_END");
        assertThat(mark(Mark.Kind.SESSION_END).counts()).containsKey("discarded");
        assertThat(rig.status().gaps()).isZero();
    }

    @Test
    @DisplayName("a session has its own id and its own window names and placeholders")
    void separate() {
        rig.source.focus(1);
        rig.source.type(1, "anna@example.org");
        rig.end();
        rig.begin();
        rig.source.focus(101);
        rig.source.type(101, "bert@example.org");
        rig.end();
        assertThat(rig.typed()).isEqualTo("<EMAIL_1><EMAIL_1>");
        assertThat(rig.store.events().stream().map(CaptureEvent::session).distinct())
                .hasSize(2);
        assertThat(rig.store.events().stream().map(CaptureEvent::device).distinct())
                .hasSize(1);
        assertThat(rig.store.events().stream().map(e -> e.subject().window()).distinct())
                .containsExactlyInAnyOrder("", "w1");
    }

    @Test
    @DisplayName("after a pause the next session says that it ended")
    void resume() {
        rig.engine.end(Disposition.KEEP, "pause");
        rig.begin();
        rig.end();
        rig.begin();
        rig.end();
        assertThat(rig.types())
                .containsExactly(
                        "SESSION_START",
                        "PAUSE",
                        "SESSION_END",
                        "SESSION_START",
                        "RESUME",
                        "SESSION_END",
                        "SESSION_START",
                        "SESSION_END");
    }

    @Test
    @DisplayName("outside a session no feed can be opened, and an old one takes nothing")
    void outside() {
        RingFeed old = rig.source.feed;
        rig.end();
        assertThat(old.offer(RawRecords.of(2, 1, 1))).isFalse();
        assertThatThrownBy(() -> rig.open(rig.source)).isInstanceOf(IllegalStateException.class);
        rig.end();
        assertThat(rig.types()).containsExactly("SESSION_START", "SESSION_END");
    }

    @Test
    @DisplayName("a second session beside an open one is refused")
    void twice() {
        assertThatThrownBy(() -> rig.engine.begin(Rig.GRANT)).isInstanceOf(IllegalStateException.class);
        rig.source.click(1);
        rig.end();
        assertThat(rig.types()).containsExactly("SESSION_START", "pointer.button", "SESSION_END");
    }

    @Test
    @DisplayName("forget takes back what was captured within its reach, wherever it waits, and says so")
    void forget() {
        // So that all of it is still here; what the store has, the store forgets.
        rig.store.refuse(StoreException.Reason.FULL);
        rig.source.click(1);
        rig.advance(60_000);
        rig.source.click(1);
        rig.source.focus(1);
        rig.source.type(1, "gone");
        rig.flush();
        rig.store.work();
        rig.engine.forget(30_000_000_000L);
        rig.source.focus(101);
        rig.source.type(101, "kept");
        rig.end();
        assertThat(rig.typed()).isEqualTo("kept");
        assertThat(rig.types()).filteredOn("pointer.button"::equals).hasSize(1);
        assertThat(mark(Mark.Kind.FORGET).counts())
                .containsEntry("seconds", 30L)
                .containsEntry("events", 10L);
        assertThat(rig.status().gaps()).isZero();
    }

    @Test
    @DisplayName("when a feed is closed, everything it was offered was handled, and its decoder is not called again")
    void closeFeed() {
        for (int i = 0; i < 1000; i++) {
            rig.source.click(1);
        }
        rig.source.feed.close();
        int decoded = rig.source.decoded.size();
        assertThat(decoded).isEqualTo(1000);
        assertThat(rig.source.offer(RawRecords.of(2, 1, 1))).isFalse();
        rig.flush();
        assertThat(rig.source.decoded).hasSize(decoded);
        rig.source.feed.close();
    }

    @Test
    @DisplayName("a feed that is closed while others offer loses nothing and counts what came too late")
    void closeInFlight() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            while (rig.source.of(org.oriel.api.source.RecordKind.BUTTON, 1)) {
                taken.incrementAndGet();
                started.countDown();
                if (rig.source.feed.ring.tail() - rig.source.feed.ring.head() > 2_000) {
                    Thread.yield();
                }
            }
        });
        hook.setDaemon(true);
        hook.start();
        Rig.await("offering", started);
        rig.source.feed.close();
        hook.join();
        rig.flush();
        // A record that was offered while close ran may have come too late; the decoder saw no more than were taken.
        assertThat(rig.source.decoded.size()).isBetween(taken.get() - 1, taken.get());
    }

    @Test
    @DisplayName("closing a feed whose decoder does not return takes half a second; the rest is a gap")
    void closeHanging() {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        rig.source.misbehave = raw -> {
            in.countDown();
            Rig.hang(go);
        };
        rig.source.click(1);
        Rig.await("in the decoder", in);
        rig.source.click(1);
        rig.source.click(1);
        rig.source.feed.close();
        go.countDown();
        rig.flush();
        assertThat(rig.source.decoded).hasSize(1);
        assertThat(rig.gap("feed-closed")).containsEntry("records", 2L);
    }

    @Test
    @DisplayName("a decoder that closes its own feed does not block itself")
    void closeFromDecoder() {
        rig.source.misbehave = raw -> rig.source.feed.close();
        rig.source.click(1);
        rig.source.click(1);
        rig.flush();
        assertThat(rig.source.decoded).hasSize(1);
        assertThat(rig.dropped("feed-closed")).isEqualTo(1);
    }

    @Test
    @DisplayName("flush stores what can be released, and only that")
    void flush() {
        rig.source.focus(1);
        rig.source.type(1, "held");
        rig.flush();
        assertThat(rig.types()).containsExactly("SESSION_START", "window");
        assertThat(rig.status().held()).isEqualTo(8);
    }

    @Test
    @DisplayName("at rest no thread has a timer")
    void rest() {
        Rig quick = new Rig(new Settings(
                1 << 10,
                0,
                0,
                Limits.DEFAULT,
                java.util.Set.of(Rig.DETECTOR),
                50_000_000,
                100_000_000,
                20_000,
                Timing.FINE,
                Naming.NUMBERED,
                500_000_000L,
                java.nio.file.Path.of("unused")));
        quick.detector(Rig.DETECTOR, Rig::emails);
        quick.begin();
        quick.source.focus(1);
        quick.source.type(1, "x");
        quick.source.focus(101);
        quick.flush();
        for (Thread thread : quick.engine.threads()) {
            Rig.await(thread.getName() + " parks without a timer", () -> thread.getState() == Thread.State.WAITING);
        }
        quick.source.click(101);
        quick.flush();
        assertThat(quick.types()).contains("pointer.button");
        quick.close();
    }
}
