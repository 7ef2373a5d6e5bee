package org.oriel.redact.names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.oriel.api.redact.Finding;

/** What was found so far, each thing once. */
final class Hits {
    private final Words words;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Finding> known = new HashSet<>(0);

    Hits(Words words) {
        this.words = words;
    }

    /** From word {@code first} to word {@code last}. */
    void add(int first, int last, String type, String rule) {
        add(new Finding(words.get(first).start(), words.get(last).end(), type, rule));
    }

    void add(Finding finding) {
        if (known.add(finding)) {
            findings.add(finding);
        }
    }

    List<Finding> all() {
        return findings;
    }
}
