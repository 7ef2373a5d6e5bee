package org.oriel.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.oriel.api.event.EventBody;
import org.oriel.api.event.Key;
import org.oriel.api.source.CaptureSource;
import org.oriel.api.source.EventSink;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordDecoder;
import org.oriel.api.source.RecordKind;
import org.oriel.api.source.SourceHealth;
import org.oriel.api.source.Target;

/**
 * What every {@link CaptureSource} and its {@link RecordDecoder} must do; {@code docs/plugins/source.md} gives the
 * reasons. A test extends this class, says how to start the source and how to make it see input.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class SourceContract {
    private static final int SECONDS = 20;

    /** For subclasses. */
    protected SourceContract() {}

    /** Makes a source as its activation would. */
    protected abstract CaptureSource start(EventSink sink) throws Exception;

    /** Ends it as its deactivation would. */
    protected abstract void stop(CaptureSource source) throws Exception;

    /**
     * Makes the source that was started last see the same session each time: at least one window, keys typed into a window
     * that {@link #allowed} admits, and {@link #refusedText} typed into one that it refuses. May return before the source
     * has offered it. A source that plays a session by itself does nothing here.
     */
    protected abstract void act() throws Exception;

    /** How many records {@link #act} makes it offer, at least. */
    protected abstract int records();

    /** Which windows of that session the policy allows. */
    protected abstract Predicate<Target> allowed();

    /** The text typed into the window that is refused: 6 characters or more, none of it typed elsewhere. */
    protected abstract String refusedText();

    @Test
    @DisplayName("MUST open one feed when it starts and close it when it stops")
    final void opensAndClosesItsFeed() throws Exception {
        RecordingSink sink = new RecordingSink();
        CaptureSource source = start(sink);
        assertThat(sink.feed().closes()).isZero();
        stop(source);
        assertThat(sink.feed().closes()).as("times closed").isEqualTo(1);
    }

    @Test
    @DisplayName("MUST be gone when its deactivation returns: no thread, no record")
    final void isGoneWhenStopped() throws Exception {
        Threads before = Threads.now();
        RecordingSink sink = new RecordingSink();
        CaptureSource source = start(sink);
        act();
        sink.feed().awaitOffers(1, SECONDS);
        stop(source);
        int taken = sink.feed().records().size();
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
        assertThat(sink.feed().records()).hasSize(taken);
        assertThat(sink.feed().offeredAfterClose()).as("offered after close").isZero();
    }

    @Test
    @DisplayName("MUST start and stop again and again, leaving nothing behind")
    final void startsAgain() throws Exception {
        Threads before = Threads.now();
        for (int round = 0; round < 10; round++) {
            RecordingSink sink = new RecordingSink();
            stop(start(sink));
            assertThat(sink.feed().closes()).isEqualTo(1);
        }
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
    }

    @Test
    @DisplayName("MUST leave nothing behind when capture is not allowed")
    final void leavesNothingWhenForbidden() throws Exception {
        Threads before = Threads.now();
        assertThat(catchThrowable(() -> start(new RecordingSink().forbid()))).isInstanceOf(Exception.class);
        assertThat(before.leftAfter(Duration.ofSeconds(2))).as("threads left").isEmpty();
    }

    @Test
    @DisplayName("MUST survive a full ring and count what it refused")
    final void survivesFullRing() throws Exception {
        RecordingSink sink = new RecordingSink(0);
        CaptureSource source = start(sink);
        act();
        sink.feed().awaitOffers(1, SECONDS);
        stop(source);
        assertThat(source.health().dropped()).isGreaterThanOrEqualTo(1);
        assertThat(sink.feed().offeredAfterClose()).isZero();
    }

    @Test
    @DisplayName("MUST tell its health at any time, in one line without content")
    final void tellsHealth() throws Exception {
        RecordingSink sink = new RecordingSink();
        CaptureSource source = start(sink);
        assertThat(source.health().state()).isNotEqualTo(SourceHealth.State.FAILED);
        act();
        sink.feed().awaitOffers(records(), SECONDS);
        SourceHealth health = source.health();
        stop(source);
        assertThat(health.records()).isPositive();
        assertThat(health.detail()).doesNotContain("\n").doesNotContain(refusedText());
        assertThat(source.health()).as("health after the end").isNotNull();
    }

    @Test
    @DisplayName("MUST NOT tell what was typed into a refused window, not in pieces and not later")
    final void tellsNothingOfRefusedWindows() throws Exception {
        RecordingSink sink = new RecordingSink();
        List<EventBody> bodies = bodiesOfSession(sink, allowed());
        assertThat(bodies).as("bodies of the allowed window").isNotEmpty();
        assertThat(typed(bodies)).as("keys typed into the allowed window").isNotEmpty();
        StringBuilder content = new StringBuilder(typed(bodies)).append('\n');
        bodies.forEach(body -> body.mapSensitive(text -> {
            content.append(text.reveal()).append('\n');
            return text;
        }));
        assertThat(CanarySearch.of(List.of(refusedText())).inText("bodies", content.toString()))
                .isEmpty();
    }

    @Test
    @DisplayName("MUST NOT tell anything when every window is refused")
    final void tellsNothingWhenAllIsRefused() throws Exception {
        assertThat(bodiesOfSession(new RecordingSink(), target -> false)).isEmpty();
    }

    @Test
    @DisplayName("MUST NOT call a record of a window a control record: control records are never refused")
    final void controlRecordsHoldNoInput() throws Exception {
        RecordingSink sink = new RecordingSink();
        bodiesOfSession(sink, allowed());
        List<RawRecord> session = sink.feed().records();
        withDecoder(decoder -> session.forEach(raw -> assertScope(decoder, raw)));
    }

    @Test
    @DisplayName("MUST take any record: unknown kinds and damaged ones may be refused, never break the decoder")
    final void decoderSurvivesAnyRecord() throws Exception {
        withDecoder(decoder -> {
            Random random = new Random(4711);
            for (int i = 0; i < 20_000; i++) {
                RawRecord record = new RawRecord().begin(random.nextInt(20), i).code(random.nextInt());
                record.value(random.nextLong()).at(random.nextInt(), random.nextInt());
                record.flags(random.nextInt()).window(random.nextInt(4), random.nextInt(3));
                record.keymap(random.nextInt(3)).origin(random.nextInt(4));
                Throwable thrown = catchThrowable(() -> RecordingFeed.decode(decoder, List.of(record), target -> true));
                assertThat(thrown == null || thrown instanceof RuntimeException)
                        .as("the decoder throws at most an exception, not %s", thrown)
                        .isTrue();
            }
        });
    }

    private static void assertScope(RecordDecoder decoder, RawRecord raw) {
        Target target = decoder.target(RawRecords.copy(raw));
        assertThat(decoder.target(RawRecords.copy(raw)))
                .as("the same record asked about again")
                .isEqualTo(target);
        boolean input = raw.kind() == RecordKind.KEY
                || raw.kind() == RecordKind.BUTTON
                || raw.kind() == RecordKind.SCROLL
                || raw.kind() == RecordKind.POINTER;
        if (input) {
            assertThat(target.scope()).as("scope of %s", raw).isNotEqualTo(Target.Scope.CONTROL);
        }
        if (target.scope() == Target.Scope.CONTROL) {
            decoder.track(RawRecords.copy(raw));
        } else {
            decoder.skip(RawRecords.copy(raw));
        }
    }

    private List<EventBody> bodiesOfSession(RecordingSink sink, Predicate<Target> admitted) throws Exception {
        CaptureSource source = start(sink);
        try {
            act();
            sink.feed().awaitOffers(records(), SECONDS);
            return new ArrayList<>(sink.feed().decode(admitted));
        } finally {
            stop(source);
        }
    }

    /** Asks the decoder of a source that has just started; a decoder may be asked until its feed is closed. */
    private void withDecoder(Consumer<RecordDecoder> test) throws Exception {
        RecordingSink sink = new RecordingSink();
        CaptureSource source = start(sink);
        try {
            test.accept(sink.feed().decoder());
        } finally {
            stop(source);
        }
    }

    private static String typed(List<EventBody> bodies) {
        StringBuilder text = new StringBuilder();
        for (EventBody body : bodies) {
            if (body instanceof Key key && key.phase() == Key.Phase.DOWN) {
                text.append(key.key().reveal());
            }
        }
        return text.toString();
    }
}
