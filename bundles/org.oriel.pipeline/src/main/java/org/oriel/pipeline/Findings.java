package org.oriel.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.oriel.api.redact.Finding;

/** Makes one list of disjoint findings out of overlapping ones, without ever shrinking what is masked. */
final class Findings {
    private Findings() {}

    /**
     * The union, in order of place. Where findings overlap, a secret gives its name to the whole, else the longest.
     *
     * @throws DetectionFailed when a finding lies outside the text: a detector that does not know where it found
     *     something has not said what to mask
     */
    static List<Finding> union(List<Finding> findings, int length) throws DetectionFailed {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparingInt(Finding::start));
        List<Finding> union = new ArrayList<>();
        int i = 0;
        while (i < sorted.size()) {
            Finding label = sorted.get(i);
            int start = label.start();
            int end = label.end();
            for (i++; i < sorted.size() && sorted.get(i).start() < end; i++) {
                Finding other = sorted.get(i);
                end = Math.max(end, other.end());
                label = stronger(label, other);
            }
            if (end > length) {
                throw new DetectionFailed("rule " + label.rule() + " found something outside the text");
            }
            union.add(new Finding(start, end, label.type(), label.rule()));
        }
        return union;
    }

    private static Finding stronger(Finding a, Finding b) {
        boolean secretA = Placeholders.isSecret(a.type());
        if (secretA != Placeholders.isSecret(b.type())) {
            return secretA ? a : b;
        }
        return b.end() - b.start() > a.end() - a.start() ? b : a;
    }
}
