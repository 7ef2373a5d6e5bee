package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.export.Batch;
import org.oriel.api.export.ExportRecord;
import org.oriel.api.export.Exporter;
import org.oriel.api.export.PermanentException;
import org.oriel.api.export.RetryableException;

/**
 * What every {@link Exporter} must do; {@code docs/plugins/exporter.md} gives the reasons. A test of an exporter extends
 * this class, says how to start one and how to read its target, and may say how to break the target.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ExporterContract {
    /** How a target can fail. */
    public enum Failure {
        /** In a way that passes: no room, no network. */
        PASSING,
        /** In a way that would repeat: the target refuses this batch for good. */
        LASTING
    }

    /** For subclasses. */
    protected ExporterContract() {}

    /** Makes an exporter as its activation would. Each call gives another instance for the same target. */
    protected abstract Exporter start() throws Exception;

    /** Ends an instance as its deactivation would. Closes it by default, if it can be closed. */
    protected void stop(Exporter exporter) throws Exception {
        if (exporter instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /**
     * What the target holds now, one text an event, in the target's order, read from the target itself and not from the
     * exporter: the line, the document, or at least the event's id.
     */
    protected abstract List<String> stored() throws Exception;

    /** Whether a batch that is delivered twice is stored once. */
    protected boolean idempotent() {
        return false;
    }

    /** Whether {@link #stored} gives the canonical JSON, unchanged. */
    protected boolean storesJson() {
        return false;
    }

    /** Breaks the target until {@link #heal}; {@code false} when this test cannot do that. */
    protected boolean breakTarget(Failure failure) throws Exception {
        return false;
    }

    /** Repairs the target. */
    protected void heal() throws Exception {}

    /** What the exporter logged so far. */
    protected List<String> logged() {
        return List.of();
    }

    private final Events events = new Events();

    @Test
    @DisplayName("MUST have the batch in its target when deliver returns, in order")
    final void storesInOrder() throws Exception {
        List<ExportRecord> records = Records.of(1, events.everyKind());
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 5));
        assertHolds(records.subList(0, 5));
        exporter.deliver(Records.batch(records, 6, 6));
        exporter.deliver(Records.batch(records, 7, records.size()));
        assertHolds(records);
        stop(exporter);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST keep every kind of event and any text: quotes, line ends, other scripts, control characters")
    final void keepsAnyText() throws Exception {
        List<CaptureEvent> hostile = new ArrayList<>(events.everyKind(Events.HOSTILE_TEXT));
        hostile.add(events.titled(""));
        hostile.addAll(events.typed(Events.HOSTILE_TEXT));
        List<ExportRecord> records = Records.of(1, hostile);
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, records.size()));
        stop(exporter);
        assertHolds(records);
        if (storesJson()) {
            assertThat(stored())
                    .isEqualTo(records.stream().map(ExportRecord::json).toList());
        }
    }

    @Test
    @DisplayName("MUST take a batch of 2,048 events and a megabyte of text in one event")
    final void takesBigBatches() throws Exception {
        List<CaptureEvent> many = new ArrayList<>(events.some(2047));
        many.add(events.titled("x".repeat(1 << 20)));
        List<ExportRecord> records = Records.of(1, many);
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 2048));
        stop(exporter);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST take the same batch again, so that duplicates are visible by id, and none of it is lost")
    final void takesTheSameBatchAgain() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(20));
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 10));
        exporter.deliver(Records.batch(records, 1, 10));
        exporter.deliver(Records.batch(records, 11, 20));
        stop(exporter);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST take a batch again that another instance delivered, also when it has grown since")
    final void takesOverFromAnother() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(30));
        Exporter first = start();
        first.deliver(Records.batch(records, 1, 10));
        stop(first);
        Exporter second = start();
        second.deliver(Records.batch(records, 6, 20));
        second.deliver(Records.batch(records, 21, 30));
        stop(second);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST open nothing before its first delivery: during a swap two instances exist")
    final void existsBesideAnother() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(40));
        Exporter old = start();
        old.deliver(Records.batch(records, 1, 10));
        Exporter replacement = start();
        old.deliver(Records.batch(records, 11, 20));
        replacement.deliver(Records.batch(records, 21, 30));
        stop(old);
        replacement.deliver(Records.batch(records, 31, 40));
        stop(replacement);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST take positions with holes: events that were forgotten, or damaged")
    final void takesHoles() throws Exception {
        List<ExportRecord> records = new ArrayList<>(Records.of(1, events.some(5)));
        records.addAll(Records.of(100, events.some(5)));
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 3));
        exporter.deliver(Records.batch(records, 4, 104));
        stop(exporter);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST deliver after an interrupted delivery")
    final void survivesInterrupt() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(20));
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 10));
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> exporter.deliver(Records.batch(records, 11, 20)));
        Thread.interrupted();
        if (thrown != null) {
            exporter.deliver(Records.batch(records, 11, 20));
        }
        stop(exporter);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST throw RetryableException while the target fails in a way that passes, and lose nothing")
    final void saysWhatPasses() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(20));
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 10));
        assumeTrue(breakTarget(Failure.PASSING), "this test cannot break its target in a way that passes");
        Batch next = Records.batch(records, 11, 20);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(catchThrowable(() -> exporter.deliver(next))).isInstanceOf(RetryableException.class);
        }
        heal();
        exporter.deliver(next);
        stop(exporter);
        assertHolds(records);
    }

    @Test
    @DisplayName("MUST throw PermanentException when the target refuses the batch for good, and take the next one")
    final void saysWhatLasts() throws Exception {
        List<ExportRecord> records = Records.of(1, events.some(20));
        assumeTrue(breakTarget(Failure.LASTING), "this test cannot make its target refuse a batch for good");
        Exporter exporter = start();
        assertThat(catchThrowable(() -> exporter.deliver(Records.batch(records, 1, 10))))
                .isInstanceOf(PermanentException.class);
        heal();
        exporter.deliver(Records.batch(records, 11, 20));
        stop(exporter);
        assertHolds(records.subList(10, 20));
    }

    @Test
    @DisplayName("MUST NOT put content into its log or its exceptions")
    final void tellsNoContent() throws Exception {
        Canaries canaries = Canaries.unique();
        List<CaptureEvent> content = new ArrayList<>();
        canaries.all().forEach(canary -> content.addAll(events.everyKind(canary.text())));
        List<ExportRecord> records = Records.of(1, content);
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, records.size() / 2));
        StringBuilder told = new StringBuilder();
        for (Failure failure : Failure.values()) {
            if (breakTarget(failure)) {
                Batch rest = Records.batch(records, records.size() / 2 + 1, records.size());
                for (Throwable t = catchThrowable(() -> exporter.deliver(rest)); t != null; t = t.getCause()) {
                    told.append(t).append('\n');
                }
                heal();
            }
        }
        told.append(exporter).append('\n').append(String.join("\n", logged()));
        stop(exporter);
        assertThat(CanarySearch.of(canaries).inText("log and exceptions", told.toString()))
                .isEmpty();
    }

    @Test
    @DisplayName("MUST leave nothing running and write nothing after it was stopped")
    final void endsWhenStopped() throws Exception {
        Threads before = Threads.now();
        List<ExportRecord> records = Records.of(1, events.some(20));
        Exporter exporter = start();
        exporter.deliver(Records.batch(records, 1, 10));
        stop(exporter);
        List<String> then = stored();
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
        assertThat(stored()).isEqualTo(then);
        assertHolds(records.subList(0, 10));
    }

    @Test
    @DisplayName("MUST be able to stop without having delivered")
    final void stopsUnused() throws Exception {
        Threads before = Threads.now();
        stop(start());
        assertThat(stored()).isEmpty();
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
    }

    /** That the target holds exactly {@code records}: first occurrences in order, twice only where it may. */
    private void assertHolds(List<ExportRecord> records) throws Exception {
        List<String> wanted = records.stream().map(ExportRecord::id).toList();
        List<String> found = new ArrayList<>();
        for (String text : stored()) {
            found.add(wanted.stream()
                    .filter(text::contains)
                    .findFirst()
                    .orElse("an event that was not delivered, or without its id"));
        }
        if (idempotent()) {
            assertThat(found).as("ids in the target, each once").isEqualTo(wanted);
        } else {
            assertThat(found.stream().distinct().toList())
                    .as("ids in the target, in order")
                    .isEqualTo(wanted);
        }
    }
}
