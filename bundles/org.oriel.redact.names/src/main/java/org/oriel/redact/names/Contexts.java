package org.oriel.redact.names;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The phrases that say that a name stands beside them, by list. */
record Contexts(Map<String, Set<String>> lists) {
    static Contexts load() {
        Map<String, Set<String>> lists = new HashMap<>();
        for (String line : Lists.lines("contexts.txt")) {
            int colon = line.indexOf(':');
            lists.put(
                    line.substring(0, colon),
                    Arrays.stream(line.substring(colon + 1).split(","))
                            .map(String::trim)
                            .collect(Collectors.toUnmodifiableSet()));
        }
        return new Contexts(lists);
    }

    /** The list of that name. */
    Set<String> list(String name) {
        Set<String> list = lists.get(name);
        if (list == null) {
            throw new IllegalStateException("contexts.txt has no list " + name);
        }
        return list;
    }
}
