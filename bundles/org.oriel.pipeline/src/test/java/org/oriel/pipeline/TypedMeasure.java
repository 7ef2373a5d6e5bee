package org.oriel.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.oriel.api.event.Sensitive;
import org.oriel.api.redact.Finding;
import org.oriel.api.redact.TextDetector;

/**
 * Not a test: types labelled texts with mistakes and measures what an attacker recovers from what was released, for the
 * benchmark. Every text is one typed session. A wrong key inside a value counts as lost when it is masked: at difficulty
 * 1, that alone is about 1.7 %.
 */
public final class TypedMeasure {
    /** Types that have a structure a detector can check. */
    public static final Set<String> STRUCTURED =
            Set.of("EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "IP_ADDRESS", "IP", "US_SSN", "DOMAIN");

    private static final long EVENTS = 100_000;
    private static final int SESSION_CHARACTERS = 60_000;
    private static final int SESSIONS = 8;

    /** A labelled text. */
    public record Row(String text, List<Span> spans) {}

    /** Where a value stands. */
    public record Span(int start, int end, String type) {}

    /**
     * One line of the table.
     *
     * @param detectors {@code perfect} or {@code real}
     * @param clicks {@code none}, {@code unexplained} or {@code explained}
     * @param recoverable share of the characters of values, by the best copy of each
     * @param falseRedaction share of the other keys that were masked
     * @param lateJoins matches that reached into text that was told
     */
    public record Line(
            String detectors,
            String clicks,
            int difficulty,
            long events,
            long recovered,
            double recoverable,
            double falseRedaction,
            double microsPerEvent,
            long lateJoins) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-8s clicks %-11s difficulty %d: %,8d events, %5d characters recoverable (%.5f), false redaction"
                            + " %.4f, %.2f us/event, %d late joins",
                    detectors,
                    clicks,
                    difficulty,
                    events,
                    recovered,
                    recoverable,
                    falseRedaction,
                    microsPerEvent,
                    lateJoins);
        }
    }

    private TypedMeasure() {}

    /** The table: perfect detector on all types, then {@code detectors} on the structured ones. */
    public static List<Line> run(List<Row> rows, List<? extends TextDetector> detectors, long seed) {
        List<Line> lines = new ArrayList<>();
        // Once for the compiler: its time is not the hold-back's.
        line(rows, null, Simulation.Clicks.EXPLAINED, 1, seed);
        List<@Nullable Detection> both = new ArrayList<>();
        both.add(null);
        if (!detectors.isEmpty()) {
            both.add(all(detectors));
        }
        for (Detection detection : both) {
            for (Simulation.Clicks clicks : Simulation.Clicks.values()) {
                for (int difficulty = 1; difficulty <= 2; difficulty++) {
                    lines.add(line(rows, detection, clicks, difficulty, seed));
                }
            }
        }
        return lines;
    }

    private static Line line(
            List<Row> rows, @Nullable Detection detection, Simulation.Clicks clicks, int difficulty, long seed) {
        Simulation.Result all = new Simulation.Result();
        long text = seed;
        do {
            for (Row row : rows) {
                all.add(type(row, detection, clicks, difficulty, text++));
            }
        } while (all.events < EVENTS);
        return new Line(
                detection == null ? "perfect" : "real",
                clicks.name().toLowerCase(Locale.ROOT),
                difficulty,
                all.events,
                all.recovered,
                all.recoverable(),
                all.falseRedaction(),
                all.nanos / 1e3 / all.events,
                all.lateJoins);
    }

    private static Simulation.Result type(
            Row row, @Nullable Detection detection, Simulation.Clicks clicks, int difficulty, long seed) {
        List<Integer> places = new ArrayList<>();
        List<Integer> counted = new ArrayList<>();
        int last = 0;
        List<Span> spans = new ArrayList<>(row.spans());
        spans.sort(Comparator.comparingInt(Span::start));
        for (Span span : spans) {
            // A single character is no value: the perfect detector would find it in every word.
            if (span.start() >= last && span.end() - span.start() >= 2) {
                places.addAll(List.of(span.start(), span.end()));
                last = span.end();
                if (detection == null || STRUCTURED.contains(span.type())) {
                    counted.add(span.start());
                }
            }
        }
        return new Simulation(seed * 7L + difficulty, difficulty, clicks, true, detection)
                .give(row.text(), places, counted::contains)
                .judge();
    }

    /** Bytes that one session keeps, at the end of {@value #SESSION_CHARACTERS} characters with values in them. */
    public static long bytesPerSession() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        List<HoldBack> sessions = new ArrayList<>();
        sessions.add(longSession(0));
        long before = used(memory);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(longSession(i));
        }
        long after = used(memory);
        return sessions.size() > SESSIONS ? (after - before) / SESSIONS : -1;
    }

    private static HoldBack longSession(int number) {
        Typist typist = new Typist(Oracle.patterns()) {
            @Override
            void drain() {
                holdBack.drain(event -> {});
            }
        };
        for (int i = 0; i < SESSION_CHARACTERS; i += 40) {
            typist.type(
                    i % 400 == 0
                            ? "write to u" + number + "x" + i + "@example.com "
                            : "ordinary words, typed one by one ");
        }
        return typist.holdBack;
    }

    private static long used(MemoryMXBean memory) {
        for (int i = 0; i < 4; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static Detection all(List<? extends TextDetector> detectors) {
        return text -> {
            List<Finding> found = new ArrayList<>();
            for (TextDetector detector : detectors) {
                found.addAll(detector.detect(Sensitive.of(text)));
            }
            return found;
        };
    }
}
