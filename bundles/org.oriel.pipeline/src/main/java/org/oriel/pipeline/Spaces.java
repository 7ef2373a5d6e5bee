package org.oriel.pipeline;

import java.util.HashMap;
import java.util.Map;

/** Numbers for desktops, apart from those of single feeds, which count up from 1. Guarded by whoever owns it. */
final class Spaces {
    private static final int FIRST = 1 << 30;

    private final Map<String, Integer> numbers = new HashMap<>();

    /** The name of a space, empty for that of a single feed. */
    String name(int space) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() == space)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    int of(String desktop) {
        return numbers.computeIfAbsent(desktop, name -> FIRST + numbers.size());
    }
}
