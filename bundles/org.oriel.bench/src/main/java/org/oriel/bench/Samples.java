package org.oriel.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What each round measured, by name. */
final class Samples<S> {
    private final Map<String, List<S>> all = new LinkedHashMap<>();

    void add(String name, S sample) {
        all.computeIfAbsent(name, n -> new ArrayList<>()).add(sample);
    }

    /** The median over the rounds, {@code NaN} of none. */
    double median(String name, ToDoubleFunction<S> figure) {
        return Stats.median(all.getOrDefault(name, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList());
    }
}
