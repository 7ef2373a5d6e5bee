package org.oriel.redact.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.oriel.api.redact.Finding;

/** What the rules found, as stretches of the original text; overlapping stretches of one class become one. */
final class Hits {
    private final PlainText text;
    private final List<Finding> found = new ArrayList<>();

    Hits(PlainText text) {
        this.text = text;
    }

    /** Reports the stretch from {@code start} up to {@code end} of the plain text. */
    void add(int start, int end, String type, String rule) {
        found.add(new Finding(text.originalStart(start), text.originalEnd(end), type, rule));
    }

    /** In order of their place. A union is never smaller than its parts: relabelling must not uncover anything. */
    List<Finding> merged() {
        if (found.size() < 2) {
            return List.copyOf(found);
        }
        found.sort(Comparator.comparing(Finding::type).thenComparingInt(Finding::start));
        List<Finding> merged = new ArrayList<>();
        Finding last = found.get(0);
        for (Finding next : found.subList(1, found.size())) {
            if (next.type().equals(last.type()) && next.start() < last.end()) {
                last = new Finding(last.start(), Math.max(last.end(), next.end()), last.type(), last.rule());
            } else {
                merged.add(last);
                last = next;
            }
        }
        merged.add(last);
        merged.sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(merged);
    }
}
