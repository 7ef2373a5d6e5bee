package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.PointerButton;
import org.oriel.api.event.Sensitive;

/** Detectors and redactors that are replaced while events flow. */
class SwapTest {
    private final Rig rig = Rig.recording();

    @AfterEach
    void close() {
        rig.balanced();
        rig.close();
    }

    private long clicks() {
        return rig.store.events().stream()
                .filter(event -> event.body() instanceof PointerButton)
                .count();
    }

    @Test
    @DisplayName("while a required detector is replaced everything waits, and nothing is lost or unseen")
    void detector() {
        rig.source.focus(1);
        rig.source.type(1, "anna@");
        rig.flush();
        rig.engine.removeDetector(1);
        rig.flush();
        rig.source.type(1, "example.org");
        rig.source.focus(101);
        rig.flush();
        assertThat(rig.typed()).isEmpty();
        rig.advance(4_000);
        rig.flush();
        rig.detector(Rig.DETECTOR, Rig::emails);
        rig.end();
        assertThat(rig.typed()).isEqualTo("<EMAIL_1>");
        assertThat(rig.status().gaps()).isZero();
    }

    @Test
    @DisplayName("a required detector that does not come back closes the way: dropped, recorded, told")
    void missing() {
        rig.source.focus(1);
        rig.source.type(1, "held");
        rig.flush();
        rig.engine.removeDetector(1);
        rig.flush();
        rig.source.click(1);
        rig.advance(5_000);
        rig.flush();
        assertThat(rig.status().problem()).isEqualTo("required detector missing: test.detector");
        assertThat(rig.gap("detector-missing")).containsEntry("events", 8L).containsEntry("records", 1L);
        assertThat(clicks()).isZero();
        assertThat(rig.source.decoded).noneMatch(raw -> raw.kind() == org.oriel.api.source.RecordKind.BUTTON);

        rig.detector(Rig.DETECTOR, Rig::emails);
        rig.flush();
        rig.source.type(1, "half a text");
        rig.source.focus(1);
        rig.source.type(1, "again");
        rig.end();
        assertThat(rig.typed()).isEqualTo("again");
    }

    @Test
    @DisplayName("a session that ends while a required detector is away does not wait for it and stores nothing unseen")
    void endWhileAway() {
        rig.source.focus(1);
        rig.source.type(1, "held");
        rig.flush();
        rig.engine.removeDetector(1);
        rig.source.click(1);
        rig.end();
        assertThat(rig.typed()).isEmpty();
        assertThat(clicks()).isZero();
        assertThat(rig.types()).contains("GAP").endsWith("SESSION_END");
    }

    @Test
    @DisplayName("without a required detector nothing is recorded from the start")
    void never() {
        try (Rig bare = new Rig()) {
            bare.begin();
            bare.source.focus(1);
            bare.source.type(1, "x");
            bare.flush();
            bare.advance(5_000);
            bare.flush();
            bare.source.click(1);
            bare.end();
            assertThat(bare.source.decoded).isEmpty();
            assertThat(bare.typed()).isEmpty();
            assertThat(bare.dropped("detector-missing")).isEqualTo(4);
            bare.balanced();
        }
    }

    @Test
    @DisplayName("a redactor bundle satisfies a requirement as well")
    void requiredRedactor() {
        try (Rig bare = new Rig()) {
            bare.redactor(Rig.DETECTOR, (event, view) -> Optional.of(event));
            bare.begin();
            bare.source.focus(1);
            bare.source.type(1, "x");
            bare.end();
            assertThat(bare.typed()).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("no event passes between an old redactor and its successor")
    void redactor() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread hook = new Thread(() -> {
            while (!stop.get()) {
                rig.source.click(1);
                LockSupport.parkNanos(20_000);
            }
        });
        long id = rig.redactor("test.redactor", (event, view) -> Optional.of(seen(event)));
        hook.setDaemon(true);
        hook.start();
        for (int i = 0; i < 20; i++) {
            rig.engine.removeRedactor(id);
            rig.flush();
            id = rig.redactor("test.redactor", (event, view) -> Optional.of(seen(event)));
            long before = clicks();
            Rig.await("events pass", () -> {
                rig.flush();
                return clicks() > before;
            });
        }
        stop.set(true);
        hook.join();
        rig.end();
        assertThat(rig.store.events())
                .filteredOn(event -> event.body() instanceof PointerButton)
                .allMatch(event -> event.subject().origin().equals("seen"));
        assertThat(rig.dropped("redactor-failed")).isZero();
    }

    private static CaptureEvent seen(CaptureEvent event) {
        return event.withSubject(new org.oriel.api.event.Subject(
                event.subject().window(), event.subject().application(), "seen"));
    }

    @Test
    @DisplayName("a redactor that was taken away for good is waited for, then the rest goes on")
    void redactorGone() {
        long id = rig.redactor("test.redactor", (event, view) -> Optional.of(event));
        rig.engine.removeRedactor(id);
        rig.source.click(1);
        rig.flush();
        assertThat(clicks()).isZero();
        rig.advance(5_000);
        rig.flush();
        assertThat(clicks()).isEqualTo(1);
        assertThat(rig.logger.lines("WARN")).anyMatch(line -> line.contains("test.redactor is gone"));
    }

    @Test
    @DisplayName("when removing a redactor returns, it is not called any more")
    void notAfterRemoval() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean out = new AtomicBoolean();
        long id = rig.redactor("test.redactor", (event, view) -> {
            in.countDown();
            Rig.hang(go);
            out.set(true);
            return Optional.of(event);
        });
        rig.source.click(1);
        Rig.await("in the redactor", in);
        AtomicBoolean removed = new AtomicBoolean();
        Thread remover = new Thread(() -> {
            rig.engine.removeRedactor(id);
            removed.set(out.get());
        });
        remover.start();
        go.countDown();
        remover.join();
        assertThat(removed).isTrue();
    }

    @Test
    @DisplayName("redactors run in the order of their rank")
    void order() {
        rig.redactor("b.second", (event, view) -> Optional.of(origin(event, "2")));
        rig.engine.addRedactor(new Plugins.Entry<>(
                new org.oriel.api.redact.Redactor() {
                    @Override
                    public java.util.Set<String> classes() {
                        return java.util.Set.of();
                    }

                    @Override
                    public Optional<CaptureEvent> redact(CaptureEvent event, org.oriel.api.redact.RedactionView view) {
                        return Optional.of(origin(event, "1"));
                    }
                },
                "a.first",
                "1.0",
                10,
                99));
        rig.source.click(1);
        rig.flush();
        assertThat(rig.store.events().get(1).subject().origin()).isEqualTo("12");
    }

    private static CaptureEvent origin(CaptureEvent event, String more) {
        return event.withSubject(new org.oriel.api.event.Subject(
                event.subject().window(),
                event.subject().application(),
                event.subject().origin() + more));
    }

    @Test
    @DisplayName("a text that is judged while a required detector is missing gets no verdict, and is masked whole")
    void noVerdict() {
        Plugins<org.oriel.api.redact.TextDetector> none = new Plugins<>();
        Settings settings = Rig.settings(1 << 10, 0, 1_000);
        Suspensions suspensions = new Suspensions(rig.logger.logger());
        Detectors detectors = new Detectors(
                settings,
                Clocks.system(),
                none,
                new Readiness(settings.requiredDetectors(), none, new Plugins<>(), rig.logger.logger()),
                suspensions,
                new Watchdog(1_000_000_000));
        detectors.start();
        assertThatThrownBy(() -> detectors.detect("text")).isInstanceOf(DetectionFailed.class);
        detectors.stop();
    }

    @Test
    @DisplayName("a detector is asked to load what it needs before the first text waits for it")
    void warmUp() {
        CountDownLatch warm = new CountDownLatch(1);
        rig.detector("test.other", text -> {
            assertThat(Sensitive.of(text).isEmpty()).isFalse();
            warm.countDown();
            return java.util.List.of();
        });
        Rig.await("warm", warm);
    }
}
