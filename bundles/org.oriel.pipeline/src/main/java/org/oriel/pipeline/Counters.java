package org.oriel.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.oriel.host.PipelineStatus;

/**
 * What went where since the instance started. Every record, and every event made here, counts once in {@code received}
 * and once in {@code stored}, {@code masked}, {@code dropped} or what is held. Pipeline thread only.
 */
final class Counters {
    long received;
    long admitted;
    long stored;
    long gaps;
    long lastStoredMillis;
    /** Events that went into a coarser one in this class's callers; the hold-back counts its own. */
    long merged;

    private final Map<String, Long> dropped = new HashMap<>();
    private final Map<String, Long> redacted = new HashMap<>();
    // Copies for the status, made anew only when something changed: the status is told in every turn.
    private @Nullable Map<String, Long> droppedTold;
    private @Nullable Map<String, Long> redactedTold;
    private long maskedInFormer;
    private long madeInFormer;

    void drop(String reason, long count) {
        if (count > 0) {
            dropped.merge(reason, count, Long::sum);
            droppedTold = null;
        }
    }

    long dropped(String reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    void redact(String type) {
        redacted.merge(type, 1L, Long::sum);
        redactedTold = null;
    }

    /** The session is over: its hold-back will not be asked again. */
    void closeBooksOf(Session session) {
        maskedInFormer += session.masked();
        madeInFormer += session.made();
    }

    long masked(@Nullable Session session) {
        return merged + maskedInFormer + (session == null ? 0 : session.masked());
    }

    /** Placeholders that the hold-back made count as received: they were not there before. */
    long received(@Nullable Session session) {
        return received + madeInFormer + (session == null ? 0 : session.made());
    }

    /** What is not accounted for; anything but 0 is a mistake in this bundle. */
    long missing(@Nullable Session session, long held) {
        long sum = dropped.values().stream().mapToLong(Long::longValue).sum();
        return received(session) - stored - masked(session) - held - sum;
    }

    PipelineStatus status(@Nullable Session session, long held, String problem) {
        Map<String, Long> drops = droppedTold == null ? Map.copyOf(dropped) : droppedTold;
        Map<String, Long> classes = redactedTold == null ? Map.copyOf(redacted) : redactedTold;
        droppedTold = drops;
        redactedTold = classes;
        return new PipelineStatus(
                received(session),
                admitted,
                held,
                stored,
                masked(session),
                drops,
                classes,
                gaps,
                List.of(),
                problem,
                lastStoredMillis);
    }

    /** All by name, for the marks of a session. */
    Map<String, Long> values(@Nullable Session session) {
        Map<String, Long> values = new TreeMap<>(dropped);
        values.put("received", received(session));
        values.put("admitted", admitted);
        values.put("stored", stored);
        values.put("masked", masked(session));
        values.put("gaps", gaps);
        return values;
    }

    /** What changed since {@code before}; what did not is left out, except for what every session tells. */
    static Map<String, Long> difference(Map<String, Long> after, Map<String, Long> before) {
        Map<String, Long> changed = new TreeMap<>();
        after.forEach((name, value) -> {
            long more = value - before.getOrDefault(name, 0L);
            if (more != 0 || name.equals("received") || name.equals("stored")) {
                changed.put(name, more);
            }
        });
        return changed;
    }
}
