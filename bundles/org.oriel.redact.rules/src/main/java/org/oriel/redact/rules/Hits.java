package org.oriel.redact.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.oriel.api.redact.Finding;

/** What the rules found, as stretches of the original text; overlapping stretches of one class become one. */
final class Hits {
    private record Hit(int start, int end, String type, String rule, int priority) {
        Finding finding() {
            return new Finding(start, end, type, rule);
        }

        /** Both stretches under the name of the stronger one: relabelling must not uncover anything. */
        Hit with(Hit other) {
            Hit name = other.priority > priority ? other : this;
            return new Hit(Math.min(start, other.start), Math.max(end, other.end), name.type, name.rule, name.priority);
        }
    }

    private static final Comparator<Hit> BY_PLACE = Comparator.comparingInt(Hit::start)
            .thenComparing(Comparator.comparingInt(Hit::end).reversed());

    private List<Hit> found = new ArrayList<>();
    private PlainText text;
    private String type = "";
    private String rule = "";
    private int priority;
    /** Where a finding counts only if it holds one of these places: what decoding changed. Empty: everywhere. */
    private int[] marks = new int[0];

    private boolean across;

    Hits(PlainText text) {
        this.text = text;
    }

    /** What comes next was found in a variant, and counts only if it holds one of its marks. */
    void in(Variant variant) {
        text = variant.text();
        marks = variant.marks();
        across = variant.joined();
    }

    /** What comes next is of this rule. */
    void of(String ofType, String ofRule, int ofPriority) {
        type = ofType;
        rule = ofRule;
        priority = ofPriority;
    }

    /**
     * Reports the stretch from {@code start} up to {@code end} of the plain text.
     *
     * @param how appended to the name of the rule, or empty
     */
    void add(int start, int end, String how) {
        if (marks.length == 0 || holdsMark(start, end)) {
            String name = how.isEmpty() ? rule : rule + "." + how;
            found.add(new Hit(text.originalStart(start), text.originalEnd(end), type, name, priority));
        }
    }

    private boolean holdsMark(int start, int end) {
        int at = Arrays.binarySearch(marks, across ? start + 1 : start);
        int first = at < 0 ? -at - 1 : at;
        return first < marks.length && marks[first] < end;
    }

    int size() {
        return found.size();
    }

    /** Where in the original something begins or ends that was found so far, in order. */
    int[] edges() {
        return found.stream()
                .flatMapToInt(hit -> IntStream.of(hit.start, hit.end))
                .sorted()
                .toArray();
    }

    /** In order of their place. A union is never smaller than its parts. */
    List<Finding> merged() {
        if (found.size() < 2) {
            return found.stream().map(Hit::finding).toList();
        }
        found = union(union(found, true), false);
        return found.stream().map(Hit::finding).toList();
    }

    /** Makes one of overlapping hits: those of one type, or those of different strength. */
    private static List<Hit> union(List<Hit> hits, boolean sameType) {
        Comparator<Hit> order = sameType ? Comparator.comparing(Hit::type).thenComparing(BY_PLACE) : BY_PLACE;
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(order);
        List<Hit> merged = new ArrayList<>();
        for (Hit next : sorted) {
            Hit last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null
                    && next.start < last.end
                    && (sameType ? next.type.equals(last.type) : next.priority != last.priority)) {
                merged.set(merged.size() - 1, last.with(next));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }
}
