package org.oriel.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What grew in counters since they were looked at last, as facts. One thread. */
final class Counts {
    private static final int MOST = 56;

    private final Map<String, Long> before = new TreeMap<>();

    /** What is more now, and remembers it. */
    Map<String, String> grown(Map<String, Long> now) {
        Map<String, String> facts = new LinkedHashMap<>();
        new TreeMap<>(now).forEach((name, count) -> {
            // A counter that is lower than before began anew with its bundle.
            long known = before.getOrDefault(name, 0L);
            long more = count >= known ? count - known : count;
            before.put(name, count);
            if (more > 0 && facts.size() < MOST) {
                facts.put(name, String.valueOf(more));
            }
        });
        return facts;
    }

    /** Adds counters under a prefix, each by a name that a fact may have. */
    static void add(Map<String, Long> all, String prefix, Map<String, Long> counters) {
        counters.forEach((name, count) -> {
            String plain = (prefix + name).replaceAll("[^A-Za-z0-9._-]", "-");
            all.merge(plain.substring(0, Math.min(64, plain.length())), count, Long::sum);
        });
    }
}
