package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Key;
import org.oriel.api.event.Mark;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.RedactionView;
import org.oriel.api.redact.Redactor;
import org.oriel.api.redact.TextDetector;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.Grant;
import org.oriel.host.PipelineStatus;
import org.oriel.tck.CapturingLogger;
import org.oriel.tck.FakeClock;

/** An engine with fakes around it. Its clock stands still; {@code flush} is how a test waits for it. */
final class Rig implements AutoCloseable {
    static final String DETECTOR = "test.detector";
    static final Grant GRANT = new Grant("grant-1", "hash", "ai-training", "us-base", Instant.EPOCH, "terminal");
    private static final Pattern EMAIL = Pattern.compile("[a-z]+@[a-z]+\\.(org|com)");
    private static final long LIMIT_NANOS = 20_000_000_000L;

    /** A detector as a function. */
    record Detector(Function<String, List<Finding>> function) implements TextDetector {
        @Override
        public Set<String> classes() {
            return Set.of("EMAIL");
        }

        @Override
        public List<Finding> detect(Sensitive text) {
            return function.apply(text.reveal());
        }
    }

    final FakeClock time = new FakeClock();
    final FakeStore store = new FakeStore();
    final FakeAdmission admission = new FakeAdmission();
    final CapturingLogger logger = new CapturingLogger();
    final Engine engine;
    final FakeSource source = new FakeSource(this);
    private final AtomicLong ids = new AtomicLong();

    Rig() {
        this(settings(1 << 12, 1_000_000_000L, 20_000));
    }

    Rig(Settings settings) {
        Clocks clocks = new Clocks(time, time::nanoTime, time::nanoTime);
        engine = new Engine(new Surroundings(
                settings,
                clocks,
                store,
                admission,
                UUID.randomUUID(),
                Placeholders::new,
                "org.oriel.pipeline/0",
                logger.logger()));
        engine.start();
    }

    static Settings settings(int ring, long storeIntervalNanos, long flood) {
        return new Settings(
                ring,
                0,
                storeIntervalNanos,
                Limits.DEFAULT,
                Set.of(DETECTOR),
                50_000_000,
                2_000_000_000L,
                flood,
                Timing.FINE,
                Naming.NUMBERED,
                500_000_000L,
                Path.of("unused"));
    }

    /** With a detector, a session and a source. */
    static Rig recording() {
        Rig rig = new Rig();
        rig.detector(DETECTOR, Rig::emails);
        rig.begin();
        return rig;
    }

    Rig begin() {
        engine.begin(GRANT);
        open(source);
        return this;
    }

    void open(FakeSource of) {
        of.feed = engine.open("test.source", "1.0", FakeSource.KINDS, of);
    }

    long detector(String bundle, Function<String, List<Finding>> detect) {
        long id = ids.incrementAndGet();
        engine.addDetector(new Plugins.Entry<>(new Detector(detect), bundle, "1.0", 0, id));
        return id;
    }

    long redactor(String bundle, BiFunction<CaptureEvent, RedactionView, Optional<CaptureEvent>> redact) {
        long id = ids.incrementAndGet();
        engine.addRedactor(new Plugins.Entry<>(
                new Redactor() {
                    @Override
                    public Set<String> classes() {
                        return Set.of();
                    }

                    @Override
                    public Optional<CaptureEvent> redact(CaptureEvent event, RedactionView view) {
                        return redact.apply(event, view);
                    }
                },
                bundle,
                "1.0",
                0,
                id));
        return id;
    }

    static List<Finding> emails(String text) {
        List<Finding> found = new ArrayList<>();
        Matcher matcher = EMAIL.matcher(text);
        while (matcher.find()) {
            found.add(new Finding(matcher.start(), matcher.end(), "EMAIL", "test-email"));
        }
        return found;
    }

    void flush() {
        engine.flush();
    }

    void end() {
        engine.end(Disposition.KEEP, "test");
    }

    void advance(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    /** Lets the watchdog look, after {@code millis}. */
    void look(long millis) {
        advance(millis);
        engine.look(time.nanoTime());
    }

    PipelineStatus status() {
        return engine.status();
    }

    long dropped(String reason) {
        return status().dropped().getOrDefault(reason, 0L);
    }

    /** What was typed, as far as it was stored. */
    String typed() {
        StringBuilder text = new StringBuilder();
        for (CaptureEvent event : store.events()) {
            if (event.body() instanceof Key key && key.phase() != Key.Phase.UP) {
                text.append(
                        key.phase() == Key.Phase.SUPPRESSED ? "#" : key.key().reveal());
            }
        }
        return text.toString();
    }

    List<String> types() {
        return store.events().stream()
                .map(event -> event.body() instanceof Mark mark
                        ? mark.mark().name()
                        : event.body().type())
                .toList();
    }

    /** Counts of the gap marks with that reason, summed. */
    Map<String, Long> gap(String reason) {
        Map<String, Long> counts = new java.util.TreeMap<>();
        for (CaptureEvent event : store.events()) {
            if (event.body() instanceof Mark mark
                    && mark.mark() == Mark.Kind.GAP
                    && mark.reason().equals(reason)) {
                mark.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
            }
        }
        return counts;
    }

    boolean hasGap(String reason) {
        return store.events().stream()
                .anyMatch(event -> event.body() instanceof Mark mark
                        && mark.mark() == Mark.Kind.GAP
                        && mark.reason().equals(reason));
    }

    /** The invariant: everything that came in is somewhere. */
    void balanced() {
        PipelineStatus status = status();
        long dropped =
                status.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(status.stored() + status.held() + status.masked() + dropped)
                .as("stored + held + masked + dropped of %s", status)
                .isEqualTo(status.received());
        assertThat(status.dropped()).doesNotContainKey("internal-error");
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time: " + what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    static void await(String what, CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT_NANOS, TimeUnit.NANOSECONDS))
                    .as("not in time: " + what)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits and ignores interruption, as a plugin does that hangs for good. */
    static void hang(CountDownLatch until) {
        boolean done = false;
        while (!done) {
            try {
                until.await();
                done = true;
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    @Override
    public void close() {
        engine.end(Disposition.DISCARD, "test");
        engine.stop();
        assertThat(logger.lines("ERROR")).isEmpty();
    }
}
