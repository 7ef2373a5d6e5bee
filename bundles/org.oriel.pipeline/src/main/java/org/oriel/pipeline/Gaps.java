package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.oriel.api.event.Mark;

/** Losses that are not yet recorded, by reason; one mark a reason, not one a loss. Pipeline thread only. */
final class Gaps {
    private final Map<String, Map<String, Long>> pending = new TreeMap<>();

    /** {@code count} things called {@code name} were lost. */
    void add(String reason, String name, long count) {
        if (count > 0) {
            pending.computeIfAbsent(reason, r -> new TreeMap<>()).merge(name, count, Long::sum);
        }
    }

    /** Something happened that has no number. */
    void add(String reason) {
        pending.computeIfAbsent(reason, r -> new TreeMap<>());
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** The marks for what is pending, which then is no longer. */
    List<Mark> take() {
        List<Mark> marks = new ArrayList<>(pending.size());
        pending.forEach((reason, counts) -> marks.add(new Mark(Mark.Kind.GAP, reason, counts)));
        pending.clear();
        return marks;
    }
}
