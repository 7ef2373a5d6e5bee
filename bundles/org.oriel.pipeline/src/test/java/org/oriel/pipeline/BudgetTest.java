package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.event.Point;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.RedactionView;
import org.oriel.api.source.RawRecord;

/** Plugins that throw, hang or flood are suspended, and the rest goes on. */
class BudgetTest {
    private final Rig rig = Rig.recording();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        rig.balanced();
        rig.close();
    }

    private void hang() {
        entered.countDown();
        Rig.hang(release);
        returned.countDown();
    }

    private long clicks() {
        return rig.store.events().stream()
                .filter(event -> event.body() instanceof PointerButton)
                .count();
    }

    @Test
    @DisplayName("a record whose decoder throws is a gap; a hundred suspend the source, and another goes on")
    void throwingDecoder() {
        rig.source.misbehave = raw -> {
            throw new IllegalStateException("secret");
        };
        for (int i = 0; i < 100; i++) {
            rig.source.click(1);
        }
        rig.flush();
        assertThat(rig.status().suspended()).containsExactly("test.source/1.0: threw 100 times");
        assertThat(rig.source.offer(new RawRecord().begin(2, 1))).isFalse();
        assertThat(rig.gap("decoder-failed")).containsEntry("records", 99L);
        assertThat(rig.gap("source-suspended")).containsEntry("records", 1L);
        assertThat(rig.logger.lines()).noneMatch(line -> line.contains("secret"));

        FakeSource other = new FakeSource(rig);
        rig.open(other);
        other.click(1);
        rig.flush();
        assertThat(clicks()).isEqualTo(1);
        assertThat(rig.status().suspended()).as("the bundle opened a new feed").isEmpty();
    }

    @Test
    @DisplayName("an Error of a decoder, even of the linker, is caught like any throw")
    void decoderError() {
        rig.source.misbehave = raw -> {
            throw new NoClassDefFoundError("x");
        };
        rig.source.click(1);
        rig.flush();
        rig.source.misbehave = raw -> {};
        rig.source.click(1);
        rig.flush();
        assertThat(clicks()).isEqualTo(1);
    }

    @Test
    @DisplayName("a key that was lost in its decoder takes the typed text with it: a number with a digit missing hides")
    void lostKey() {
        rig.source.focus(1);
        rig.source.type(1, "12");
        rig.source.misbehave = raw -> {
            if (raw.code() == '3') {
                throw new IllegalStateException();
            }
        };
        rig.source.type(1, "345");
        rig.end();
        assertThat(rig.typed()).isEmpty();
        assertThat(rig.gap("keys-lost")).isNotEmpty();
    }

    @Test
    @DisplayName(
            "a decoder that hangs is given up; the next thread goes on where it was, and the old one touches nothing")
    void hangingDecoder() {
        FakeSource other = new FakeSource(rig);
        rig.open(other);
        AtomicReference<Thread> old = new AtomicReference<>();
        rig.source.misbehave = raw -> {
            old.set(Thread.currentThread());
            hang();
        };
        rig.source.click(1);
        Rig.await("in the decoder", entered);
        rig.source.click(1);
        other.click(1);
        rig.look(2_001);
        rig.flush();

        assertThat(clicks()).isEqualTo(1);
        assertThat(rig.status().suspended()).containsExactly("test.source/1.0: hung");
        assertThat(rig.gap("decoder-hung")).containsEntry("records", 1L);
        List<CaptureEvent> before = rig.store.events();
        var status = rig.status();

        release.countDown();
        Rig.await("back from the plugin", returned);
        Rig.await("the old thread ended", () -> !old.get().isAlive());
        rig.flush();
        assertThat(rig.store.events()).isEqualTo(before);
        assertThat(rig.status()).isEqualTo(status);
    }

    @Test
    @DisplayName("a decoder that hangs in target is given up as well")
    void hangingTarget() {
        rig.source.misbehaveEarly = raw -> hang();
        rig.source.click(1);
        Rig.await("in the decoder", entered);
        rig.look(2_001);
        rig.flush();
        assertThat(rig.status().suspended()).containsExactly("test.source/1.0: hung");
        assertThat(rig.dropped("decoder-hung")).isEqualTo(1);
    }

    @Test
    @DisplayName("a body handed over after its call, or from another thread, is refused")
    void lateBody() throws Exception {
        AtomicReference<Consumer<EventBody>> kept = new AtomicReference<>();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        FakeSource other = new FakeSource(rig) {
            @Override
            public void decode(RawRecord raw, Consumer<EventBody> out) {
                if (kept.get() != null) {
                    kept.get().accept(new PointerButton(true, 8, Point.at(0, 0), Set.of()));
                }
                kept.set(out);
                Thread thread = new Thread(() -> {
                    try {
                        out.accept(new PointerButton(true, 9, Point.at(0, 0), Set.of()));
                    } catch (RuntimeException e) {
                        refusal.set(e);
                    }
                });
                thread.start();
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        rig.open(other);
        other.click(1);
        rig.flush();
        assertThat(refusal.get()).isInstanceOf(IllegalStateException.class);
        other.click(1);
        rig.flush();
        assertThat(rig.dropped("decoder-failed"))
                .as("an old consumer, in a later call")
                .isEqualTo(1);
        assertThat(clicks()).isZero();
    }

    @Test
    @DisplayName("a source that floods for five seconds is suspended, and what it offered is counted")
    void flooding() {
        for (int second = 0; second < 6; second++) {
            for (int i = 0; i < 21_000; i++) {
                rig.source.click(200);
            }
            rig.advance(1_000);
            rig.flush();
        }
        assertThat(rig.status().suspended()).containsExactly("test.source/1.0: flooded");
        assertThat(rig.source.offer(new RawRecord().begin(2, 1))).isFalse();
    }

    @Test
    @DisplayName("a burst is not a flood")
    void burst() {
        for (int second = 0; second < 10; second++) {
            int records = second % 4 == 3 ? 100 : 40_000;
            for (int i = 0; i < records; i++) {
                rig.source.click(200);
            }
            rig.advance(1_000);
            rig.flush();
        }
        assertThat(rig.status().suspended()).isEmpty();
    }

    @Test
    @DisplayName("a text whose detector throws is masked whole; three in a row suspend the detector")
    void throwingDetector() {
        AtomicInteger calls = new AtomicInteger();
        rig.detector("test.other", text -> {
            if (!text.contains("201 555")) {
                calls.incrementAndGet();
                throw new IllegalStateException(text);
            }
            return List.of();
        });
        rig.source.focus(1);
        rig.source.type(1, "word");
        rig.source.focus(101);
        rig.flush();
        assertThat(rig.typed()).doesNotContain("w", "o", "r", "d");
        rig.source.focus(1);
        rig.source.type(1, "more");
        rig.source.focus(101);
        rig.flush();
        assertThat(rig.status().suspended()).containsExactly("test.other/1.0: threw 3 times in a row");
        assertThat(rig.logger.lines()).noneMatch(line -> line.contains("word"));
        rig.source.focus(1);
        rig.source.type(1, "fine");
        rig.end();
        assertThat(rig.typed()).as("it is not a required one").endsWith("fine");
        assertThat(calls).hasValue(3);
    }

    @Test
    @DisplayName("a detector that hangs is suspended; the text it had is masked, and nothing that is held is lost")
    void hangingDetector() {
        rig.detector("test.other", text -> {
            if (text.contains("hang")) {
                hang();
            }
            return List.of();
        });
        rig.source.focus(1);
        rig.source.type(1, "please hang");
        rig.source.focus(101);
        Rig.await("in the detector", entered);
        rig.look(2_001);
        rig.source.type(101, "next");
        rig.end();
        assertThat(rig.status().suspended()).containsExactly("test.other/1.0: hung");
        assertThat(rig.typed()).doesNotContain("hang").endsWith("next");
        assertThat(rig.types())
                .as("the windows are there")
                .filteredOn("window"::equals)
                .hasSize(2);
    }

    @Test
    @DisplayName("when a required detector is suspended, nothing with content is written until it is replaced")
    void requiredDetector() {
        rig.source.focus(1);
        rig.flush();
        rig.engine.removeDetector(1);
        rig.detector(Rig.DETECTOR, text -> {
            throw new IllegalStateException();
        });
        for (int i = 0; i < 3; i++) {
            rig.source.focus(1 + i);
            rig.flush();
        }
        rig.source.focus(4);
        rig.source.type(4, "abc");
        rig.source.focus(5);
        rig.flush();
        assertThat(rig.typed()).isEmpty();
        assertThat(rig.status().problem()).isEqualTo("required detector suspended: test.detector");
        assertThat(rig.dropped("detector-suspended")).isPositive();
        assertThat(rig.gap("detector-suspended")).isNotEmpty();

        rig.engine.removeDetector(2);
        rig.detector(Rig.DETECTOR, Rig::emails);
        rig.flush();
        rig.source.type(5, "half");
        rig.source.focus(1);
        rig.source.type(1, "whole");
        rig.end();
        assertThat(rig.typed()).isEqualTo("whole");
        assertThat(rig.status().problem()).isEmpty();
    }

    @Test
    @DisplayName("an event whose redactor throws is dropped; three in a row close the way until it is replaced")
    void throwingRedactor() {
        AtomicInteger calls = new AtomicInteger();
        rig.redactor("test.redactor", (event, view) -> {
            calls.incrementAndGet();
            throw new IllegalStateException("sesame");
        });
        for (int i = 0; i < 5; i++) {
            rig.source.click(1);
            rig.flush();
        }
        assertThat(clicks()).isZero();
        assertThat(calls).hasValue(3);
        assertThat(rig.dropped("redactor-failed")).isEqualTo(3);
        assertThat(rig.dropped("redactor-suspended")).isEqualTo(2);
        assertThat(rig.status().problem()).isEqualTo("redactor suspended: [test.redactor]");
        assertThat(rig.logger.lines()).noneMatch(line -> line.contains("sesame"));

        rig.redactor("test.redactor", (event, view) -> Optional.of(event));
        rig.engine.removeRedactor(2);
        rig.advance(5_000);
        rig.source.click(1);
        rig.flush();
        assertThat(clicks()).isEqualTo(1);
        assertThat(rig.status().suspended()).isEmpty();
    }

    @Test
    @DisplayName("a redactor that overruns twice is suspended, and its events are dropped")
    void slowRedactor() {
        rig.redactor("test.redactor", (event, view) -> {
            rig.advance(60);
            return Optional.of(event);
        });
        rig.source.click(1);
        rig.source.click(1);
        rig.source.click(1);
        rig.flush();
        // The first is forgiven: that is what loading classes looks like.
        assertThat(clicks()).isEqualTo(1);
        assertThat(rig.dropped("redactor-overran")).isEqualTo(2);
        assertThat(rig.status().suspended()).containsExactly("test.redactor/1.0: took too long 2 times in a minute");
    }

    @Test
    @DisplayName("a redactor that hangs costs its event; nothing is written until it is replaced, then all goes on")
    void hangingRedactor() {
        AtomicReference<Thread> old = new AtomicReference<>();
        long id = rig.redactor("test.redactor", (event, view) -> {
            old.set(Thread.currentThread());
            hang();
            return Optional.of(event);
        });
        rig.source.click(1);
        Rig.await("in the redactor", entered);
        rig.source.click(1);
        rig.look(2_001);
        rig.flush();
        assertThat(clicks()).isZero();
        assertThat(rig.dropped("redactor-hung")).isEqualTo(1);
        assertThat(rig.status().problem()).isEqualTo("redactor suspended: [test.redactor]");

        rig.engine.removeRedactor(id);
        rig.redactor("test.redactor", (event, view) -> Optional.of(event));
        rig.source.click(1);
        rig.flush();
        assertThat(clicks()).isEqualTo(1);
        release.countDown();
        Rig.await("the old thread ended", () -> !old.get().isAlive());
        rig.flush();
        assertThat(clicks()).isEqualTo(1);
    }

    @Test
    @DisplayName("ending a session in which a redactor hangs ends, with another thread")
    void hangInEnd() throws Exception {
        rig.redactor("test.redactor", (event, view) -> {
            if (event.body() instanceof Key) {
                hang();
            }
            return Optional.of(event);
        });
        rig.source.focus(1);
        rig.source.type(1, "x");
        Thread ends = new Thread(rig::end);
        ends.start();
        Rig.await("in the redactor", entered);
        rig.look(2_001);
        ends.join(20_000);
        assertThat(ends.isAlive()).isFalse();
        assertThat(rig.types()).endsWith("SESSION_END");
        assertThat(rig.typed()).isEmpty();
    }

    @Test
    @DisplayName("a redactor may mask with the session's values and placeholders, only during its call")
    void view() {
        AtomicReference<RedactionView> kept = new AtomicReference<>();
        rig.redactor("test.redactor", (event, view) -> {
            kept.set(view);
            EventBody body = event.body()
                    .mapSensitive(text -> Sensitive.of(view.mask(text).reveal()
                            + (text.isEmpty() ? "" : view.placeholder("X", Sensitive.of("value")))));
            return Optional.of(event.withBody(body));
        });
        rig.source.focus(1);
        rig.source.type(1, "a");
        rig.end();
        assertThat(rig.typed()).isEqualTo("a<X_1>");
        assertThatThrownBy(() -> kept.get().mask(Sensitive.of("x"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("a redactor that changes the envelope or forgets what was masked loses its event")
    void widening() {
        rig.redactor(
                "test.redactor",
                (event, view) -> Optional.of(new CaptureEvent(
                        event.id(),
                        event.session(),
                        event.device(),
                        event.time(),
                        event.source(),
                        event.actor(),
                        event.subject(),
                        event.policyHash(),
                        event.grant(),
                        "another purpose",
                        event.redactions(),
                        event.body())));
        rig.source.click(1);
        rig.flush();
        assertThat(clicks()).isZero();
        assertThat(rig.dropped("redactor-failed")).isEqualTo(1);
    }

    @Test
    @DisplayName("an event that a redactor removes is counted, and is no gap")
    void removing() {
        rig.redactor("test.redactor", (event, view) -> Optional.empty());
        rig.source.click(1);
        rig.flush();
        assertThat(rig.dropped("removed-by-redactor")).isEqualTo(1);
        assertThat(rig.status().gaps()).isZero();
    }
}
