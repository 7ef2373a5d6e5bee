package org.oriel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.oriel.api.event.CaptureEvent;
import org.oriel.api.event.Mark;
import org.oriel.api.source.RawRecord;
import org.oriel.api.source.RecordKind;
import org.oriel.host.CapturePipeline.Disposition;
import org.oriel.host.StoreException;
import org.oriel.tck.RawRecords;

/** Whatever happens in whatever order: every record is stored, masked, held or counted as dropped. */
class BalanceTest {
    private static final int STEPS = 4_000;

    private final ArrayDeque<Long> detectors = new ArrayDeque<>();
    private final ArrayDeque<Long> redactors = new ArrayDeque<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @DisplayName("the books balance")
    void balance(long seed) {
        Random random = new Random(seed);
        try (Rig rig = new Rig(Rig.settings(1 << 12, 1_000_000_000L, 1_000_000))) {
            detectors.add(rig.detector(Rig.DETECTOR, Rig::emails));
            rig.begin();
            boolean open = true;
            for (int step = 0; step < STEPS; step++) {
                int what = random.nextInt(1_000);
                if (what < 4) {
                    open = session(rig, random, open);
                } else if (what < 16) {
                    environment(rig, random);
                } else if (open) {
                    record(rig, random);
                }
                if (what > 980) {
                    rig.flush();
                    rig.balanced();
                }
            }
            rig.store.work();
            rig.end();
            rig.flush();
            rig.balanced();
            assertThat(rig.status().held()).isZero();
            assertThat(rig.status().stored()).isEqualTo(rig.store.events().size());
            check(rig);
        }
    }

    private boolean session(Rig rig, Random random, boolean open) {
        if (!open) {
            rig.begin();
            return true;
        }
        rig.engine.end(random.nextInt(4) == 0 ? Disposition.DISCARD : Disposition.KEEP, "pause");
        return false;
    }

    private void environment(Rig rig, Random random) {
        if (detectors.isEmpty() || redactors.size() > 2) {
            repair(rig, random);
        }
        switch (random.nextInt(9)) {
            case 0 -> rig.store.refuse(random.nextBoolean() ? StoreException.Reason.FULL : StoreException.Reason.IO);
            case 1, 2 -> rig.store.work();
            case 3 ->
                rig.admission.replace(
                        "p" + random.nextInt(3),
                        10,
                        random.nextInt(4) > 0 ? Set.of("/bin/editor", "/bin/mail") : Set.of("/bin/mail"));
            case 4 -> replaceDetector(rig, random);
            case 5 -> redactor(rig, random);
            case 6 -> rig.engine.forget(random.nextInt(10) * 1_000_000_000L);
            case 7 ->
                rig.source.misbehave = random.nextBoolean()
                        ? raw -> {}
                        : raw -> {
                            if (raw.sequence() % 5 == 0) {
                                throw new IllegalStateException();
                            }
                        };
            default -> rig.time.jumpTo(rig.time.instant().plusSeconds(random.nextInt(100) - 50));
        }
    }

    private void repair(Rig rig, Random random) {
        rig.source.misbehave = raw -> {};
        while (!redactors.isEmpty()) {
            rig.engine.removeRedactor(redactors.remove());
        }
        if (detectors.isEmpty()) {
            replaceDetector(rig, random);
        }
    }

    private void replaceDetector(Rig rig, Random random) {
        if (detectors.isEmpty()) {
            boolean bad = random.nextInt(3) == 0;
            detectors.add(rig.detector(Rig.DETECTOR, text -> {
                if (bad && text.length() % 2 == 0) {
                    throw new IllegalStateException();
                }
                return Rig.emails(text);
            }));
        } else {
            rig.engine.removeDetector(detectors.remove());
        }
    }

    private void redactor(Rig rig, Random random) {
        if (!redactors.isEmpty() && random.nextBoolean()) {
            rig.engine.removeRedactor(redactors.remove());
            return;
        }
        int kind = random.nextInt(3);
        redactors.add(rig.redactor("test.redactor" + random.nextInt(2), (event, view) -> {
            if (kind == 0 && event.body().type().equals("pointer.button")) {
                throw new IllegalStateException();
            }
            return kind == 1 && event.body().type().equals("scroll") ? Optional.empty() : Optional.of(event);
        }));
    }

    private static void record(Rig rig, Random random) {
        int window = List.of(1, 2, 101, 200, 1000, 0, 1, 2, 1).get(random.nextInt(9));
        switch (random.nextInt(12)) {
            case 0 -> {
                rig.source.focus(window);
                rig.source.type(window, "first words, long enough to be looked at while they are typed ");
            }
            case 1, 2, 3 -> rig.source.type(window, random.nextInt(4) == 0 ? "anna@example.org " : "text ");
            case 4 -> rig.source.click(window);
            case 5, 6 -> rig.source.move(window, random.nextInt(100), random.nextInt(100));
            case 7 -> rig.source.of(RecordKind.TITLE, window);
            case 8 -> rig.source.of(RecordKind.CLOSE, window);
            case 9 ->
                rig.source.offer(RawRecords.of(RecordKind.SUPPRESSED, rig.time.nanoTime(), 0)
                        .value(3));
            case 10 ->
                rig.source.offer(RawRecords.of(RecordKind.BUTTON, rig.time.nanoTime(), window)
                        .sequence(random.nextInt(10))
                        .origin(RawRecord.ORIGIN_INJECTED));
            default -> {
                rig.advance(random.nextInt(2_000));
                rig.source.of(random.nextInt(100) == 0 ? RecordKind.HOOK_RESTARTED : RecordKind.TEXT, 0);
            }
        }
    }

    private static void check(Rig rig) {
        List<CaptureEvent> events = rig.store.events();
        assertThat(events).extracting(CaptureEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(events)
                .filteredOn(event -> !(event.body() instanceof Mark))
                .allSatisfy(event -> assertThat(event.subject().application()).isIn("/bin/editor", "/bin/mail"));
        assertThat(rig.source.decoded).allMatch(raw -> raw.window() > 0 && raw.window() < 200);
        long gaps = events.stream()
                .filter(event -> event.body() instanceof Mark mark && mark.mark() == Mark.Kind.GAP)
                .count();
        assertThat(rig.status().gaps()).isEqualTo(gaps);
    }
}
