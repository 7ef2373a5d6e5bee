package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.EventBody;
import org.oriel.api.export.Batch;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.osgi.service.log.Logger;

class FakesTest {
    @Test
    void theClockMovesOnlyWhenTold() {
        FakeClock clock = new FakeClock();
        AtomicInteger changes = new AtomicInteger();
        clock.onChange(changes::incrementAndGet);
        long start = clock.nanoTime();
        clock.advance(Duration.ofSeconds(90));
        assertThat(clock.instant()).isEqualTo("2026-03-02T09:01:30Z");
        assertThat(clock.nanoTime() - start).isEqualTo(90_000_000_000L);
        clock.jumpTo(FakeClock.START.minusSeconds(3600));
        assertThat(clock.millis()).isEqualTo(FakeClock.START.toEpochMilli() - 3_600_000);
        assertThat(clock.nanoTime() - start).isEqualTo(90_000_000_000L);
        assertThat(changes).hasValue(2);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).hasMessageContaining("not negative");
    }

    @Test
    void theEventsCoverEveryKindAndAreTheSameEachTime() {
        Set<Class<?>> kinds = new HashSet<>();
        new Events().everyKind().forEach(event -> kinds.add(event.body().getClass()));
        assertThat(kinds).containsExactlyInAnyOrder(EventBody.class.getPermittedSubclasses());
        assertThat(new Events().everyKind("x")).isEqualTo(new Events().everyKind("x"));
        assertThat(new Events().everyKind()).extracting(event -> event.id()).doesNotHaveDuplicates();
        assertThat(new Events().everyKind().get(0).id())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void aRecordIsOneLineOfJsonWhateverIsInIt() {
        Batch batch = Records.batch(40, new Events().everyKind(Events.HOSTILE_TEXT));
        assertThat(batch.first()).isEqualTo(40);
        assertThat(batch.last()).isEqualTo(39 + batch.records().size());
        assertThat(batch.records()).allSatisfy(record -> {
            assertThat(record.json())
                    .startsWith("{\"id\":\"" + record.id() + "\"")
                    .endsWith("}");
            assertThat(record.json().chars()).allMatch(c -> c >= ' ' && c != 0x2028);
            assertThat(record.toString()).doesNotContain("quoted");
        });
        assertThat(batch.records().get(5).json())
                .contains("\"type\":\"window\"", "\\\"quoted\\\\\\\"", "\\u0000", "漢字", "\\ud83d!");
    }

    @Test
    void theLoggerKeepsWhatTheLogServiceWouldPrint() {
        CapturingLogger capturing = new CapturingLogger();
        Logger log = capturing.logger();
        log.warn("exporter {} refused {} events", "a", 3, new IllegalStateException("why"));
        log.info("plain {}");
        log.error("{} {} {} {}", 1, 2, 3, 4);
        log.debug(inner -> inner.debug("lazily"));
        assertThat(log.isTraceEnabled()).isTrue();
        assertThat(capturing.lines("warn"))
                .singleElement()
                .asString()
                .startsWith("WARN exporter a refused 3 events java.lang.IllegalStateException: why")
                .contains("at org.oriel.tck.FakesTest");
        assertThat(capturing.lines()).contains("INFO plain {}", "ERROR 1 2 3 4", "DEBUG lazily");
    }

    @Test
    void aFeedKeepsCopiesAndCountsWhatItRefused() {
        RecordingSink sink = new RecordingSink(2);
        RecordingFeed feed = (RecordingFeed) sink.open(new GoodSource.Decoder());
        RawRecord reused = new RawRecord();
        for (int i = 1; i <= 3; i++) {
            assertThat(feed.offer(reused.begin(RecordKind.KEY, i))).isEqualTo(i <= 2);
        }
        feed.close();
        feed.offer(reused);
        assertThat(feed.records()).extracting(RawRecord::monotonicNanos).containsExactly(1L, 2L);
        assertThat(List.of(feed.refused(), feed.offeredAfterClose(), (long) feed.closes()))
                .containsExactly(1L, 1L, 1L);
        assertThatThrownBy(() -> sink.forbid().open(feed.decoder())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTextGoesIntoAsManyRecordsAsItTakes() {
        List<RawRecord> records = RawRecords.text(1, 9, "é".repeat(40));
        assertThat(records).hasSize(3);
        assertThat(records.get(2).textLast()).isTrue();
        assertThat(records.get(2).textBytes()).hasSize(16);
        assertThat(RawRecords.text(1, 9, "")).hasSize(1);
    }
}
