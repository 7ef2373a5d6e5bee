package org.oriel.source.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.Feed;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;
import org.oriel.tck.RecordingSink;
import org.oriel.tck.SourceContract;

class ReplaySourceTest extends SourceContract {
    private static final int SECONDS = 20;

    @TempDir
    Path directory;

    private final CountDownLatch announced = new CountDownLatch(1);
    private final AtomicInteger withdrawn = new AtomicInteger();
    private Path file;
    private int records;

    @BeforeEach
    void writeSession() throws IOException {
        file = directory.resolve("session.orec");
        SessionWriter writer = SessionWriter.seeded(5)
                .window(1, "/usr/bin/mousepad", "Mousepad")
                .window(2, "/usr/bin/xterm", "XTerm")
                .title(2, "kestrel42")
                .focus(1)
                .type("hello, world")
                .focus(2)
                .type("kestrel42\n")
                .focus(1)
                .type("and on");
        writer.write(file);
        records = writer.records();
        assertThat(records).isLessThan(Player.AHEAD);
    }

    private ReplaySource source(EventSink sink, double speed, int recordsPerSecond, int loops) {
        return new ReplaySource(
                sink,
                file.toString(),
                speed,
                recordsPerSecond,
                loops,
                announced::countDown,
                withdrawn::incrementAndGet);
    }

    @Override
    protected CaptureSource start(EventSink sink) {
        return source(sink, 0, 0, 1);
    }

    @Override
    protected void stop(CaptureSource source) {
        ((ReplaySource) source).deactivate();
    }

    @Override
    protected void act() {
        // It plays by itself.
    }

    @Override
    protected int records() {
        return records;
    }

    @Override
    protected Predicate<Target> allowed() {
        return target -> target.application().executable().equals("/usr/bin/mousepad");
    }

    @Override
    protected String refusedText() {
        return "kestrel42";
    }

    @Test
    void announcesTheEndOnlyAfterTheLastRecord() throws Exception {
        RecordingSink sink = new RecordingSink(records - 1);
        ReplaySource source = source(sink, 0, 0, 1);
        // Everything but the last record fits: it is offered again and again, and the end must wait for it.
        sink.feed().awaitOffers(records + 3, SECONDS);
        assertThat(announced.getCount()).isEqualTo(1);
        assertThat(source.health().detail()).isEqualTo("played " + (records - 1) + " of " + records + " records");
        source.deactivate();
        assertThat(announced.getCount()).isEqualTo(1);
        assertThat(withdrawn).hasValue(1);
    }

    @Test
    void announcesTheEndAndTakesItBackWhenItGoes() throws Exception {
        RecordingSink sink = new RecordingSink();
        ReplaySource source = source(sink, 0, 0, 1);
        assertThat(announced.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.feed().records()).hasSize(records);
        assertThat(source.health())
                .isEqualTo(new SourceHealth(
                        SourceHealth.State.OK, "played " + records + " of " + records + " records", records, 0));
        assertThat(withdrawn).hasValue(0);
        source.deactivate();
        assertThat(withdrawn).hasValue(1);
    }

    @Test
    void stopsInTheMiddleOfAPauseThatWouldTakeHours() throws Exception {
        RecordingSink sink = new RecordingSink();
        ReplaySource source = source(sink, 0.000_001, 0, 1);
        sink.feed().awaitOffers(1, SECONDS);
        source.deactivate();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("org.oriel.source.replay"));
        assertThat(announced.getCount()).isEqualTo(1);
    }

    @Test
    void stampsRecordsAsIfTheyHappenedNow() throws Exception {
        long before = System.nanoTime();
        RecordingSink sink = new RecordingSink();
        ReplaySource source = source(sink, 100, 0, 2);
        assertThat(announced.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        long after = System.nanoTime();
        source.deactivate();
        List<RawRecord> played = sink.feed().records();
        assertThat(played).hasSize(2 * records);
        long last = before;
        int sequence = -1;
        for (RawRecord raw : played) {
            assertThat(raw.monotonicNanos() - last).isNotNegative();
            last = raw.monotonicNanos();
            assertThat(raw.backend()).isEqualTo(2);
            if (raw.kind() != RecordKind.TEXT) {
                assertThat(raw.sequence()).isGreaterThan(sequence);
                sequence = raw.sequence();
            }
        }
        assertThat(after - last).isNotNegative();
    }

    @Test
    void neverRunsFarAheadOfWhoTakesTheRecords() throws Exception {
        new LoadSession(5 * Player.AHEAD, 3).write(file);
        RecordingSink sink = new RecordingSink();
        ReplaySource source = source(sink, 0, 0, 1);
        sink.feed().awaitOffers(Player.AHEAD, SECONDS);
        assertThat(sink.feed().records()).hasSize(Player.AHEAD);
        sink.feed().decode(target -> true);
        sink.feed().awaitOffers(2 * Player.AHEAD, SECONDS);
        assertThat(sink.feed().records()).hasSize(2 * Player.AHEAD);
        source.deactivate();
    }

    @Test
    void losesNothingWhenTheRingRefuses() throws Exception {
        new LoadSession(3 * Player.AHEAD, 3).write(file);
        ForgetfulFeed feed = new ForgetfulFeed();
        ReplaySource source = source(
                decoder -> {
                    feed.decoder = decoder;
                    return feed;
                },
                0,
                0,
                1);
        assertThat(announced.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        source.deactivate();
        assertThat(feed.taken).isEqualTo(3 * Player.AHEAD);
        assertThat(source.health().dropped()).isPositive();
    }

    /** Refuses every seventh offer; what it takes is skipped at once. */
    private static final class ForgetfulFeed implements Feed {
        org.oriel.api.source.RecordDecoder decoder = new ReplayDecoder(() -> {});
        int offers;
        int taken;

        @Override
        public boolean offer(RawRecord raw) {
            if (++offers % 7 == 0) {
                return false;
            }
            taken++;
            decoder.skip(raw);
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void wrongSettingsFailWithTheirNameAndValue() {
        RecordingSink sink = new RecordingSink();
        assertThatThrownBy(() -> source(sink, -1, 0, 1)).hasMessageContaining("speed: -1.0, allowed");
        assertThatThrownBy(() -> source(sink, Double.NaN, 0, 1)).hasMessageContaining("speed: NaN");
        assertThatThrownBy(() -> source(sink, 1, -5, 1)).hasMessageContaining("recordsPerSecond: -5, allowed");
        assertThatThrownBy(() -> source(sink, 1, 0, 0)).hasMessageContaining("loops: 0, allowed");
        file = directory.resolve("missing.orec");
        assertThatThrownBy(() -> source(sink, 1, 0, 1)).hasMessageContaining("missing.orec");
        assertThat(sink.feeds()).isEmpty();
    }
}
