package org.oriel.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The configuration, checked. */
record Settings(
        int ringRecords,
        long lingerNanos,
        long storeIntervalNanos,
        Limits limits,
        Set<String> requiredDetectors,
        long callBudgetNanos,
        long hangNanos,
        long floodRecordsPerSecond,
        Timing timing,
        Naming placeholders,
        long contextNanos,
        Path directory) {
    private static final long MILLI = 1_000_000;
    private static final int RING_MAX = 1 << 20;
    private static final int CELLS_MAX = 65_536;
    private static final int EVENTS_MAX = 32_768;

    Settings {
        requiredDetectors = Set.copyOf(requiredDetectors);
    }

    /** Checks everything; the message of a refusal names the setting, its value and what is allowed. */
    static Settings of(OrielPipeline.Config config) {
        int ring = config.ringRecords();
        if (Integer.bitCount(ring) != 1 || ring < 1024 || ring > RING_MAX) {
            throw refused("ringRecords", ring, "a power of two from 1024 to " + RING_MAX);
        }
        long hang = range("hangMillis", config.hangMillis(), 100, 60_000) * MILLI;
        long budget = range("callBudgetMillis", config.callBudgetMillis(), 1, config.hangMillis()) * MILLI;
        Limits limits = new Limits(
                (int) range("releaseCharacters", config.releaseCharacters(), 128, 4096),
                CELLS_MAX,
                EVENTS_MAX,
                range("openCandidateSeconds", config.openCandidateSeconds(), 10, 3600) * 1000 * MILLI);
        return new Settings(
                ring,
                range("lingerMillis", config.lingerMillis(), 0, 1000) * MILLI,
                range("storeIntervalMillis", config.storeIntervalMillis(), 0, 60_000) * MILLI,
                limits,
                required(config.requiredDetectors()),
                budget,
                hang,
                range("floodRecordsPerSecond", config.floodRecordsPerSecond(), 100, 1_000_000),
                Timing.of(config.timing()).orElseThrow(() -> refused("timing", config.timing(), "fine, coarse, none")),
                Naming.of(config.placeholders())
                        .orElseThrow(
                                () -> refused("placeholders", config.placeholders(), "numbered, keyed, surrogate")),
                range("contextMillis", config.contextMillis(), 250, 2_000) * MILLI,
                directory(config.directory()));
    }

    private static long range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw refused(name, value, least + " to " + most);
        }
        return value;
    }

    private static Set<String> required(String[] names) {
        Set<String> required = new TreeSet<>(List.of(names));
        if (required.isEmpty()
                || required.stream().anyMatch(name -> !name.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"))) {
            throw refused("requiredDetectors", required, "at least one bundle symbolic name");
        }
        return required;
    }

    private static Path directory(String value) {
        if (value.isBlank() || value.contains("${")) {
            throw refused("directory", value, "path of a directory for the device id");
        }
        return Path.of(value);
    }

    private static IllegalArgumentException refused(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + ": " + value + ", allowed: " + allowed);
    }
}
