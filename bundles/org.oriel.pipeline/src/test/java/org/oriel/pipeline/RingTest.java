package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.EventBody;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.Target;

class RingTest {
    private static RawRecord record(int sequence) {
        return new RawRecord()
                .begin(RecordKind.KEY, sequence * 10L)
                .sequence(sequence)
                .value(~(long) sequence);
    }

    @Test
    @DisplayName("records come out as they went in, over and over, and a full ring refuses")
    void order() {
        Ring ring = new Ring(8);
        RawRecord out = new RawRecord();
        int in = 0;
        int expected = 0;
        for (int round = 0; round < 50; round++) {
            while (ring.offer(record(in))) {
                in++;
            }
            assertThat(ring.tail() - ring.head()).isEqualTo(8);
            for (int i = 0; i <= round % 8; i++) {
                assertThat(ring.ready()).isTrue();
                assertThat(ring.time()).isEqualTo(expected * 10L);
                ring.take(out);
                assertThat(out.sequence()).isEqualTo(expected);
                assertThat(out.value()).isEqualTo(~(long) expected);
                expected++;
            }
        }
    }

    @Test
    @DisplayName("nothing of a record stays in its slot after it was read")
    void wiped() throws Exception {
        Ring ring = new Ring(8);
        ring.offer(record(7));
        ring.take(new RawRecord());
        var field = Ring.class.getDeclaredField("words");
        field.setAccessible(true);
        assertThat((long[]) field.get(ring)).containsOnly(0);
        assertThat(ring.ready()).isFalse();
    }

    @Test
    @DisplayName("four producers at once: nothing is lost, torn or out of a producer's order")
    void producers() throws Exception {
        int each = 50_000;
        Ring ring = new Ring(256);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int producer = p;
            Thread thread = new Thread(() -> {
                RawRecord raw = new RawRecord();
                for (int i = 1; i <= each; i++) {
                    raw.begin(RecordKind.KEY, i).from(1, producer).sequence(i).value((long) producer << 32 | i);
                    while (!ring.offer(raw)) {
                        Thread.yield();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        int[] last = new int[4];
        RawRecord out = new RawRecord();
        for (int taken = 0; taken < 4 * each; ) {
            if (!ring.ready()) {
                Thread.yield();
                continue;
            }
            ring.take(out);
            taken++;
            assertThat(out.sequence()).isEqualTo(last[out.device()] + 1);
            assertThat(out.value()).isEqualTo((long) out.device() << 32 | out.sequence());
            last[out.device()]++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ring.ready()).isFalse();
    }

    @Test
    @DisplayName("over half full pointer positions are thinned to 20 a second, over nine tenths refused; keys go on")
    void pressure() {
        RingFeed feed = feed(1024);
        for (int i = 0; i < 513; i++) {
            assertThat(feed.offer(pointer(0))).isTrue();
        }
        long tail = feed.ring.tail();
        assertThat(feed.offer(pointer(49_000_000)))
                .as("merged into the one before")
                .isTrue();
        assertThat(feed.ring.tail()).isEqualTo(tail);
        assertThat(feed.offer(pointer(50_000_000))).isTrue();
        assertThat(feed.ring.tail()).isEqualTo(tail + 1);
        while (feed.ring.tail() < 922) {
            assertThat(feed.offer(record(1))).isTrue();
        }
        assertThat(feed.offer(pointer(900_000_000))).isFalse();
        while (feed.ring.tail() < 1024) {
            assertThat(feed.offer(record(1))).isTrue();
        }
        assertThat(feed.offer(record(1))).isFalse();

        Counters counters = new Counters();
        Gaps gaps = new Gaps();
        feed.account(counters, gaps);
        feed.account(counters, gaps);
        assertThat(counters.received).isEqualTo(3);
        assertThat(counters.dropped("ring-full")).isEqualTo(2);
        assertThat(counters.dropped("pointer-thinned")).isEqualTo(1);
        assertThat(gaps.take())
                .extracting(mark -> mark.reason() + mark.counts())
                .containsExactly("pointer-thinned{pointer=1}", "ring-full{key=1, pointer=1}");
        assertThat(feed.offered()).isEqualTo(1024 + 3);
    }

    @Test
    @DisplayName("a loss is noticed where it was, not before")
    void lossHasAPlace() {
        RingFeed feed = feed(8);
        while (feed.offer(record(1))) {
            assertThat(feed.ring.tail()).isLessThanOrEqualTo(8);
        }
        RawRecord out = new RawRecord();
        for (int i = 0; i < 8; i++) {
            assertThat(feed.lostBeforeNext()).isFalse();
            feed.ring.take(out);
        }
        assertThat(feed.lostBeforeNext()).isTrue();
        assertThat(feed.lostBeforeNext()).isFalse();
    }

    @Test
    @DisplayName("a sleeping reader is always woken: a hundred thousand records, none waits for ever")
    void wakeUps() throws Exception {
        Signal signal = new Signal();
        RingFeed feed = new RingFeed(
                new Plugin("b", "1", Plugin.Tolerance.DECODER),
                Set.of(),
                new NoDecoder(),
                new Ring(1024),
                1,
                "",
                new FloodMeter(1, 0),
                signal,
                closed -> {});
        int records = 100_000;
        AtomicLong taken = new AtomicLong();
        Thread reader = new Thread(() -> {
            signal.own();
            RawRecord out = new RawRecord();
            while (taken.get() < records) {
                while (feed.ring.ready()) {
                    feed.ring.take(out);
                    taken.incrementAndGet();
                }
                if (taken.get() < records) {
                    signal.await(Long.MAX_VALUE, 0, false, feed.ring::ready);
                }
            }
        });
        reader.start();
        RawRecord raw = record(1);
        for (int i = 0; i < records; i++) {
            while (!feed.offer(raw)) {
                Thread.yield();
            }
            if (i % 3 == 0) {
                Thread.yield();
            }
        }
        reader.join(20_000);
        assertThat(taken).hasValue(records);
    }

    private static RawRecord pointer(long nanos) {
        return new RawRecord().begin(RecordKind.POINTER, nanos);
    }

    private static RingFeed feed(int capacity) {
        return new RingFeed(
                new Plugin("b", "1", Plugin.Tolerance.DECODER),
                Set.of(),
                new NoDecoder(),
                new Ring(capacity),
                1,
                "",
                new FloodMeter(1, 0),
                new Signal(),
                closed -> {});
    }

    private static final class NoDecoder implements RecordDecoder {
        @Override
        public Target target(RawRecord rawRecord) {
            return Target.UNKNOWN;
        }

        @Override
        public void track(RawRecord rawRecord) {}

        @Override
        public void decode(RawRecord rawRecord, java.util.function.Consumer<EventBody> out) {}

        @Override
        public void skip(RawRecord rawRecord) {}
    }
}
